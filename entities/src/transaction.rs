//! Transactions: how they begin on each database, and that they always end.

use colloquy_engine::port::StoreError;
use sea_orm::{
    AccessMode, DatabaseTransaction, IsolationLevel, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::{database::Database, error::Trouble};

impl Database {
    /// Begins to write. On SQLite the write lock is taken at once, so that what is read is still true when it is
    /// written to; on PostgreSQL readers who mean to write lock the rows they read.
    pub(crate) async fn begin_write(&self) -> Result<DatabaseTransaction, Trouble> {
        self.bounded(async {
            let options = TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            };
            Ok(self.writer().begin_with_options(options).await?)
        })
        .await
    }

    /// Begins to read several statements' worth of one and the same moment.
    pub(crate) async fn begin_read(&self) -> Result<DatabaseTransaction, Trouble> {
        if !self.is_postgres() {
            return Ok(self.reader().begin().await?);
        }
        let moment = (Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly));
        Ok(self.reader().begin_with_config(moment.0, moment.1).await?)
    }

    /// Commits what went well and rolls back what did not.
    ///
    /// On SQLite the commit itself has no deadline: the driver's thread would finish it anyway, and "it did not
    /// happen" would be a lie. Over a network that cannot be known; a caller that tries again meets the fence or
    /// the dedupe key and learns it from them.
    pub(crate) async fn finish<T>(
        &self,
        transaction: DatabaseTransaction,
        result: Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        match result {
            Ok(value) if self.is_postgres() => {
                self.bounded(async { Ok(transaction.commit().await?) }).await?;
                Ok(value)
            }
            Ok(value) => {
                transaction.commit().await?;
                Ok(value)
            }
            Err(trouble) => {
                // The first error says what went wrong. A rollback that fails belongs to a connection that is
                // gone, or to a transaction that the database has ended by itself.
                let rollback = self.bounded(async { Ok(transaction.rollback().await?) }).await;
                if let Err(error) = rollback {
                    tracing::debug!(error = %StoreError::from(error), "rollback failed");
                }
                Err(trouble)
            }
        }
    }
}
