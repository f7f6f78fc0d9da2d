//! What PostgreSQL has to be told about a column of given values. SQLite keeps values as they come.

use sea_orm::ColumnType;

/// The kind of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Uuid,
    Text,
    /// 64 bits.
    Number,
    /// 32 bits.
    Integer,
    Real,
    Double,
    Boolean,
    Time,
    /// Given as text or as a value.
    Json,
    Bytes,
}

impl ColumnKind {
    /// The kind of an entity's column. What has no kind of its own is read from its text.
    pub(super) fn of(column: &ColumnType) -> Self {
        match column {
            ColumnType::Uuid => Self::Uuid,
            ColumnType::BigInteger | ColumnType::BigUnsigned => Self::Number,
            ColumnType::TinyInteger
            | ColumnType::SmallInteger
            | ColumnType::Integer
            | ColumnType::Unsigned => Self::Integer,
            ColumnType::Float => Self::Real,
            ColumnType::Double => Self::Double,
            ColumnType::Boolean => Self::Boolean,
            ColumnType::DateTime | ColumnType::Timestamp | ColumnType::TimestampWithTimeZone => Self::Time,
            ColumnType::Json | ColumnType::JsonBinary => Self::Json,
            ColumnType::Binary(_) | ColumnType::VarBinary(_) | ColumnType::Blob => Self::Bytes,
            _ => Self::Text,
        }
    }

    /// The name of an array of it in PostgreSQL.
    pub(super) fn array(self) -> &'static str {
        match self {
            Self::Uuid => "uuid[]",
            Self::Text => "text[]",
            Self::Number => "bigint[]",
            Self::Integer => "integer[]",
            Self::Real => "real[]",
            Self::Double => "double precision[]",
            Self::Boolean => "boolean[]",
            Self::Time => "timestamptz[]",
            Self::Json => "jsonb[]",
            Self::Bytes => "bytea[]",
        }
    }
}
