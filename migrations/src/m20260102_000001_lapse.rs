//! Since when a conversation has its status, and what finds the ones that are left alone.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = Table::alter()
            .table("conversations")
            .add_column(timestamp_with_time_zone_null("status_since"))
            .take();
        manager.alter_table(column).await?;
        for statement in STATEMENTS {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

/// The first index is by a time that never changes, so that no turn has to move its entry.
const STATEMENTS: &[&str] = &[
    "UPDATE conversations SET status_since = last_message_at",
    "CREATE INDEX conversations_active_index ON conversations (created_at) WHERE status = 'active_ai'",
    "CREATE INDEX conversations_resolved_index ON conversations (status_since) \
     WHERE status IN ('resolved_by_ai', 'resolved_by_human')",
];
