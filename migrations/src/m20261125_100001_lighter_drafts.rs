//! Drafts made cheaper to write on PostgreSQL, as the tables of every turn were: more than half of a cautious shop's
//! turns write one.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The tables whose rows go by the trigger when their conversation goes.
const GO_WITH_CONVERSATION: [&str; 5] = ["conversation_events", "messages", "receipts", "turns", "drafts"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// The journal knows that the conversation is there: its head is advanced by the statement that writes the draft.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let deletes: String = GO_WITH_CONVERSATION
            .iter()
            .map(|table| format!("DELETE FROM {table} WHERE conversation_id = OLD.id; "))
            .collect();
        let function = format!(
            "CREATE OR REPLACE FUNCTION rows_of_conversation_go() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN {deletes} RETURN NULL; END $$"
        );
        let connection = manager.get_connection();
        connection.execute_unprepared(&function).await?;
        connection
            .execute_unprepared("ALTER TABLE drafts DROP CONSTRAINT drafts_conversation_id_fkey")
            .await?;
        Ok(())
    }
}
