//! Connections to the database and their deadlines.

use std::{
    num::{NonZeroU32, NonZeroU64},
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// Pools and deadlines. Which database it is, `DATABASE_URL` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// Pages of 4 KiB that the embedded database may grow to; 0 is without bound.
    pub sqlite_max_pages: u32,
    /// Read connections of the embedded database.
    pub sqlite_readers: NonZeroU32,
    /// Connections to PostgreSQL at most.
    pub postgres_connections: NonZeroU32,
    /// Milliseconds to wait for a free connection.
    pub acquire_timeout_ms: NonZeroU64,
    /// Milliseconds that one statement may run.
    pub statement_timeout_ms: NonZeroU64,
}

impl DatabaseSettings {
    /// The bound of the embedded database in pages, where there is one.
    #[must_use]
    pub fn sqlite_page_limit(&self) -> Option<NonZeroU32> {
        NonZeroU32::new(self.sqlite_max_pages)
    }

    /// How long to wait for a free connection.
    #[must_use]
    pub fn acquire_timeout(&self) -> Duration {
        Duration::from_millis(self.acquire_timeout_ms.get())
    }

    /// How long one statement may run.
    #[must_use]
    pub fn statement_timeout(&self) -> Duration {
        Duration::from_millis(self.statement_timeout_ms.get())
    }
}
