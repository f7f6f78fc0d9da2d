//! Hiding who somebody is before a text leaves the house.
//!
//! Each thing that names or reaches a person becomes a placeholder, the same for the same thing in one turn, and is put
//! back into what comes home.

mod names;

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use regex::Regex;

use serde_json::Value;

use crate::{
    port::model::ToolCall,
    understanding::{
        CatalogueLexicon,
        entities::{self, EntityKind},
        text::Reading,
    },
};

/// Sixteen or so digits in groups, as they stand on a card.
static CARD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b\d(?:[ -]?\d){12,18}\b").ok());
/// A country, two check digits, and the account.
static ACCOUNT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b").ok());

/// What was hidden in one turn.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    hidden: Vec<(String, String)>,
    /// Personal names, the longest first.
    names: Vec<String>,
}

impl Mask {
    /// Takes note of the personal names in a text, so that they are hidden in every text from now on. Whoever hides
    /// several texts has all of them read first: a name may be told after it was said.
    pub fn learn(&mut self, text: &str, lexicon: &CatalogueLexicon) {
        for name in names::names(text, lexicon) {
            if !self.names.contains(&name) {
                self.names.push(name);
            }
        }
        self.names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    }

    /// The text with placeholders such as `[email_1]` in place of personal names, mail addresses, telephone numbers,
    /// postal addresses, card numbers and bank accounts.
    pub fn hide(&mut self, text: &str, lexicon: &CatalogueLexicon, now: DateTime<Utc>) -> String {
        self.learn(text, lexicon);
        let mut places = numbers(text);
        let reading = Reading::new(text);
        for entity in entities::find(&reading, lexicon, now) {
            let kind = match entity.kind {
                EntityKind::Email => "email",
                EntityKind::Phone => "phone",
                EntityKind::Address => "address",
                _ => continue,
            };
            let (start, end) = (byte(text, entity.start), byte(text, entity.end));
            if places.iter().all(|(_, from, to)| end <= *from || *to <= start) {
                places.push((kind, start, end));
            }
        }
        for (start, end) in self.names.iter().flat_map(|name| names::places_of(name, text)) {
            if places.iter().all(|(_, from, to)| end <= *from || *to <= start) {
                places.push(("name", start, end));
            }
        }
        places.sort_by_key(|(_, start, _)| *start);
        let mut masked = String::with_capacity(text.len());
        let mut from = 0;
        for (kind, start, end) in places {
            masked.push_str(&text[from..start]);
            masked.push_str(&self.placeholder(kind, &text[start..end]));
            from = end;
        }
        masked.push_str(&text[from..]);
        masked
    }

    /// Whether nothing was hidden.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hidden.is_empty()
    }

    /// The text with what was hidden in its place again.
    #[must_use]
    pub fn restore(&self, text: &str) -> String {
        let put_back =
            |text: String, (placeholder, hidden): &(String, String)| text.replace(placeholder, hidden);
        self.hidden.iter().fold(text.to_owned(), put_back)
    }

    /// A call of a tool with what was hidden in its place again. Arguments that are no JSON stay as they are: they are
    /// refused as such.
    #[must_use]
    pub fn restore_call(&self, call: &ToolCall) -> ToolCall {
        let mut call = call.clone();
        if !self.is_empty()
            && let Ok(mut arguments) = serde_json::from_str::<Value>(&call.arguments)
        {
            self.restore_value(&mut arguments);
            call.arguments = arguments.to_string();
        }
        call
    }

    fn restore_value(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.restore(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.restore_value(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.restore_value(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn placeholder(&mut self, kind: &str, hidden: &str) -> String {
        if let Some((placeholder, _)) = self.hidden.iter().find(|(_, known)| known == hidden) {
            return placeholder.clone();
        }
        let prefix = format!("[{kind}_");
        let number = self
            .hidden
            .iter()
            .filter(|(placeholder, _)| placeholder.starts_with(&prefix))
            .count();
        let placeholder = format!("{prefix}{}]", number + 1);
        self.hidden.push((placeholder.clone(), hidden.to_owned()));
        placeholder
    }
}

/// Numbers that money can be taken with.
fn numbers(text: &str) -> Vec<(&'static str, usize, usize)> {
    let mut found: Vec<(&'static str, usize, usize)> = Vec::new();
    for (kind, pattern) in [("account", &*ACCOUNT), ("card", &*CARD)] {
        for hit in pattern.iter().flat_map(|pattern| pattern.find_iter(text)) {
            let is_free = found
                .iter()
                .all(|(_, from, to)| hit.end() <= *from || *to <= hit.start());
            if is_free && (kind != "card" || is_card(hit.as_str())) {
                found.push((kind, hit.start(), hit.end()));
            }
        }
    }
    found
}

/// Luhn's check digit.
fn is_card(written: &str) -> bool {
    let digits: Vec<u32> = written.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => *digit,
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The byte at which a code point stands.
fn byte(text: &str, code_point: usize) -> usize {
    text.char_indices()
        .nth(code_point)
        .map_or(text.len(), |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::commerce::catalogue::Catalogue;

    fn lexicon() -> CatalogueLexicon {
        CatalogueLexicon::new(&Catalogue::new(Vec::new()))
    }

    fn hide(mask: &mut Mask, text: &str) -> String {
        mask.hide(text, &lexicon(), DateTime::UNIX_EPOCH)
    }

    #[test]
    fn what_reaches_a_person_is_hidden_and_put_back() {
        let text = "I'm at anna@example.com or +31 6 1234 5678, card 4111 1111 1111 1111, DE89 3704 0044 0532 0130 00. \
            Write to anna@example.com about order_000012.";
        let mut mask = Mask::default();
        let masked = hide(&mut mask, text);
        for secret in ["anna@", "1234 5678", "4111", "3704"] {
            assert!(!masked.contains(secret), "{masked}");
        }
        assert_eq!(masked.matches("[email_1]").count(), 2, "{masked}");
        assert!(
            masked.contains("order_000012"),
            "orders are looked up by their number: {masked}"
        );
        assert_eq!(mask.restore(&masked), text);
    }

    #[test]
    fn one_turn_names_the_same_thing_alike_in_every_message() {
        let mut mask = Mask::default();
        assert_eq!(hide(&mut mask, "b@example.com"), "[email_1]");
        assert_eq!(
            hide(&mut mask, "a@example.com and b@example.com"),
            "[email_2] and [email_1]"
        );
    }

    #[test]
    fn a_name_is_hidden_in_every_text_once_it_was_told_and_comes_back_in_a_call() {
        let mut mask = Mask::default();
        let (said, told) = (
            "hi, Anna Smith here, where is my order",
            "my name is Anna Smith, thanks. Anna",
        );
        mask.learn(said, &lexicon());
        mask.learn(told, &lexicon());
        assert_eq!(hide(&mut mask, said), "hi, [name_1] here, where is my order");
        assert_eq!(hide(&mut mask, told), "my name is [name_1], thanks. [name_2]");
        let call = ToolCall {
            id: "1".to_owned(),
            name: "remember".to_owned(),
            arguments: r#"{"preference":"gifts for [name_2]"}"#.to_owned(),
        };
        assert_eq!(
            mask.restore_call(&call).arguments,
            r#"{"preference":"gifts for Anna"}"#
        );
    }

    #[test]
    fn sizes_and_prices_stay() {
        let text = "size 42 under 129.90, 2 pairs";
        assert_eq!(hide(&mut Mask::default(), text), text);
    }

    proptest! {
        #[test]
        fn any_text_comes_back_as_it_was(text in "\\PC{0,80}") {
            // A text that already holds a placeholder's form is the shopper's own joke.
            prop_assume!(!text.contains('['));
            let mut mask = Mask::default();
            let masked = hide(&mut mask, &text);
            prop_assert_eq!(mask.restore(&masked), text);
        }
    }
}
