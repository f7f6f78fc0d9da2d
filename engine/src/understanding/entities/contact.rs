//! Ways to reach somebody: mail addresses, telephone numbers, web addresses.

use std::sync::LazyLock;

use regex::Regex;

use super::{EntityKind, Found};
use crate::understanding::pattern::pattern;

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[a-z0-9][a-z0-9._%+'-]*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,24}\b|\[\d{1,3}(?:\.\d{1,3}){3}\])",
    )
});
/// With a scheme any name will do; without one only well-known endings, since people forget the space after a full stop.
static URL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?:https?|ftp)://(?:localhost\b|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}\b)(?::\d{1,5})?(?:[/?#][^\s<>"']*)?|www\.[^\s<>"']+|[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|co|shop|store|eu|de|nl|fr|it|uk|us|me|info|biz|tv|app|dev|gov|edu|ly|si|sa|cn|ch|es|pl|ca|ai|academy|aws)\b(?:\.[a-z]{2}\b)?(?::\d{1,5}\b)?(?:[/?#][^\s<>"']*)?"#,
    )
});
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\(\s?\+\d{1,4}\s?\)|\+\s?\(?\d{1,4}\)?|\(\s?\d{1,5}\s?\)|\d{1,5})(?:(?:\s?[./–-]\s?|\s)?(?:\(\s?\d{1,5}\s?\)|\d{1,5})){1,7}(?:\s?(?:ext\.?|x|extension)\s?\d{1,6})?",
    )
});
/// A figure that is a day whatever is said before it.
static PLAIN_DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})|\d{4}[./-]\d{1,2}[./-]\d{1,2})$"));

/// Every mail address.
pub(super) fn emails(text: &str) -> Vec<Found> {
    let hits = EMAIL.find_iter(text).filter(|hit| {
        let local = hit.as_str().split('@').next().unwrap_or_default();
        let before = text.get(..hit.start()).unwrap_or_default();
        !(before.ends_with('.') || local.contains("..") || local.ends_with('.'))
    });
    hits.map(|hit| {
        Found::new(
            EntityKind::Email,
            hit.start(),
            hit.end(),
            hit.as_str().to_lowercase(),
        )
    })
    .collect()
}

/// Every web address.
pub(super) fn urls(text: &str) -> Vec<Found> {
    URL.find_iter(text)
        .filter(|hit| {
            // What follows an `@` or an unknown scheme is part of something else.
            let before = text.get(..hit.start()).unwrap_or_default();
            hit.as_str().contains("://") || !before.ends_with(['@', '/', '_', '-', '.'])
        })
        .map(|hit| {
            // The full stop ends the sentence, not the address.
            let address = hit.as_str().trim_end_matches(['.', ',', ')', '!', '?', ';', ':']);
            Found::new(EntityKind::Url, hit.start(), hit.start() + address.len(), address)
        })
        .collect()
}

/// Every telephone number that stands where no date does.
pub(super) fn phones(text: &str, days: &[Found]) -> Vec<Found> {
    PHONE
        .find_iter(text)
        .filter_map(|hit| {
            let written = hit.as_str().trim_end();
            let start = hit.start();
            let end = start + written.len();
            let before = text.get(..start).and_then(|before| before.chars().next_back());
            let after = text.get(end..).and_then(|after| after.chars().next());
            let glued =
                |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '#' | '$' | '€' | '£');
            if before.is_some_and(glued) || after.is_some_and(|letter| glued(letter) || letter == '%') {
                return None;
            }
            let main = written.split(['x', 'e', 'X', 'E']).next().unwrap_or(written);
            let digits = main.chars().filter(char::is_ascii_digit).count();
            let announced = main.starts_with('+')
                || main.starts_with("00")
                || main.starts_with("(0")
                || main.starts_with("(+");
            let separated = main
                .chars()
                .filter(|letter| matches!(letter, ' ' | '-' | '.' | '/' | '('))
                .count()
                > 0;
            let told = announced || is_named(text, start);
            let plausible = match digits {
                7..=17 if told => true,
                // A bare run of digits is rather an order, an amount or a postcode.
                9..=12 => separated || main.starts_with('0') || (digits == 10 && !counts(text, end)),
                7 => separated && main.contains('-'),
                _ => false,
            };
            let found = Found::new(EntityKind::Phone, start, end, normalised(main));
            let is_day = days.iter().any(|day| day.overlaps(&found));
            // Parts of a number that was called one may look like a day.
            (plausible && (!is_day || (told && !PLAIN_DAY.is_match(written)))).then_some(found)
        })
        .collect()
}

/// Whether the words right before a number call it a telephone number.
fn is_named(text: &str, start: usize) -> bool {
    const NEAR: usize = 24;
    let before = text.get(..start).unwrap_or_default();
    let near = before
        .char_indices()
        .rev()
        .nth(NEAR)
        .map_or(0, |(place, _)| place);
    let near = before.get(near..).unwrap_or_default().to_lowercase();
    [
        "phone",
        "tel",
        "mobile",
        "mobiel",
        "whatsapp",
        "handy",
        "call me",
        "cellulare",
    ]
    .iter()
    .any(|word| near.contains(word))
}

/// Whether a word follows that a number could count, in a text that speaks of no telephone.
fn counts(text: &str, after: usize) -> bool {
    let followed = text
        .get(after..)
        .is_some_and(|rest| rest.trim_start().starts_with(char::is_alphabetic));
    let lower = text.to_lowercase();
    followed
        && ![
            "call", "phone", "mobile", "tel", "whatsapp", "reach", "number", "fax", "cell",
        ]
        .iter()
        .any(|word| lower.contains(word))
}

fn normalised(written: &str) -> String {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if written.starts_with('+') {
        format!("+{digits}")
    } else {
        digits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_reach_somebody_are_found_as_written() {
        let text = "Mail Anna.Smith+x@Example.co.uk, call +31 6 1234 5678 or see www.example.com/help.";
        assert_eq!(emails(text)[0].value, "anna.smith+x@example.co.uk");
        assert_eq!(phones(text, &[])[0].value, "+31612345678");
        let url = &urls(text)[0];
        assert_eq!(url.value, "www.example.com/help");
    }

    #[test]
    fn only_whole_addresses_count() {
        let found = |text: &str| urls(text).first().map(|one| one.value.clone());
        assert_eq!(
            found("MORE:https://bit.ly/2jm6eu3"),
            Some("https://bit.ly/2jm6eu3".into())
        );
        assert_eq!(
            found("at http://localhost:8080#1"),
            Some("http://localhost:8080#1".into())
        );
        assert_eq!(found("shop.com.cn, please"), Some("shop.com.cn".into()));
        assert_eq!(found("http://# and httt://abc.com and anna@abc.com"), None);
        assert!(emails("a..b@abc.com and .b@abc.com").is_empty());
        assert_eq!(emails("j@[129.126.118.1]").len(), 1);
    }

    #[test]
    fn prices_and_orders_are_no_telephone_numbers() {
        assert!(phones("order_000123 for $1500 in 78701", &[]).is_empty());
        assert!(phones("my card number is 12345678", &[]).is_empty());
        assert_eq!(phones("my phone number is 280930640.", &[]).len(), 1);
    }
}
