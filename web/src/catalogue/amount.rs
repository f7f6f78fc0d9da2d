//! Amounts of money in bodies: a decimal string, or a number as people write it.

use colloquy_engine::money::Minor;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::Value;

/// An amount in major units, exact to the cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(pub Minor);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match Value::deserialize(deserializer)? {
            Value::String(text) => text,
            // Written out as it was read: 19.99 stays 19.99.
            Value::Number(number) => number.to_string(),
            _ => return Err(D::Error::custom("expected a decimal amount such as 129.90")),
        };
        Minor::parse(&text).map(Self).map_err(D::Error::custom)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_strings_are_the_same_amount_and_nothing_else_is_one() {
        let read = |text: &str| serde_json::from_str::<Amount>(text).map(|amount| amount.0).ok();
        for text in ["\"19.99\"", "19.99", "\" 19.99 \""] {
            assert_eq!(read(text), Some(Minor(1_999)), "{text}");
        }
        assert_eq!(read("20"), Some(Minor(2_000)));
        for text in ["1.999", "1e30", "null", "true", "\"\"", "[]"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
