//! From columns to the engine's types. A column that cannot be read is told by what it belongs to.

use std::str::FromStr;

use colloquy_engine::port::StoreError;
use sea_orm::JsonValue;
use serde::{Serialize, de::DeserializeOwned};

use crate::{error::Trouble, text::storable_json};

/// Reads a JSON column.
pub(crate) fn from_json<T: DeserializeOwned>(what: &'static str, value: JsonValue) -> Result<T, Trouble> {
    serde_json::from_value(value).map_err(|error| corrupt(what, &error))
}

/// Makes a JSON column.
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> Result<JsonValue, Trouble> {
    let mut value = serde_json::to_value(value)
        .map_err(|error| Trouble::Store(StoreError::Refused(error.to_string())))?;
    storable_json(&mut value);
    Ok(value)
}

/// Makes a number column. SQLite takes what is not a number for NULL and would refuse the whole batch for it.
pub(crate) fn finite(number: f32) -> f32 {
    if number.is_finite() { number } else { 0.0 }
}

/// Reads a column that holds the name of a value.
pub(crate) fn from_name<T>(what: &'static str, name: &str) -> Result<T, Trouble>
where
    T: FromStr,
    T::Err: std::fmt::Display,
{
    name.parse().map_err(|error: T::Err| corrupt(what, &error))
}

/// Reads a number that is never negative.
pub(crate) fn count(what: &'static str, number: i64) -> Result<u32, Trouble> {
    u32::try_from(number).map_err(|error| corrupt(what, &error))
}

/// A position in a list as a column keeps it.
pub(crate) fn position(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX)
}

/// A row that cannot be read.
pub(crate) fn corrupt(what: &'static str, why: &dyn std::fmt::Display) -> Trouble {
    Trouble::Store(StoreError::Corrupt {
        what,
        why: why.to_string(),
    })
}
