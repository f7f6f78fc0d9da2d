//! The connections: one that writes and a pool that reads on SQLite, one pool for both on PostgreSQL.

use std::{sync::Arc, time::Duration};

use colloquy_engine::port::StoreError;
use colloquy_migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, DatabaseConnection,
    sqlx::{
        Connection,
        sqlite::{SqliteJournalMode, SqliteSynchronous},
    },
};

use crate::{
    error::Trouble,
    kept::{ASKED_AFTER, KeptConnection, KeptConnections},
    settings::DatabaseSettings,
};

/// How many statements a connection remembers: those over many rows come in a few sizes each.
const REMEMBERED_STATEMENTS: usize = 400;
/// Pages of the write-ahead log, of 4 KiB each, before they are copied into the file: 32 MiB.
const WAL_PAGES: &str = "8000";
/// How long SQLite waits for a lock that another process holds on the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    statement_timeout: Duration,
    is_postgres: bool,
    /// PostgreSQL: what the journal writes on.
    kept: KeptConnections,
}

impl Database {
    /// Opens the database; a SQLite file is made when there is none. The schema is left as it is.
    ///
    /// # Errors
    /// When it cannot be reached or opened.
    pub async fn connect(settings: &DatabaseSettings) -> Result<Self, StoreError> {
        let is_postgres = settings.is_postgres();
        let (writer, reader) = if is_postgres {
            let pool = open(postgres_options(settings)).await?;
            (pool.clone(), pool)
        } else {
            // The writer first: it makes the file and turns on the write-ahead log that readers need.
            let writer = open(sqlite_options(settings, SqliteRole::Writer)).await?;
            let reader = open(sqlite_options(settings, SqliteRole::Reader)).await?;
            (writer, reader)
        };
        Ok(Self {
            inner: Arc::new(Inner {
                writer,
                reader,
                statement_timeout: settings.statement_timeout,
                is_postgres,
                kept: KeptConnections::default(),
            }),
        })
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// When a migration fails. It leaves nothing of itself behind.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        Migrator::up(self.writer(), None)
            .await
            .map_err(|error| Trouble::from(error).into())
    }

    /// Closes every connection, after what runs on it has ended.
    ///
    /// # Errors
    /// When a connection cannot be closed.
    pub async fn close(&self) -> Result<(), StoreError> {
        let closing = async {
            self.inner.kept.close().await;
            self.inner.reader.close_by_ref().await?;
            self.inner.writer.close_by_ref().await?;
            Ok(())
        };
        closing.await.map_err(|error: Trouble| error.into())
    }

    /// Whether this is PostgreSQL, which several processes may write to at once.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.inner.is_postgres
    }

    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.inner.writer
    }

    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.inner.reader
    }

    /// The connection that is kept for the journal, on PostgreSQL.
    pub(crate) async fn kept_connection(&self) -> Result<KeptConnection, Trouble> {
        let pool = self.writer().get_postgres_connection_pool();
        self.bounded(self.inner.kept.take(pool)).await
    }

    /// Keeps it for the next time.
    pub(crate) fn give_back(&self, connection: KeptConnection) {
        self.inner.kept.give_back(connection);
    }

    /// Runs a piece of work under the deadline.
    pub(crate) async fn within<T>(
        &self,
        work: impl Future<Output = Result<T, Trouble>>,
    ) -> Result<T, StoreError> {
        self.bounded(work).await.map_err(StoreError::from)
    }

    /// Runs a piece of work under the deadline and keeps its error as it is.
    pub(crate) async fn bounded<T>(
        &self,
        work: impl Future<Output = Result<T, Trouble>>,
    ) -> Result<T, Trouble> {
        match tokio::time::timeout(self.inner.statement_timeout, work).await {
            Ok(result) => result,
            Err(_) => Err(Trouble::Store(StoreError::Unavailable(format!(
                "no answer within {:?}",
                self.inner.statement_timeout
            )))),
        }
    }
}

async fn open(options: ConnectOptions) -> Result<DatabaseConnection, StoreError> {
    sea_orm::Database::connect(options)
        .await
        .map_err(|error| StoreError::Unavailable(error.to_string()))
}

fn postgres_options(settings: &DatabaseSettings) -> ConnectOptions {
    let mut options = ConnectOptions::new(settings.url.clone());
    options
        .max_connections(settings.max_connections)
        .acquire_timeout(settings.acquire_timeout)
        .statement_timeout(settings.statement_timeout)
        .set_application_name("colloquy")
        .map_sqlx_postgres_opts(|server| server.statement_cache_capacity(REMEMBERED_STATEMENTS))
        .map_sqlx_postgres_pool_opts(|pool| {
            // A connection that has just been used is not asked whether it lives.
            pool.test_before_acquire(false).before_acquire(|connection, of| {
                Box::pin(async move {
                    if of.idle_for >= ASKED_AFTER {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
        })
        .sqlx_logging(false);
    options
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SqliteRole {
    Writer,
    Reader,
}

fn sqlite_options(settings: &DatabaseSettings, role: SqliteRole) -> ConnectOptions {
    let path = settings.sqlite_path().to_owned();
    let max_pages = settings.sqlite_max_pages;
    // The address only chooses the driver; the path goes in as it is, so that no character of it is special.
    let mut options = ConnectOptions::new("sqlite:file");
    options
        .max_connections(match role {
            SqliteRole::Writer => 1,
            SqliteRole::Reader => settings.max_connections,
        })
        .acquire_timeout(settings.acquire_timeout)
        .idle_timeout(None)
        .max_lifetime(None)
        // A file does not go away between two statements.
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |mut file| {
            file = file
                .filename(&path)
                .create_if_missing(role == SqliteRole::Writer)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(BUSY_TIMEOUT)
                .statement_cache_capacity(REMEMBERED_STATEMENTS)
                .pragma("cache_size", "-16000")
                // The pages that every turn writes are then copied into the file once for many turns.
                .pragma("wal_autocheckpoint", WAL_PAGES)
                .pragma("temp_store", "memory");
            if let Some(pages) = max_pages {
                file = file.pragma("max_page_count", pages.to_string());
            }
            if role == SqliteRole::Reader {
                file = file.pragma("query_only", "on");
            }
            file
        })
        .map_sqlx_sqlite_pool_opts(|pool| {
            // SQLite ends a transaction by itself when the disk is full, and the driver, whose own ROLLBACK then
            // fails, goes on believing in it. From the next failure on, commits would be answered and none kept.
            // Such a connection is closed, and the pool opens another. The ping waits for a rollback that is
            // still on its way.
            pool.after_release(|connection, _| {
                Box::pin(async move {
                    connection.ping().await?;
                    Ok(!connection.is_in_transaction())
                })
            })
        });
    options
}
