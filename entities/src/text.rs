//! Text as both databases can keep it.

use serde_json::Value;

use crate::error::Trouble;

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

/// The same for JSON that is written already. Only a text with an escaped NUL is read again for it.
pub(crate) fn storable_json_text(text: String) -> Result<String, Trouble> {
    if !text.contains("\\u0000") {
        return Ok(text);
    }
    let refused = |error: serde_json::Error| {
        Trouble::Store(colloquy_engine::port::StoreError::Refused(error.to_string()))
    };
    let mut value: Value = serde_json::from_str(&text).map_err(refused)?;
    storable_json(&mut value);
    serde_json::to_string(&value).map_err(refused)
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
    fn nul_is_replaced_in_json_that_is_written_already() {
        let written = serde_json::to_string(&serde_json::json!({"a": "b\0c", "d": "\\u0000"})).unwrap();
        let stored: Value = serde_json::from_str(&storable_json_text(written).unwrap()).unwrap();
        assert_eq!(stored, serde_json::json!({"a": "b\u{fffd}c", "d": "\\u0000"}));
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
