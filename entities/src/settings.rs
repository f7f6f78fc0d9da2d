//! What a database is reached by, and its bounds.

use std::{path::Path, time::Duration};

/// Where the database is and how much of it may be used at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseSettings {
    /// A `postgres://` address, or a SQLite file: a path, with or without `sqlite:` before it.
    pub url: String,
    /// PostgreSQL: connections in all. SQLite: connections that read, beside the one that writes.
    pub max_connections: u32,
    /// The most pages the SQLite file may grow to; none leaves it to the disk.
    pub sqlite_max_pages: Option<u32>,
    /// How long a call waits for a free connection.
    pub acquire_timeout: Duration,
    /// How long a call may take once it has a connection.
    pub statement_timeout: Duration,
}

impl DatabaseSettings {
    /// The usual bounds for a database.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            max_connections: 8,
            sqlite_max_pages: None,
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(10),
        }
    }

    /// The embedded database's file; none for one on a server.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        (!self.is_postgres()).then(|| Path::new(self.sqlite_path()))
    }

    /// Whether the address names PostgreSQL, which several nodes can share.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres://") || self.url.starts_with("postgresql://")
    }

    /// The SQLite file that the address names, without scheme and parameters.
    pub(crate) fn sqlite_path(&self) -> &str {
        let Some(rest) = self.url.strip_prefix("sqlite:") else {
            return &self.url;
        };
        let path = rest.strip_prefix("//").unwrap_or(rest);
        path.split_once('?').map_or(path, |(path, _)| path)
    }
}
