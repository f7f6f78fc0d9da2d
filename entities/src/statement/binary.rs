//! Values and columns of rows as PostgreSQL reads them without parsing a text.

use colloquy_engine::port::StoreError;
use sea_orm::{
    DbErr, Value,
    sqlx::{
        Arguments, Encode, Postgres, Type,
        encode::IsNull,
        error::BoxDynError,
        postgres::{PgArgumentBuffer, PgArguments, PgBindIterExt, PgHasArrayType, PgTypeInfo},
        types::Json,
    },
};
use uuid::Uuid;

use super::ColumnKind;
use crate::error::Trouble;

/// JSON that is text already.
struct JsonText<'text>(&'text str);

/// The first byte says which form of JSON follows.
const JSONB_FORM: u8 = 1;

impl Type<Postgres> for JsonText<'_> {
    fn type_info() -> PgTypeInfo {
        <Json<()> as Type<Postgres>>::type_info()
    }
}

impl PgHasArrayType for JsonText<'_> {
    fn array_type_info() -> PgTypeInfo {
        <Json<()> as PgHasArrayType>::array_type_info()
    }
}

impl Encode<'_, Postgres> for JsonText<'_> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        buffer.push(JSONB_FORM);
        buffer.extend_from_slice(self.0.as_bytes());
        Ok(IsNull::No)
    }
}

/// Adds one value.
pub(crate) fn argument(arguments: &mut PgArguments, value: &Value) -> Result<(), DbErr> {
    let added = match value {
        Value::Bool(value) => arguments.add(*value),
        Value::SmallInt(value) => arguments.add(*value),
        Value::Int(value) => arguments.add(*value),
        Value::BigInt(value) => arguments.add(*value),
        Value::Unsigned(value) => arguments.add(value.map(i64::from)),
        Value::BigUnsigned(value) => {
            arguments.add(value.map(|number| i64::try_from(number).unwrap_or(i64::MAX)))
        }
        Value::Float(value) => arguments.add(*value),
        Value::Double(value) => arguments.add(*value),
        Value::String(value) => arguments.add(value.as_deref()),
        Value::Bytes(value) => arguments.add(value.as_deref()),
        Value::Json(value) => arguments.add(value.as_deref()),
        Value::Uuid(value) => arguments.add(*value),
        Value::ChronoDateTimeUtc(value) => arguments.add(*value),
        Value::ChronoDateTimeWithTimeZone(value) => arguments.add(*value),
        other => {
            return Err(DbErr::Type(format!(
                "a value of a kind that is not given: {other:?}"
            )));
        }
    };
    added.map_err(|error| DbErr::Type(error.to_string()))
}

/// One array of ids.
pub(crate) fn add_ids(ids: &[Uuid]) -> Result<PgArguments, Trouble> {
    let mut arguments = PgArguments::default();
    arguments.add(ids).map_err(|error| refused(error.to_string()))?;
    Ok(arguments)
}

/// Adds one array for each column of the rows whose values are given one after another.
pub(super) fn add_columns(
    arguments: &mut PgArguments,
    columns: &[(&str, ColumnKind)],
    values: &[Value],
) -> Result<(), Trouble> {
    for (place, (name, kind)) in columns.iter().enumerate() {
        let column = || values.iter().skip(place).step_by(columns.len().max(1));
        if let Some(other) = column().find(|value| !fits(*kind, value)) {
            return Err(refused(format!("{name} is not given as {kind:?}: {other:?}")));
        }
        add_column(arguments, *kind, column()).map_err(|error| refused(error.to_string()))?;
    }
    Ok(())
}

/// Whether [`add_column`] finds a value of the kind, or none, in it.
fn fits(kind: ColumnKind, value: &Value) -> bool {
    matches!(
        (kind, value),
        (ColumnKind::Uuid, Value::Uuid(_))
            | (ColumnKind::Text, Value::String(_))
            | (ColumnKind::Number, Value::BigInt(_))
            | (ColumnKind::Integer, Value::Int(_))
            | (ColumnKind::Real, Value::Float(_))
            | (ColumnKind::Double, Value::Double(_))
            | (ColumnKind::Boolean, Value::Bool(_))
            | (ColumnKind::Time, Value::ChronoDateTimeUtc(_))
            | (ColumnKind::Json, Value::String(_) | Value::Json(_))
            | (ColumnKind::Bytes, Value::Bytes(_))
    )
}

fn add_column<'value>(
    arguments: &mut PgArguments,
    kind: ColumnKind,
    values: impl Iterator<Item = &'value Value> + Clone,
) -> Result<(), BoxDynError> {
    /// The values of one kind.
    macro_rules! of {
        ($variant:ident) => {
            arguments.add(
                values
                    .map(|value| match value {
                        Value::$variant(value) => *value,
                        _ => None,
                    })
                    .bind_iter(),
            )
        };
        (&$variant:ident) => {
            arguments.add(
                values
                    .map(|value| match value {
                        Value::$variant(value) => value.as_deref(),
                        _ => None,
                    })
                    .bind_iter(),
            )
        };
    }
    match kind {
        ColumnKind::Uuid => of!(Uuid),
        ColumnKind::Text => of!(&String),
        ColumnKind::Number => of!(BigInt),
        ColumnKind::Integer => of!(Int),
        ColumnKind::Real => of!(Float),
        ColumnKind::Double => of!(Double),
        ColumnKind::Boolean => of!(Bool),
        ColumnKind::Time => of!(ChronoDateTimeUtc),
        ColumnKind::Bytes => of!(&Bytes),
        ColumnKind::Json => {
            let texts: Vec<Option<std::borrow::Cow<'_, str>>> = values
                .map(|value| match value {
                    Value::String(text) => text.as_deref().map(Into::into),
                    Value::Json(json) => json.as_ref().map(|json| json.to_string().into()),
                    _ => None,
                })
                .collect();
            arguments.add(texts.iter().map(|text| text.as_deref().map(JsonText)).bind_iter())
        }
    }
}

fn refused(why: String) -> Trouble {
    Trouble::Store(StoreError::Refused(why))
}
