//! Percentages.

use std::sync::LazyLock;

use regex::Regex;

use super::{EntityKind, Found, number};
use crate::understanding::{pattern::pattern, text::Reading};

/// What makes a percentage of the number before it, in five languages.
static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s\u{a0}-]{0,2}(?:%|(?:percent(?:s|age|ages|o)?|per cent|per cento|pct|procent|prozent|pourcent(?:s|age)?|pour[\s-]cent)\b)",
    )
});

/// Every percentage of a message.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Found> {
    // Most messages have none, and looking is cheaper than reading every number.
    if !reading.text.contains('%') && !MENTIONED.is_match(reading.text) {
        return Vec::new();
    }
    number::spans(reading)
        .into_iter()
        .filter_map(|span| {
            let sign = SIGN.find(reading.text.get(span.end..)?)?;
            let value = number::value(span.number);
            Some(Found::new(
                EntityKind::Percent,
                span.start,
                span.end + sign.end(),
                value,
            ))
        })
        .collect()
}

static MENTIONED: LazyLock<Regex> = LazyLock::new(|| pattern(r"p(?:er|our)[\s-]?cent|procent|prozent|\bpct"));

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn shares_are_found_in_digits_and_words() {
        let found = find(&Reading::new("20% off, or twenty five percent"));
        assert_eq!(found[0].value, 20);
        assert_eq!(found[1].value, 25);
    }

    #[rstest]
    #[case("einhundert Prozent", 100)]
    #[case("twintig procent korting", 20)]
    #[case("dix pour cent", 10)]
    #[case("il ventisette percento", 27)]
    fn other_languages_have_shares_too(#[case] text: &str, #[case] expected: i64) {
        assert_eq!(find(&Reading::new(text))[0].value, expected);
    }
}
