//! What becomes of dead letters: replayed or discarded, by whom.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column with each statement.
        for column in [
            timestamp_with_time_zone_null("discarded_at"),
            uuid_null("decided_by"),
        ] {
            let table = Table::alter().table("dead_letters").add_column(column).take();
            manager.alter_table(table).await?;
        }
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE INDEX dead_letters_open_index ON dead_letters (kind) \
                 WHERE redriven_at IS NULL AND discarded_at IS NULL",
            )
            .await?;
        Ok(())
    }
}
