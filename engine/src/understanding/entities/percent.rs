//! Percentages.

use std::sync::LazyLock;

use regex::Regex;

use super::{EntityKind, Found, number};
use crate::understanding::{pattern::pattern, text::Reading};

static PERCENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d[\d,]*(?:\.\d+)?|\.\d+)\s?(?:%|percent(?:age)?\b|per cent\b|pct\b)"));
static IN_WORDS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b([a-z]+(?:[- ][a-z]+){0,3})\s+(?:percent\b|per cent\b|%)"));

/// Every percentage of a message.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = PERCENT
        .captures_iter(text)
        .filter_map(|hit| {
            let (whole, digits) = (hit.get(0)?, hit.get(1)?);
            let value = number::value(number::parse(digits.as_str())?);
            Some(Found::new(EntityKind::Percent, whole.start(), whole.end(), value))
        })
        .collect();
    found.extend(IN_WORDS.captures_iter(text).filter_map(|hit| {
        let (whole, words) = (hit.get(0)?, hit.get(1)?);
        let reading = Reading::new(words.as_str());
        // The number stands right before the sign: "take twenty percent" means twenty.
        let (place, number) = (0..reading.tokens.len()).find_map(|place| {
            let (number, used) = number::words_at(&reading, place)?;
            (place + used == reading.tokens.len()).then_some((place, number))
        })?;
        let start = words.start() + reading.tokens.get(place)?.start;
        Some(Found::new(
            EntityKind::Percent,
            start,
            whole.end(),
            number::value(number),
        ))
    }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_found_in_digits_and_words() {
        let found = find("20% off, or twenty five percent");
        assert_eq!(found[0].value, 20);
        assert_eq!(found[1].value, 25);
    }
}
