//! What a page says is to be remembered.

use colloquy_engine::{
    memory::{
        PreferenceKey, Preferences, PriceRange,
        preferences::{LONGEST_VALUE, MOST_VALUES},
    },
    money::Minor,
};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use crate::problem::{FieldProblem, Problem};

/// What shall be remembered from now on: what is left out stays, what is null is deleted, a list takes the old one's
/// place.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PreferencesIn {
    /// The size that is worn.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<String>, max_length = 60)]
    size: Option<Option<String>>,
    /// Makers, at most 20.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<Vec<String>>, max_items = 20)]
    brands: Option<Option<Vec<String>>>,
    /// Slugs of categories, at most 20.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<Vec<String>>, max_items = 20)]
    categories: Option<Option<Vec<String>>>,
    /// Styles and materials, at most 20.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<Vec<String>>, max_items = 20)]
    styles: Option<Option<Vec<String>>>,
    /// Colors, at most 20.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<Vec<String>>, max_items = 20)]
    colors: Option<Option<Vec<String>>>,
    /// What something may cost.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<PriceRangeIn>)]
    price_range: Option<Option<PriceRangeIn>>,
}

/// What something may cost: a bound that is left out stays, one that is null is deleted.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PriceRangeIn {
    /// At least; a decimal string.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<String>)]
    min: Option<Option<Amount>>,
    /// At most; a decimal string.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<String>)]
    max: Option<Option<Amount>>,
    /// ISO 4217 code; the shop's own.
    #[serde(default)]
    currency: Option<String>,
}

/// An amount as pages write it, or as a plain number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Amount {
    Text(String),
    Number(serde_json::Number),
}

/// Tells a field that is null from one that is left out.
fn said<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

impl PreferencesIn {
    /// Merges what is said into what is remembered.
    ///
    /// # Errors
    /// 422 with every field that is not as it should be.
    pub(super) fn merge(&self, into: &mut Preferences, currency: &str) -> Result<(), Problem> {
        let mut wrong = Vec::new();
        if let Some(size) = &self.size {
            into.size = size.as_deref().and_then(|size| plain("size", size, &mut wrong));
        }
        let lists = [
            (PreferenceKey::Brands, &self.brands),
            (PreferenceKey::Categories, &self.categories),
            (PreferenceKey::Styles, &self.styles),
            (PreferenceKey::Colors, &self.colors),
        ];
        for (key, values) in lists {
            if let (Some(values), Some(place)) = (values, into.list_mut(key)) {
                *place = list(key.as_str(), values.as_deref().unwrap_or_default(), &mut wrong);
            }
        }
        match &self.price_range {
            Some(Some(range)) => range.merge(&mut into.price_range, currency, &mut wrong),
            Some(None) => into.price_range = PriceRange::default(),
            None => {}
        }
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(Problem::invalid_fields(wrong))
        }
    }
}

impl PriceRangeIn {
    fn merge(&self, into: &mut PriceRange, currency: &str, wrong: &mut Vec<FieldProblem>) {
        let fields = [("priceRange.min", &self.min), ("priceRange.max", &self.max)];
        let places = [&mut into.min, &mut into.max];
        for ((field, amount), place) in fields.into_iter().zip(places) {
            match amount {
                None => {}
                Some(None) => *place = None,
                Some(Some(amount)) => match amount.read() {
                    Ok(amount) => *place = Some(amount),
                    Err(message) => wrong.push(refused(field, "price_invalid", message)),
                },
            }
        }
        if let (Some(min), Some(max)) = (into.min, into.max)
            && min > max
        {
            let message = "must not be below the lowest price".to_owned();
            wrong.push(refused("priceRange.max", "out_of_range", message));
        }
        if let Some(other) = self.currency.as_deref().filter(|other| *other != currency) {
            let message = format!("prices of this shop are in {currency}, not in {other}");
            wrong.push(refused("priceRange.currency", "currency_unknown", message));
        }
    }
}

impl Amount {
    fn read(&self) -> Result<Minor, String> {
        let text = match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        };
        match Minor::parse(&text) {
            Ok(amount) if amount < Minor::ZERO => Err("must not be negative".to_owned()),
            Ok(amount) => Ok(amount),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// Each value once, whatever its case.
fn list(field: &str, values: &[String], wrong: &mut Vec<FieldProblem>) -> Vec<String> {
    if values.len() > MOST_VALUES {
        let message = format!("must have at most {MOST_VALUES} values");
        wrong.push(refused(field, "too_many", message));
        return Vec::new();
    }
    let mut kept: Vec<String> = Vec::new();
    for (place, value) in values.iter().enumerate() {
        if let Some(value) = plain(&format!("{field}[{place}]"), value, wrong)
            && !kept
                .iter()
                .any(|known| known.to_lowercase() == value.to_lowercase())
        {
            kept.push(value);
        }
    }
    kept
}

fn plain(field: &str, value: &str, wrong: &mut Vec<FieldProblem>) -> Option<String> {
    let value = value.trim();
    let refusal = if value.is_empty() {
        ("required", "must not be empty; null deletes".to_owned())
    } else if value.chars().count() > LONGEST_VALUE {
        (
            "too_long",
            format!("must have at most {LONGEST_VALUE} characters"),
        )
    } else if value.chars().any(char::is_control) {
        ("invalid", "must not hold control characters".to_owned())
    } else {
        return Some(value.to_owned());
    };
    wrong.push(refused(field, refusal.0, refusal.1));
    None
}

fn refused(field: &str, code: &str, message: String) -> FieldProblem {
    FieldProblem {
        field: field.to_owned(),
        message,
        code: code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn merged(liked: &mut Preferences, body: serde_json::Value) -> Result<(), Vec<String>> {
        let body: PreferencesIn = serde_json::from_value(body).expect("a body");
        body.merge(liked, "USD")
            .map_err(|problem| problem.errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn what_is_left_out_stays_and_what_is_null_goes() {
        let mut liked = Preferences::default();
        let first = json!({ "size": " 42 ", "colors": ["blue", "Blue", "black"], "priceRange": { "min": "20", "max": 100.5 } });
        merged(&mut liked, first).unwrap();
        merged(
            &mut liked,
            json!({ "size": null, "priceRange": { "min": null }, "brands": ["Fjellrun"] }),
        )
        .unwrap();
        assert_eq!((liked.size.as_deref(), liked.colors.len()), (None, 2));
        assert_eq!(
            (liked.price_range.min, liked.price_range.max),
            (None, Some(Minor(10_050)))
        );
        merged(
            &mut liked,
            json!({ "colors": [], "priceRange": null, "brands": null }),
        )
        .unwrap();
        assert!(liked.is_empty());
    }

    #[test]
    fn every_field_that_is_wrong_is_named() {
        let wrong = json!({ "size": "", "colors": ["ok", "x".repeat(61)], "brands": vec!["a"; 21],
            "priceRange": { "min": "-1", "max": "cheap", "currency": "XYZ" } });
        let fields = merged(&mut Preferences::default(), wrong).unwrap_err();
        let expected = [
            "size",
            "brands",
            "colors[1]",
            "priceRange.min",
            "priceRange.max",
            "priceRange.currency",
        ];
        assert_eq!(fields, expected);
        let crossed = json!({ "priceRange": { "min": "50", "max": "20" } });
        assert_eq!(
            merged(&mut Preferences::default(), crossed).unwrap_err(),
            ["priceRange.max"]
        );
        assert!(serde_json::from_value::<PreferencesIn>(json!({ "colour": ["blue"] })).is_err());
    }
}
