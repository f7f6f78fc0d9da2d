//! The activity log as a chain: each entry's place, its hash and the hash before it, and the end of each business's log.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{tenant_table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Nothing has been written to the log before.
        let added = [
            big_integer("seq").default(0).take(),
            text("previous_hash").default("").take(),
            text("hash").default("").take(),
        ];
        for column in added {
            manager
                .alter_table(Table::alter().table("activity_log").add_column(column).take())
                .await?;
        }
        manager
            .create_index(unique("activity_log", &["business_id", "seq"]))
            .await?;
        manager
            .create_table(
                tenant_table("activity_heads")
                    .col(big_integer("seq"))
                    .col(text("hash"))
                    .primary_key(Index::create().col("business_id"))
                    .take(),
            )
            .await
    }
}
