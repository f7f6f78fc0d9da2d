//! Amounts of money, and the bounds that a shopper puts on a price.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::{Decimal, prelude::FromPrimitive};
use serde_json::json;

use super::{EntityKind, Found, number};
use crate::{
    money::Minor,
    understanding::{pattern::pattern, text::Reading},
};

const AMOUNT: &str = r"\d{1,3}(?:[,.]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?";
const UNIT_AFTER: &str =
    r"dollars?|bucks?|quid|euros?|eur|usd|gbp|pounds?(?: sterling)?|us\s?dollars?|cents?";

static MONEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:(us\$|\$|€|£|\busd|\beur|\bgbp)\s?({AMOUNT})(\s?(?:k|million|billion|thousand)\b)?)|(?:\b({AMOUNT})(\s?(?:k|million|billion|thousand))?\s?(?:({UNIT_AFTER})\b|([€$£])))"
    ))
});
static UNIT_WORD: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^(?:{UNIT_AFTER})$")));

/// Every amount of money in a message.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = MONEY
        .captures_iter(text)
        .filter_map(|hit| {
            let whole = hit.get(0)?;
            let amount = hit.get(2).or_else(|| hit.get(4))?.as_str();
            let unit = hit
                .get(1)
                .or_else(|| hit.get(6))
                .or_else(|| hit.get(7))?
                .as_str()
                .to_lowercase();
            let scale = hit
                .get(3)
                .or_else(|| hit.get(5))
                .map_or("", |scale| scale.as_str().trim());
            let value = amount_value(amount, scale, &unit)?;
            Some(Found::new(EntityKind::Money, whole.start(), whole.end(), value))
        })
        .collect();
    found.extend(in_words(&Reading::new(text)));
    found
}

fn in_words(reading: &Reading<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < reading.tokens.len() {
        let Some((number, used)) = number::words_at(reading, place) else {
            place += 1;
            continue;
        };
        let (first, unit) = (reading.tokens.get(place), reading.tokens.get(place + used));
        if let (Some(first), Some(unit)) = (first, unit)
            && UNIT_WORD.is_match(&unit.word)
            && let Some(amount) = Decimal::from_f64(number)
        {
            let value = money_value(amount, &unit.word);
            found.push(Found::new(EntityKind::Money, first.start, unit.end, value));
        }
        place += used;
    }
    found
}

fn amount_value(amount: &str, scale: &str, unit: &str) -> Option<serde_json::Value> {
    let amount = decimal(amount)?;
    let scaled = match scale.to_lowercase().as_str() {
        "k" | "thousand" => amount.checked_mul(Decimal::ONE_THOUSAND)?,
        "million" => amount.checked_mul(Decimal::from(1_000_000))?,
        "billion" => amount.checked_mul(Decimal::from(1_000_000_000))?,
        _ => amount,
    };
    Some(money_value(scaled, unit))
}

fn money_value(amount: Decimal, unit: &str) -> serde_json::Value {
    let unit = unit.trim();
    let amount = if unit.starts_with("cent") {
        amount / Decimal::ONE_HUNDRED
    } else {
        amount
    };
    let currency = match unit {
        "€" => Some("EUR"),
        "£" | "quid" | "gbp" => Some("GBP"),
        unit if unit.starts_with("eur") => Some("EUR"),
        unit if unit.starts_with("pound") => Some("GBP"),
        unit if unit.starts_with("cent") => None,
        _ => Some("USD"),
    };
    json!({ "amount": format!("{:.2}", amount), "currency": currency })
}

/// Reads `1,299.50`, `1.299,50`, `150` and `99,95`.
fn decimal(written: &str) -> Option<Decimal> {
    let last_mark = written.rfind([',', '.']);
    let decimals = last_mark.map_or(0, |place| written.len() - place - 1);
    let plain: String = match last_mark {
        Some(place) if decimals != 3 => {
            let whole: String = written
                .get(..place)?
                .chars()
                .filter(char::is_ascii_digit)
                .collect();
            format!("{whole}.{}", written.get(place + 1..)?)
        }
        _ => written.chars().filter(char::is_ascii_digit).collect(),
    };
    plain.parse().ok()
}

/// What a product may cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PriceBounds {
    /// At least this.
    pub min: Option<Minor>,
    /// At most this.
    pub max: Option<Minor>,
}

const SIGN: &str = r"(?:us\$|\$|€|£|usd\s|eur\s)?\s?";
const NOT_MONEY: &str = r"(?:\s?(?:%|percent|days?|weeks?|months?|years?|hours?|minutes?|mins?|pairs?|items?|pieces?|pcs|kgs?|grams?|cm|mm|km|kilomet\w+|miles?|lit(?:er|re)s?|ml|l|inch(?:es)?|people|times?|stars?|business)\b)";

static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:\bbetween|\bfrom|\brange)?\s*{SIGN}\b({AMOUNT})\s?(?:dollars|bucks|euros?|€|\$)?\s?(?:and|to|-|–|until)\s?{SIGN}({AMOUNT})\b({NOT_MONEY})?"
    ))
});
static BELOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:\bunder|\bbelow|\bless than|\bup to|\bat most|\bmax(?:imum)?(?: of| price| budget)?:?|\bno more than|\bnot more than|\bcheaper than|\bunderneath|\bwithin|\bnot over|\bbudget(?: is| of)?|\bmy limit is|<=?)\s*(?:a |of |around |about )?{SIGN}({AMOUNT})\b({NOT_MONEY})?"
    ))
});
static ABOVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:\bover|\babove|\bmore than|\bat least|\bmin(?:imum)?(?: of| price)?:?|\bstarting (?:at|from)|\bupwards of|\bpricier than|>=?)\s*{SIGN}({AMOUNT})\b({NOT_MONEY})?"
    ))
});
static OR_LESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"{SIGN}\b({AMOUNT})\s?(?:dollars|bucks|euros?|€|\$)?\s?(?:or (?:less|under|below|cheaper)|max(?:imum)?\b|tops\b)"
    ))
});
static OR_MORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"{SIGN}\b({AMOUNT})\s?(?:dollars|bucks|euros?|€|\$)?\s?(?:or (?:more|above|over)|and up\b|\+)"
    ))
});
static NEGATED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:not|no|isn't|nothing)\s+(?:more\s+than|over|above)$"));

/// The price bounds that a message states.
#[must_use]
pub fn price_bounds(text: &str) -> PriceBounds {
    let mut bounds = PriceBounds::default();
    for hit in BETWEEN.captures_iter(text) {
        let said = hit.get(0).map_or("", |whole| whole.as_str());
        let is_range = [
            "between", "from", "range", "$", "€", "£", "dollar", "euro", "buck",
        ]
        .iter()
        .any(|sign| said.to_lowercase().contains(sign));
        if !is_range || hit.get(3).is_some() {
            continue;
        }
        if let (Some(low), Some(high)) = (minor(hit.get(1)), minor(hit.get(2))) {
            return PriceBounds {
                min: Some(low.min(high)),
                max: Some(low.max(high)),
            };
        }
    }
    for hit in BELOW.captures_iter(text).chain(OR_LESS.captures_iter(text)) {
        if hit.get(2).is_none() {
            bounds.max = bounds.max.or(minor(hit.get(1)));
        }
    }
    for hit in ABOVE.captures_iter(text).chain(OR_MORE.captures_iter(text)) {
        let Some(amount) = hit.get(1) else { continue };
        let before = text.get(..amount.start()).unwrap_or_default();
        if hit.get(2).is_some() || NEGATED.is_match(before.trim_end_matches(['$', '€', '£', ' '])) {
            continue;
        }
        bounds.min = bounds.min.or(minor(Some(amount)));
    }
    bounds
}

fn minor(amount: Option<regex::Match<'_>>) -> Option<Minor> {
    Minor::from_decimal(decimal(amount?.as_str())?).ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("running shoes under $150", None, Some(15_000))]
    #[case("shoes below 80 euros", None, Some(8_000))]
    #[case("between 50 and 100", Some(5_000), Some(10_000))]
    #[case("$50-$100 jackets", Some(5_000), Some(10_000))]
    #[case("at least 99.95", Some(9_995), None)]
    #[case("no more than 60 bucks", None, Some(6_000))]
    #[case("not over 60", None, Some(6_000))]
    #[case("20 dollars or less", None, Some(2_000))]
    #[case("up to $1,299.50", None, Some(129_950))]
    #[case("can it arrive in less than 2 weeks", None, None)]
    #[case("add 2 to 3 of these", None, None)]
    fn bounds_are_taken_from_the_words_around_a_price(
        #[case] text: &str,
        #[case] min: Option<i64>,
        #[case] max: Option<i64>,
    ) {
        assert_eq!(
            price_bounds(text),
            PriceBounds {
                min: min.map(Minor),
                max: max.map(Minor)
            }
        );
    }

    #[rstest]
    #[case("about 150 bucks", "150.00", Some("USD"))]
    #[case("€ 99,95", "99.95", Some("EUR"))]
    #[case("twenty five pounds", "25.00", Some("GBP"))]
    #[case("$48.2 million", "48200000.00", Some("USD"))]
    fn amounts_carry_their_currency(
        #[case] text: &str,
        #[case] amount: &str,
        #[case] currency: Option<&str>,
    ) {
        let found = find(text);
        assert_eq!(
            found[0].value,
            json!({ "amount": amount, "currency": currency }),
            "{text}"
        );
    }
}
