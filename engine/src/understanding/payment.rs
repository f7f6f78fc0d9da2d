//! What a shopper pays with, as they name it: a token of the payment provider. A card's number is never taken here.

/// What tokens of the provider begin with.
const PREFIX: &str = "pm_";
/// Bytes of a token at most.
const LONGEST: usize = 255;

/// Whether this is a token of the provider, as a page or a shopper may name it.
#[must_use]
pub fn is_payment_token(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    text.strip_prefix(PREFIX).is_some_and(|rest| !rest.is_empty())
        && text.len() <= LONGEST
        && text.bytes().all(is_plain)
}

/// The last token that a message names; who names two has thought better of the first.
#[must_use]
pub fn payment_token(text: &str) -> Option<String> {
    let words = text.split(|one: char| !one.is_ascii_alphanumeric() && one != '_');
    words.rev().find(|word| is_payment_token(word)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_where_it_stands_and_nothing_else_is_one() {
        let found = |text| payment_token(text);
        assert_eq!(
            found("checkout with pm_test_123."),
            Some("pm_test_123".to_owned())
        );
        assert_eq!(found("pm_one, no, pm_two please"), Some("pm_two".to_owned()));
        assert_eq!(found("pay with 4242 4242 4242 4242"), None);
        assert_eq!(found("come at 3 pm_"), None);
        assert!(!is_payment_token(&format!("pm_{}", "x".repeat(300))));
        assert!(!is_payment_token("pm_a-b"));
    }
}
