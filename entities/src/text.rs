//! Text as both databases can keep it.

use serde_json::Value;

/// PostgreSQL keeps no NUL in a text and would refuse the whole batch for it, so it becomes the replacement
/// character. SQLite would keep it, but what is stored shall not depend on the database.
pub(crate) fn storable(text: &str) -> String {
    if text.contains('\0') {
        text.replace('\0', "\u{fffd}")
    } else {
        text.to_owned()
    }
}

/// The same for every text inside a JSON value, keys as well.
pub(crate) fn storable_json(value: &mut Value) {
    match value {
        Value::String(text) if text.contains('\0') => *text = storable(text),
        Value::Array(items) => items.iter_mut().for_each(storable_json),
        Value::Object(fields) => {
            if fields.keys().any(|key| key.contains('\0')) {
                let renamed = std::mem::take(fields).into_iter();
                *fields = renamed.map(|(key, value)| (storable(&key), value)).collect();
            }
            fields.values_mut().for_each(storable_json);
        }
        _ => {}
    }
}

/// What a search for text beyond ASCII looks at. The databases' own lower case is ASCII's alone (SQLite always,
/// PostgreSQL by its locale), which is enough for other text, so that has none.
pub(crate) fn folded(text: &str) -> Option<String> {
    (!text.is_ascii()).then(|| text.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nul_is_replaced() {
        assert_eq!(storable("a\0b\n\u{1}"), "a\u{fffd}b\n\u{1}");
    }

    #[test]
    fn only_text_beyond_ascii_is_folded() {
        assert_eq!(folded("GRÖSSE").as_deref(), Some("grösse"));
        assert_eq!(folded("SIZE"), None);
    }

    #[test]
    fn nul_is_replaced_at_every_depth() {
        let mut value = serde_json::json!({"a\0": [{"b": "c\0"}, 1, null]});
        storable_json(&mut value);
        assert_eq!(
            value,
            serde_json::json!({"a\u{fffd}": [{"b": "c\u{fffd}"}, 1, null]})
        );
    }
}
