//! Postal addresses, labelled (`line1=…, city=…`) or as people write them.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::{EntityKind, Found};
use crate::understanding::pattern::pattern;

/// Where something is to be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Address {
    /// Who receives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Street and number.
    pub line1: String,
    /// Flat, floor, company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line2: Option<String>,
    /// Town.
    pub city: String,
    /// State or province, where the country has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Postcode.
    pub postal_code: String,
    /// Country code or name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl Address {
    /// The names of the parts without which nothing can be sent.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        [
            ("line1", &self.line1),
            ("city", &self.city),
            ("postalCode", &self.postal_code),
        ]
        .into_iter()
        .filter(|(_, value)| value.is_empty())
        .map(|(name, _)| name)
        .collect()
    }
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(name|line\s?1|line\s?2|address\s?line\s?[12]|street|city|town|state|province|region|postal[_ ]?code|post\s?code|zip(?:[_ ]?code)?|country)\s*[=:]\s*",
    )
});
static FREE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        \b(?P<line1>\d{1,6}[a-z]?\s+(?:[nsew]\.?\s+)?(?:[\p{L}\d.'-]+\s+){0,4}?
            (?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|square|sq|terrace|ter|highway|hwy|parkway|pkwy|circle|cir|close|row)\b\.?)
        (?:\s*,?\s*(?P<line2>(?:apt|apartment|suite|ste|unit|flat|floor|\#)\.?\s*[\w-]+))?
        (?:\s*,\s*|\s+in\s+|\s*\n\s*|\s+)
        (?P<city>\p{L}[\p{L}.'-]*(?:\s\p{L}[\p{L}.'-]*){0,3}?)
        (?:(?:\s*,\s*|\s+)(?P<state>(?-i:[A-Z]{2})\b|[a-z]+(?:\s[a-z]+)?))?
        \s*,?\s*(?P<postal>\d{5}(?:-\d{4})?|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})\b
        (?:\s*,?\s*(?P<country>usa|us|u\.s\.a?\.?|united\sstates|uk|united\skingdom|great\sbritain|england|canada|ca|gb)\b)?",
    )
});
static EUROPEAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        (?P<line1>\b\p{L}[\p{L}.'’-]*(?:\s\p{L}[\p{L}.'’-]*){0,3}\s\d{1,5}\s?[a-z]?)
        \s*[,\n]\s*
        (?P<postal>\d{4}\s?[a-z]{2}|\d{4,5})\s+
        (?P<city>\p{L}[\p{L}.'’-]*(?:\s\p{Lu}[\p{L}.'’-]*){0,2})
        (?:\s*,\s*(?P<country>\p{L}+(?:\s\p{L}+)?))?",
    )
});
/// As in France and Belgium: the number, then the kind of street.
static FRENCH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        \b(?P<line1>\d{1,4}(?:\s?(?:bis|ter|[a-d]))?\s*,?\s+
            (?:rue|avenue|av|boulevard|bd|place|allée|chemin|impasse|quai|cours|square|route|passage)\.?\s
            [\p{L}\d][\p{L}\d.'’-]*(?:\s[\p{L}\d][\p{L}\d.'’-]*){0,5}?)
        \s*[,\n]?\s*
        (?P<postal>\d{4,5})\s+
        (?P<city>\p{L}[\p{L}.'’-]*(?:\s\p{Lu}[\p{L}.'’-]*){0,2})
        (?:\s*,\s*(?P<country>\p{L}+(?:\s\p{L}+)?))?",
    )
});
static LEAD_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:.*\b(?:to|is|at|address|adresse|adres|indirizzo|send it|naar|an|à|a)\s+)")
});

/// The address of a message with the bytes it spans.
pub(super) fn find(text: &str) -> Vec<Found> {
    let one = labelled(text).or_else(|| free(text));
    one.and_then(|(address, start, end)| {
        let value = serde_json::to_value(address).ok()?;
        Some(Found::new(EntityKind::Address, start, end, value))
    })
    .into_iter()
    .collect()
}

fn labelled(text: &str) -> Option<(Address, usize, usize)> {
    let labels: Vec<(usize, usize, String)> = LABEL
        .captures_iter(text)
        .filter_map(|hit| {
            let (whole, label) = (hit.get(0)?, hit.get(1)?);
            Some((
                whole.start(),
                whole.end(),
                label.as_str().to_lowercase().replace([' ', '_'], ""),
            ))
        })
        .collect();
    let mut address = Address::default();
    let mut end = 0;
    for (place, (_, value_start, label)) in labels.iter().enumerate() {
        let stop = labels.get(place + 1).map_or(text.len(), |(next, _, _)| *next);
        let raw = text.get(*value_start..stop)?;
        let raw = raw.split(['\n', ';']).next().unwrap_or(raw);
        let value = raw.trim().trim_end_matches([',', '.', ';']).trim();
        if value.is_empty() {
            continue;
        }
        end = value_start + raw.find(value).unwrap_or(0) + value.len();
        let value = value.to_owned();
        match label.as_str() {
            "name" => address.name = Some(value),
            "line1" | "addressline1" | "street" => address.line1 = value,
            "line2" | "addressline2" => address.line2 = Some(value),
            "city" | "town" => address.city = value,
            "state" | "province" | "region" => address.state = Some(value),
            "country" => address.country = Some(value),
            _ => address.postal_code = value,
        }
    }
    let start = labels.first()?.0;
    // One label alone ("country: fine") is a sentence rather than an address.
    let parts = 3 - address.missing().len();
    (parts >= 2 || !address.line1.is_empty()).then_some((address, start, end))
}

fn free(text: &str) -> Option<(Address, usize, usize)> {
    let hit = FREE
        .captures(text)
        .or_else(|| FRENCH.captures(text))
        .or_else(|| EUROPEAN.captures(text))?;
    let whole = hit.get(0)?;
    let part = |name: &str| {
        let part = hit.name(name)?.as_str().trim().trim_end_matches([',', '.']);
        (!part.is_empty()).then(|| part.to_owned())
    };
    let line1 = part("line1")?;
    let lead_in = LEAD_IN.find(&line1).map_or(0, |lead| lead.end());
    let line1 = line1.get(lead_in..).unwrap_or(&line1).to_owned();
    let start = whole.start() + lead_in;
    let address = Address {
        name: None,
        line1,
        line2: part_if(&hit, "line2"),
        city: part("city").unwrap_or_default(),
        state: part_if(&hit, "state").map(|state| {
            if state.len() == 2 {
                state.to_uppercase()
            } else {
                state
            }
        }),
        postal_code: part("postal").unwrap_or_default().to_uppercase(),
        country: part("country"),
    };
    Some((address, start, whole.end()))
}

/// The European form has neither a second line nor a state.
fn part_if(hit: &regex::Captures<'_>, name: &str) -> Option<String> {
    hit.name(name)
        .map(|part| part.as_str().trim().to_owned())
        .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Address {
        serde_json::from_value(find(text)[0].value.clone()).unwrap()
    }

    #[test]
    fn labelled_address_is_read_part_by_part() {
        let address =
            of("change order address line1=500 Main St, city=Austin, state=TX, postalCode=78701, country=US");
        assert_eq!(address.line1, "500 Main St");
        assert_eq!(
            (address.city.as_str(), address.state.as_deref()),
            ("Austin", Some("TX"))
        );
        assert_eq!(
            (address.postal_code.as_str(), address.country.as_deref()),
            ("78701", Some("US"))
        );
    }

    #[test]
    fn free_american_address_is_read() {
        let address = of("please send order 123 to 500 Main St, Austin, TX 78701");
        assert_eq!(address.line1, "500 Main St");
        assert_eq!(
            (address.city.as_str(), address.state.as_deref()),
            ("Austin", Some("TX"))
        );
        assert_eq!(address.postal_code, "78701");
        let flat = of("12 Ocean Drive, Apt 4, San Diego, CA 92101");
        assert_eq!(
            (flat.line2.as_deref(), flat.city.as_str()),
            (Some("Apt 4"), "San Diego")
        );
    }

    #[test]
    fn free_european_address_is_read() {
        let address = of("ship it to Keizersgracht 12, 1015 AB Amsterdam");
        assert_eq!(
            (address.line1.as_str(), address.city.as_str()),
            ("Keizersgracht 12", "Amsterdam")
        );
        assert_eq!(address.postal_code, "1015 AB");
    }

    #[test]
    fn free_french_address_is_read() {
        let address = of("changer l'adresse : 12 bis rue des Lilas, 69003 Lyon, France");
        assert_eq!(
            (
                address.line1.as_str(),
                address.postal_code.as_str(),
                address.city.as_str()
            ),
            ("12 bis rue des Lilas", "69003", "Lyon")
        );
        assert_eq!(address.country.as_deref(), Some("France"));
    }

    #[test]
    fn plain_sentences_hold_no_address() {
        assert!(find("add 2 running shoes and 1 hoodie to my cart").is_empty());
        assert!(find("where is my order 123").is_empty());
    }
}
