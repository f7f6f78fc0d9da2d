//! A connection to PostgreSQL that the journal keeps for itself from one batch to the next.
//!
//! A pool gives out its connections in turn, and asks each before and after whether it still lives. What commits all
//! the time would so plan its statements once for each of them, and ask twice for nothing around every batch. What is
//! kept here is planned once. A connection whose statement did not come to its end is not kept.

use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement,
    sqlx::{
        self, AssertSqlSafe, Connection, Executor,
        postgres::{PgArguments, PgConnection, PgPool, PgRow},
    },
};

use crate::{error::Trouble, statement::argument};

/// After a pause as long as this a connection is asked whether it still lives.
pub(crate) const ASKED_AFTER: Duration = Duration::from_secs(1);

/// Whatever is read or written here is named by its key, so every plan goes by the indexes, however few rows there were
/// when it was made, and is made once.
const SETTINGS: &str = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; \
     SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off";

/// Where the connection is while nobody uses it.
#[derive(Debug, Default)]
pub(crate) struct KeptConnections(Mutex<Option<(PgConnection, Instant)>>);

/// The connection in use. It is one statement after the other; dropped in the midst of one, it is closed.
pub(crate) struct KeptConnection {
    connection: tokio::sync::Mutex<PgConnection>,
    /// A statement was begun and has not come to its end, or the connection is gone.
    is_amiss: AtomicBool,
    in_transaction: AtomicBool,
    /// It has answered something since it was taken.
    has_answered: AtomicBool,
    /// It was found to be gone before it answered anything.
    was_gone: AtomicBool,
}

impl fmt::Debug for KeptConnection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("KeptConnection").finish_non_exhaustive()
    }
}

impl KeptConnections {
    /// The one that is kept, or a new one.
    pub(crate) async fn take(&self, pool: &PgPool) -> Result<KeptConnection, Trouble> {
        if pool.is_closed() {
            return Err(trouble(sqlx::Error::PoolClosed));
        }
        let kept = self.slot().take();
        if let Some((mut connection, since)) = kept
            && (since.elapsed() < ASKED_AFTER || connection.ping().await.is_ok())
        {
            return Ok(KeptConnection::new(connection));
        }
        let options = pool.connect_options();
        let mut connection = PgConnection::connect_with(&options).await.map_err(trouble)?;
        connection.execute(SETTINGS).await.map_err(trouble)?;
        Ok(KeptConnection::new(connection))
    }

    /// Keeps it for the next batch, unless something is amiss with it. Of two that are used at once one is kept.
    pub(crate) fn give_back(&self, connection: KeptConnection) {
        if connection.is_amiss.into_inner() || connection.in_transaction.into_inner() {
            return;
        }
        *self.slot() = Some((connection.connection.into_inner(), Instant::now()));
    }

    /// Closes what is kept.
    pub(crate) async fn close(&self) {
        let kept = self.slot().take();
        if let Some((connection, _)) = kept {
            // It is gone either way.
            let _told = connection.close().await;
        }
    }

    /// Nothing can fail while the lock is held, so a poisoned one is as good as any.
    fn slot(&self) -> std::sync::MutexGuard<'_, Option<(PgConnection, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeptConnection {
    fn new(connection: PgConnection) -> Self {
        Self {
            connection: tokio::sync::Mutex::new(connection),
            is_amiss: AtomicBool::new(false),
            in_transaction: AtomicBool::new(false),
            has_answered: AtomicBool::new(false),
            was_gone: AtomicBool::new(false),
        }
    }

    /// Whether it was found to be gone before it answered anything. The first statement of a batch writes nothing.
    pub(crate) fn was_gone(&self) -> bool {
        self.was_gone.load(Ordering::Relaxed)
    }

    /// Whether a transaction was begun and not ended.
    pub(crate) fn in_transaction(&self) -> bool {
        self.in_transaction.load(Ordering::Relaxed)
    }

    /// Begins a transaction, unless one was begun.
    pub(crate) async fn begin(&self) -> Result<(), Trouble> {
        if !self.in_transaction.swap(true, Ordering::Relaxed) {
            self.execute_unprepared("BEGIN").await?;
        }
        Ok(())
    }

    /// Ends the transaction, if one was begun.
    pub(crate) async fn end(&self, how: End) -> Result<(), Trouble> {
        if self.in_transaction() {
            let text = match how {
                End::Commit => "COMMIT",
                End::Rollback => "ROLLBACK",
            };
            self.execute_unprepared(text).await?;
            self.in_transaction.store(false, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Runs a statement whose text is one of a few, and answers its rows.
    pub(crate) async fn rows(&self, text: &str, arguments: PgArguments) -> Result<Vec<PgRow>, Trouble> {
        let query = sqlx::query_with(AssertSqlSafe(text), arguments);
        Ok(self
            .done(async |connection| query.fetch_all(connection).await)
            .await?)
    }

    /// Runs something, and notes whether the connection came through it.
    async fn done<T>(
        &self,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, DbErr> {
        let mut connection = self.connection.lock().await;
        self.is_amiss.store(true, Ordering::Relaxed);
        let result = work(&mut connection).await;
        let came_through = result.as_ref().map_or_else(leaves_it_whole, |_| true);
        self.is_amiss.store(!came_through, Ordering::Relaxed);
        if came_through {
            self.has_answered.store(true, Ordering::Relaxed);
        } else if !self.has_answered.load(Ordering::Relaxed) {
            self.was_gone.store(true, Ordering::Relaxed);
        }
        result.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(Arc::new(error))))
    }
}

/// How a transaction ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Commit,
    Rollback,
}

/// What few batches need is written by the statements that every connection understands.
#[async_trait::async_trait]
impl ConnectionTrait for KeptConnection {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let arguments = arguments(&statement)?;
        let query = sqlx::query_with(AssertSqlSafe(statement.sql), arguments);
        let done = self.done(async |connection| query.execute(connection).await);
        done.await.map(ExecResult::from)
    }

    async fn execute_unprepared(&self, text: &str) -> Result<ExecResult, DbErr> {
        let query = sqlx::raw_sql(AssertSqlSafe(text.to_owned()));
        let done = self.done(async |connection| query.execute(connection).await);
        done.await.map(ExecResult::from)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let arguments = arguments(&statement)?;
        let query = sqlx::query_with(AssertSqlSafe(statement.sql), arguments);
        let row = self.done(async |connection| query.fetch_optional(connection).await);
        Ok(row.await?.map(QueryResult::from))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let arguments = arguments(&statement)?;
        let query = sqlx::query_with(AssertSqlSafe(statement.sql), arguments);
        let rows = self.done(async |connection| query.fetch_all(connection).await);
        Ok(rows.await?.into_iter().map(QueryResult::from).collect())
    }
}

fn arguments(statement: &Statement) -> Result<PgArguments, DbErr> {
    let mut arguments = PgArguments::default();
    for value in statement.values.iter().flat_map(|values| &values.0) {
        argument(&mut arguments, value)?;
    }
    Ok(arguments)
}

/// What the database refuses leaves the connection as it was, unless it takes leave with it.
fn leaves_it_whole(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(refusal) => !refusal.code().is_some_and(|code| code.starts_with("57P")),
        _ => false,
    }
}

fn trouble(error: sqlx::Error) -> Trouble {
    Trouble::from(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))))
}
