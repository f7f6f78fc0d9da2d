//! Order numbers and discount codes.

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;

use super::{EntityKind, Found};
use crate::understanding::pattern::pattern;

static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\border[_\s-]?(?:(?:number|no|nr|id|num)\b\.?\s?)?(?:is\s|:\s?)?[#№]?\s?(\d{1,12})\b|(?:^|[\s(,:])#\s?(\d{1,12})\b|\bord[_-]?(\d{3,12})\b",
    )
});
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"\b(?:(?:discount|promo(?:tion)?(?:al)?|coupon|voucher|gift)\s*(?:code)?|code)(?:\s+(?:is|called|named|of))?\s*[:=]?\s*["'“‘]?([a-z][a-z0-9_-]{2,23})\b|\b(?:apply|use|redeem|enter|try)\s+(?:the\s+|my\s+)?["'“‘]?([a-z]{3,}\d{1,4}[a-z0-9]*)\b|\b(?:apply|use|redeem|enter)\s+(?:the\s+|my\s+)?([a-z0-9_-]{3,20})\s+(?:discount|promo|coupon|voucher|code)\b"#,
    )
});
static BARE_CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-i:\b[A-Z]{3,}[0-9]{1,4}\b)"));

/// The form in which orders are numbered: at least six digits.
#[must_use]
pub fn normalised(digits: &str) -> String {
    let number = digits.trim_start_matches('0');
    format!("order_{number:0>6}")
}

/// Every order number of a message.
pub(super) fn find(text: &str) -> Vec<Found> {
    ORDER
        .captures_iter(text)
        .filter_map(|hit| {
            let digits = hit.get(1).or_else(|| hit.get(2)).or_else(|| hit.get(3))?;
            let whole = hit.get(0)?;
            let spaces = whole.as_str().len()
                - whole
                    .as_str()
                    .trim_start_matches([' ', '(', ',', ':', '\n', '\t'])
                    .len();
            // "order 2 shirts" asks for shirts and names no order.
            let named = whole.as_str().contains(['#', '_', '№']) || hit.get(3).is_some();
            let asks = digits.as_str().len() < 3 || starts_with_letter_word(text.get(digits.end()..)?);
            let by_name = whole.as_str().to_lowercase().contains(['n', 'i']);
            if !named && !by_name && asks && is_plain_order(whole.as_str()) && wants_goods(text, digits.end())
            {
                return None;
            }
            Some(Found::new(
                EntityKind::Order,
                whole.start() + spaces,
                whole.end(),
                normalised(digits.as_str()),
            ))
        })
        .collect()
}

fn is_plain_order(written: &str) -> bool {
    written.trim().to_lowercase().starts_with("order")
}

fn starts_with_letter_word(rest: &str) -> bool {
    rest.trim_start().starts_with(char::is_alphabetic)
}

fn wants_goods(text: &str, after: usize) -> bool {
    let rest = text.get(after..).unwrap_or_default().trim_start().to_lowercase();
    let next: String = rest.chars().take_while(|letter| letter.is_alphabetic()).collect();
    const GOES_ON: [&str; 24] = [
        "please", "is", "was", "has", "and", "to", "for", "now", "yet", "still", "today", "arrived", "in",
        "on", "at", "or", "with", "from", "hasn", "never", "be", "status", "because", "shipped",
    ];
    !next.is_empty() && !GOES_ON.contains(&next.as_str())
}

/// Every discount code of a message, in upper case.
pub(super) fn discount_codes(text: &str) -> Vec<Found> {
    // Words that follow "code" in a sentence without being one.
    static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        HashSet::from([
            "code",
            "codes",
            "please",
            "for",
            "the",
            "that",
            "this",
            "not",
            "does",
            "doesn",
            "didn",
            "isn",
            "won",
            "and",
            "from",
            "available",
            "have",
            "you",
            "with",
            "at",
            "to",
            "work",
            "working",
            "works",
            "is",
            "was",
            "has",
            "expired",
            "can",
            "card",
            "cards",
            "valid",
            "invalid",
            "any",
            "there",
            "here",
            "got",
            "get",
            "but",
            "now",
            "again",
            "did",
            "will",
            "when",
            "what",
            "where",
            "how",
            "on",
            "off",
            "in",
            "my",
            "your",
            "applied",
            "field",
            "box",
            "instead",
            "don",
            "percent",
            "discount",
            "coupon",
            "voucher",
            "promo",
            "balance",
            "it",
            "if",
            "should",
            "gave",
            "which",
            "some",
            "called",
            "receive",
            "received",
            "same",
            "would",
            "could",
            "keeps",
            "just",
            "still",
            "before",
            "after",
            "policy",
        ])
    });
    let mut found: Vec<Found> = CODE
        .captures_iter(text)
        .filter_map(|hit| {
            let code = hit.get(1).or_else(|| hit.get(2)).or_else(|| hit.get(3))?;
            let word = code.as_str();
            let has_digit = word.chars().any(|letter| letter.is_ascii_digit());
            let shouted = word.chars().all(|letter| !letter.is_lowercase());
            if WORDS.contains(word.to_lowercase().as_str()) || !(has_digit || shouted || word.len() >= 5) {
                return None;
            }
            Some(Found::new(
                EntityKind::DiscountCode,
                code.start(),
                code.end(),
                word.to_uppercase(),
            ))
        })
        .collect();
    if found.is_empty() {
        let lower = text.to_lowercase();
        if [
            "code",
            "coupon",
            "voucher",
            "promo",
            "apply",
            "discount",
            "redeem",
            "codice",
            "sconto",
            "korting",
            "rabatt",
            "gutschein",
            "réduction",
            "remise",
            "buono",
        ]
        .iter()
        .any(|word| lower.contains(word))
        {
            let bare = BARE_CODE.find_iter(text);
            found.extend(
                bare.map(|hit| Found::new(EntityKind::DiscountCode, hit.start(), hit.end(), hit.as_str())),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("cancel order_000123", "order_000123")]
    #[case("where is #123", "order_000123")]
    #[case("order 123 is late", "order_000123")]
    #[case("my order number is 1234567", "order_1234567")]
    #[case("refund order #42", "order_000042")]
    fn orders_are_named_in_one_form(#[case] text: &str, #[case] expected: &str) {
        let found = find(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].value, expected);
    }

    #[test]
    fn ordering_two_shirts_names_no_order() {
        assert!(find("order 2 shirts").is_empty());
    }

    #[rstest]
    #[case("apply code SAVE10", Some("SAVE10"))]
    #[case("use welcome5 please", Some("WELCOME5"))]
    #[case("I have a coupon: summer", Some("SUMMER"))]
    #[case("the discount code doesn't work", None)]
    #[case("do you have a promo code for me", None)]
    fn codes_are_told_from_words(#[case] text: &str, #[case] expected: Option<&str>) {
        let found = discount_codes(text);
        assert_eq!(found.first().and_then(|one| one.value.as_str()), expected);
    }
}
