//! Rows as one array for each column, which is how PostgreSQL is given many rows.
//!
//! A list of rows as placeholders is a new text for every number of rows, to be read and planned each time, with a
//! cast for every value. A statement over `unnest` has one text, is planned once, and is expected to meet few rows, so
//! that it goes by the indexes. The arrays travel in their written form, because that form has a place for NULL.

use std::fmt::Write;

use chrono::SecondsFormat;
use colloquy_engine::port::StoreError;
use sea_orm::Value;

use super::ColumnKind;
use crate::error::Trouble;

/// `unnest($1::text::uuid[], $2::text::text[])`, numbered from `first`.
pub(super) fn unnest(first: usize, kinds: impl Iterator<Item = ColumnKind>) -> String {
    let mut text = String::from("unnest(");
    for (place, kind) in kinds.enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        // Writing to a String cannot fail.
        let _ = write!(text, "{comma}${}::text::{}", first + place, kind.array());
    }
    text.push(')');
    text
}

/// The columns of rows that are given one after another.
pub(super) fn columns(width: usize, values: impl IntoIterator<Item = Value>) -> Result<Vec<Value>, Trouble> {
    let mut columns = vec![String::from("{"); width];
    let mut next = 0;
    for value in values {
        if let Some(column) = columns.get_mut(next) {
            if column.len() > 1 {
                column.push(',');
            }
            append(column, &value)?;
        }
        next = if next + 1 == width { 0 } else { next + 1 };
    }
    let close = |mut column: String| {
        column.push('}');
        Value::from(column)
    };
    Ok(columns.into_iter().map(close).collect())
}

fn append(array: &mut String, value: &Value) -> Result<(), Trouble> {
    // Writing to a String cannot fail.
    let _ = match value {
        Value::Uuid(Some(id)) => {
            let mut letters = [0; uuid::fmt::Hyphenated::LENGTH];
            array.push_str(id.hyphenated().encode_lower(&mut letters));
            Ok(())
        }
        Value::String(Some(text)) => {
            quote(array, text);
            Ok(())
        }
        Value::BigInt(Some(number)) => write!(array, "{number}"),
        Value::Int(Some(number)) => write!(array, "{number}"),
        Value::Float(Some(number)) => write!(array, "{number}"),
        Value::Double(Some(number)) => write!(array, "{number}"),
        Value::Bool(Some(is_so)) => write!(array, "{is_so}"),
        Value::ChronoDateTimeUtc(Some(at)) => {
            quote(array, &at.to_rfc3339_opts(SecondsFormat::Micros, true));
            Ok(())
        }
        Value::Json(Some(json)) => {
            quote(array, &json.to_string());
            Ok(())
        }
        Value::Bytes(Some(bytes)) => {
            array.push_str("\"\\\\x");
            let written = bytes.iter().try_for_each(|byte| write!(array, "{byte:02x}"));
            array.push('"');
            written
        }
        Value::Uuid(None)
        | Value::String(None)
        | Value::BigInt(None)
        | Value::Int(None)
        | Value::Float(None)
        | Value::Double(None)
        | Value::Bool(None)
        | Value::ChronoDateTimeUtc(None)
        | Value::Json(None)
        | Value::Bytes(None) => {
            array.push_str("NULL");
            Ok(())
        }
        other => {
            return Err(Trouble::Store(StoreError::Refused(format!(
                "a row has a value of a kind that is not written in arrays: {other:?}"
            ))));
        }
    };
    Ok(())
}

fn quote(array: &mut String, text: &str) {
    array.push('"');
    let mut rest = text;
    while let Some(place) = rest.find(['"', '\\']) {
        let (plain, marked) = rest.split_at(place);
        array.push_str(plain);
        array.push('\\');
        // Both marks are one byte long.
        let (mark, after) = marked.split_at(1);
        array.push_str(mark);
        rest = after;
    }
    array.push_str(rest);
    array.push('"');
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn written(width: usize, values: Vec<Value>) -> Vec<String> {
        let columns = columns(width, values).unwrap();
        columns
            .into_iter()
            .map(|column| match column {
                Value::String(Some(text)) => text,
                other => panic!("not a text: {other:?}"),
            })
            .collect()
    }

    #[test]
    fn every_column_has_the_values_of_all_rows_in_their_order() {
        let rows = vec![
            Value::from(1_i64),
            Value::from("a"),
            Value::from(2_i64),
            Value::String(None),
        ];
        assert_eq!(written(2, rows), ["{1,2}", "{\"a\",NULL}"]);
    }

    #[test]
    fn marks_that_mean_something_in_an_array_are_kept_as_text() {
        let rows = vec![Value::from(r#"{"a":"b\c"},NULL"#), Value::from("")];
        assert_eq!(written(1, rows), [r#"{"{\"a\":\"b\\c\"},NULL",""}"#]);
    }

    #[test]
    fn bytes_and_ids_are_written_as_they_are_read_back() {
        let rows = vec![Value::from(vec![0_u8, 255]), Value::from(Uuid::nil())];
        assert_eq!(
            written(2, rows),
            ["{\"\\\\x00ff\"}", "{00000000-0000-0000-0000-000000000000}"]
        );
    }

    #[test]
    fn the_statement_names_every_array_by_its_kind() {
        let kinds = [ColumnKind::Uuid, ColumnKind::Time].into_iter();
        assert_eq!(
            unnest(3, kinds),
            "unnest($3::text::uuid[], $4::text::timestamptz[])"
        );
    }
}
