//! What is remembered of shoppers who have an account. It goes when the account goes.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{create, index, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, tables(), indexes(), NO_PARTIAL).await
    }
}

const NO_PARTIAL: &[&str] = &[];

fn tables() -> Vec<TableCreateStatement> {
    vec![
        // Nothing that was said: only how often it has changed, so that two writers do not lose each other's words.
        of_account("memories")
            .col(big_integer("version"))
            .col(timestamp_with_time_zone("updated_at"))
            .primary_key(Index::create().col("user_id"))
            .take(),
        of_account("preferences")
            .col(text("key"))
            .col(json_binary("value"))
            .col(timestamp_with_time_zone("updated_at"))
            .primary_key(Index::create().col("user_id").col("key"))
            .take(),
        of_account("interaction_summaries")
            .col(uuid("turn_id"))
            .col(uuid("conversation_id"))
            .col(text("channel"))
            .col(text("intent"))
            .col(text("asked"))
            .col(text("answered"))
            .col(timestamp_with_time_zone("at"))
            .primary_key(Index::create().col("turn_id"))
            .take(),
        of_account("affinities")
            .col(text("kind"))
            .col(text("value"))
            .col(big_integer("times"))
            .col(timestamp_with_time_zone("updated_at"))
            .primary_key(Index::create().col("user_id").col("kind").col("value"))
            .take(),
    ]
}

fn of_account(name: &'static str) -> TableCreateStatement {
    let mut table = tenant_table(name);
    table.col(uuid("user_id")).foreign_key(
        ForeignKey::create()
            .from(name, "user_id")
            .to("users", "id")
            .on_delete(ForeignKeyAction::Cascade),
    );
    table
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("interaction_summaries", &["user_id", "at"]),
        index("interaction_summaries", &["at"]),
        index("affinities", &["user_id", "times"]),
    ]
}
