//! Amounts of money, and the bounds that a shopper puts on a price.

mod currency;

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

/// Every amount of money in a message.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Found> {
    let text = reading.text;
    number::spans(reading)
        .into_iter()
        .filter_map(|span| {
            let (before, behind) = (
                currency::before(text, span.start),
                currency::behind(text, span.end),
            );
            let start = before.unwrap_or(span.start);
            let mut end = behind.unwrap_or(span.end);
            let unit = match (before, behind) {
                // The name behind is the fuller one: "$15 USD", "C$ 15".
                (_, Some(_)) => text.get(span.end..end)?,
                (Some(start), None) => text.get(start..span.start)?,
                (None, None) => return None,
            };
            let mut amount = Decimal::from_f64(span.number)?;
            if currency::is_coin(unit) {
                amount /= Decimal::ONE_HUNDRED;
            } else if let Some((coins, behind)) = behind.and_then(|end| currency::coins(text, end)) {
                amount += Decimal::from(coins) / Decimal::ONE_HUNDRED;
                end = behind;
            }
            let value = json!({ "amount": format!("{amount:.2}"), "currency": currency::code(unit) });
            Some(Found::new(EntityKind::Money, start, end, value))
        })
        .collect()
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
const NOT_MONEY: &str = r"(?:\s?(?:%|percent|days?|weeks?|months?|years?|hours?|minutes?|mins?|pairs?|items?|pieces?|pcs|kgs?|grams?|cm|mm|km|kilomet\w+|miles?|lit(?:er|re)s?|ml|l|inch(?:es)?|people|times?|stars?|business|tage?n?|wochen?|monaten?|stunden?|stück|dagen|weken|uur|stuks|jours?|semaines?|mois|heures?|giorn[oi]|settiman[ae]|mes[ei]|or[ae]|pezzi)\b)";

static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:\bbetween|\bfrom|\brange)?\s*{SIGN}\b({AMOUNT})\s?(?:dollars|bucks|euros?|€|\$)?\s?(?:and|to|-|–|until)\s?{SIGN}({AMOUNT})\b({NOT_MONEY})?"
    ))
});
static BELOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:\bunder|\bbelow|\bless than|\bup to|\bat most|\bmax(?:imum)?(?: of| price| budget)?:?|\bno more than|\bnot more than|\bcheaper than|\bunderneath|\bwithin|\bnot over|\bbudget(?: is| of)?|\bmy limit is|\bonder|\bminder dan|\bhoogstens|\bunter|\bweniger als|\bhöchstens|\bbis zu|\bmoins de|\bau plus|\bsotto|\bmeno di|\bal massimo|<=?)\s*(?:a |of |around |about |de |i )?{SIGN}({AMOUNT})\b({NOT_MONEY})?"
    ))
});
static ABOVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:\bover|\babove|\bmore than|\bat least|\bmin(?:imum)?(?: of| price)?:?|\bstarting (?:at|from)|\bupwards of|\bpricier than|\bboven|\bmeer dan|\bminstens|über|\bmehr als|\bmindestens|\bplus de|\bau moins|\bpiù di|\bsopra|\balmeno|>=?)\s*(?:de |i )?{SIGN}({AMOUNT})\b({NOT_MONEY})?"
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
    #[case("hardloopschoenen onder de 150 euro", None, Some(15_000))]
    #[case("Laufschuhe unter 150 Euro", None, Some(15_000))]
    #[case("des chaussures à moins de 90 euros", None, Some(9_000))]
    #[case("scarpe sopra i 60 euro", Some(6_000), None)]
    #[case("kommt es in weniger als 5 Tagen", None, None)]
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
    #[case("seventy-five Euro", "75.00", Some("EUR"))]
    #[case("siebenhundert Euro", "700.00", Some("EUR"))]
    #[case("2 miljard amerikaanse dollar", "2000000000.00", Some("USD"))]
    #[case("4 millions de $", "4000000.00", Some("USD"))]
    #[case("15 dollars 50", "15.50", Some("USD"))]
    #[case("80 cents", "0.80", None)]
    #[case("$48.2 million", "48200000.00", Some("USD"))]
    fn amounts_carry_their_currency(
        #[case] text: &str,
        #[case] amount: &str,
        #[case] currency: Option<&str>,
    ) {
        let found = find(&Reading::new(text));
        assert_eq!(
            found[0].value,
            json!({ "amount": amount, "currency": currency }),
            "{text}"
        );
    }
}
