//! Deliveries are claimed for a time, in the order of their lane (a conversation, or one person told of it), and
//! written once for each cause.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::unique;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Both have the conditions of the statements that claim, so that what is done costs them nothing.
const PARTIAL: [&str; 3] = [
    "DROP INDEX outbox_due_index",
    "CREATE INDEX outbox_open_index ON outbox (connection, due_at) \
     WHERE status IN ('pending', 'sending', 'unknown')",
    "CREATE INDEX outbox_order_index ON outbox (connection, lane, position) \
     WHERE status IN ('pending', 'sending', 'unknown')",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column with each statement.
        let added = [
            text_null("dedupe_key"),
            text_null("lane"),
            big_integer("position").default(0).take(),
            boolean("uncertain").default(false).take(),
            uuid_null("claimed_by"),
            timestamp_with_time_zone_null("claimed_until"),
            timestamp_with_time_zone_null("done_at"),
        ];
        for column in added {
            let table = Table::alter().table("outbox").add_column(column).take();
            manager.alter_table(table).await?;
        }
        manager
            .create_index(unique("outbox", &["connection", "dedupe_key"]))
            .await?;
        for statement in PARTIAL {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
