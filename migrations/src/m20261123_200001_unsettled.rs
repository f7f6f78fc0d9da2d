//! What waits in one conversation is found without reading all that it ever took in.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Partial: a fast turn stores its receipt as settled at once, and never meets it.
const INDEX: &str =
    "CREATE INDEX receipts_unsettled_index ON receipts (conversation_id, seq) WHERE status = 'pending'";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(INDEX).await?;
        Ok(())
    }
}
