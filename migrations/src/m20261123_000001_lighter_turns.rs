//! What every turn writes on PostgreSQL made cheaper to write.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The tables that every turn writes several rows of.
const WRITTEN_BY_EVERY_TURN: [&str; 4] = ["conversation_events", "messages", "receipts", "turns"];

/// Traces are packed before they are written: PostgreSQL spent more on fitting them into a row than on everything else
/// of a turn. What was written before stays as it is, as text in bytes, and is told from the rest by its first byte.
const TRACES_AS_BYTES: &str = "ALTER TABLE turns ALTER COLUMN trace TYPE bytea USING convert_to(trace::text, 'UTF8'), \
     ALTER COLUMN trace SET STORAGE EXTERNAL";

/// Rows still go when their conversation goes.
const GO_WITH_CONVERSATION: &str = "CREATE TRIGGER conversations_rows_go AFTER DELETE ON conversations \
     FOR EACH ROW EXECUTE FUNCTION rows_of_conversation_go()";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// SQLite keeps values of any kind in a column, and asks after a parent row in the same process: no change there.
    ///
    /// On PostgreSQL a foreign key runs a query for each row that is written. The journal has read and locked the
    /// conversation in the same transaction, so that for its tables this finds nothing out, and took as much time as
    /// a third of their writing.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let connection = manager.get_connection();
        connection.execute_unprepared(TRACES_AS_BYTES).await?;
        let mut deletes = String::new();
        for table in WRITTEN_BY_EVERY_TURN {
            let key = format!("ALTER TABLE {table} DROP CONSTRAINT {table}_conversation_id_fkey");
            connection.execute_unprepared(&key).await?;
            deletes.push_str(&format!("DELETE FROM {table} WHERE conversation_id = OLD.id; "));
        }
        let function = format!(
            "CREATE FUNCTION rows_of_conversation_go() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN {deletes} RETURN NULL; END $$"
        );
        connection.execute_unprepared(&function).await?;
        connection.execute_unprepared(GO_WITH_CONVERSATION).await?;
        Ok(())
    }
}
