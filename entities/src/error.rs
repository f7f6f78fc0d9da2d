//! What went wrong at the database, told by what the caller can do about it.

use colloquy_engine::port::StoreError;
use sea_orm::{DbErr, RuntimeErr, sqlx};

/// An error on its way through this crate.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The database said no.
    Database(DbErr),
    /// We say no.
    Store(StoreError),
    /// Another writer came between: the transaction may be tried again from its start.
    Raced,
}

impl Trouble {
    /// Whether a statement divided by zero, which is how one of many parts says that it did not change what it had to.
    pub(crate) fn is_division_by_zero(&self) -> bool {
        matches!(self, Self::Database(error) if code(error).is_some_and(|code| code == "22012"))
    }
}

impl From<DbErr> for Trouble {
    fn from(error: DbErr) -> Self {
        let contended = code(&error).is_some_and(|code| matches!(code.as_str(), "40001" | "40P01"));
        if contended {
            Self::Raced
        } else {
            Self::Database(error)
        }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Trouble> for StoreError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Store(error) => error,
            Trouble::Raced => Self::Unavailable("other writers were always faster".to_owned()),
            Trouble::Database(error) => store_error(&error),
        }
    }
}

/// The unique keys that a caller can do something about, by the word that their name or columns hold.
const KEYS: [(&str, &str); 7] = [
    ("email", "email"),
    ("slug", "slug"),
    ("categories_pkey", "slug"),
    ("hosts", "host"),
    ("widget_keys", "key"),
    ("sku", "sku"),
    ("key_hash", "key"),
];

fn store_error(error: &DbErr) -> StoreError {
    let Some(cause) = cause(error) else {
        return match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => StoreError::Unavailable(error.to_string()),
            DbErr::Type(_) | DbErr::Json(_) | DbErr::TryIntoErr { .. } => corrupt(error),
            _ => StoreError::Refused(error.to_string()),
        };
    };
    match cause {
        sqlx::Error::Database(refusal) => {
            let code = refusal.code().unwrap_or_default();
            if refusal.is_unique_violation() {
                return taken(refusal.constraint().unwrap_or_else(|| refusal.message()));
            }
            if refusal.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
                sqlite_error(&code, error)
            } else {
                postgres_error(&code, error)
            }
        }
        sqlx::Error::ColumnDecode { .. }
        | sqlx::Error::Decode(_)
        | sqlx::Error::ColumnNotFound(_)
        | sqlx::Error::ColumnIndexOutOfBounds { .. } => corrupt(error),
        sqlx::Error::RowNotFound | sqlx::Error::Encode(_) => StoreError::Refused(error.to_string()),
        // Input and output, the protocol, the pool, the driver's own thread: all of it is the way, not the statement.
        _ => StoreError::Unavailable(error.to_string()),
    }
}

fn taken(text: &str) -> StoreError {
    KEYS.iter().find(|(word, _)| text.contains(word)).map_or_else(
        || StoreError::Refused(text.to_owned()),
        |(_, field)| StoreError::Taken(field),
    )
}

/// The lower eight bits are the primary code, the rest only says more about it.
fn sqlite_error(code: &str, error: &DbErr) -> StoreError {
    match code.parse::<i32>().unwrap_or_default() & 0xff {
        13 => StoreError::Full,
        // Busy, locked, out of memory, read-only, interrupted, input and output, cannot open, protocol.
        5 | 6 | 7 | 8 | 9 | 10 | 14 | 15 => StoreError::Unavailable(error.to_string()),
        11 | 26 => corrupt(error),
        _ => StoreError::Refused(error.to_string()),
    }
}

fn postgres_error(code: &str, error: &DbErr) -> StoreError {
    match code {
        "53100" => StoreError::Full,
        // A standby that has not been promoted yet, a lock not had in time, an error of its disk.
        "25006" | "55P03" | "58030" => StoreError::Unavailable(error.to_string()),
        "XX001" | "XX002" => corrupt(error),
        // Connection, resources, and an operator's or a timeout's intervention.
        _ if code.starts_with("08") || code.starts_with("53") || code.starts_with("57") => {
            StoreError::Unavailable(error.to_string())
        }
        _ => StoreError::Refused(error.to_string()),
    }
}

fn corrupt(error: &DbErr) -> StoreError {
    StoreError::Corrupt {
        what: "row",
        why: error.to_string(),
    }
}

fn cause(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    }
}

fn code(error: &DbErr) -> Option<String> {
    match cause(error)? {
        sqlx::Error::Database(refusal) => refusal.code().map(std::borrow::Cow::into_owned),
        _ => None,
    }
}
