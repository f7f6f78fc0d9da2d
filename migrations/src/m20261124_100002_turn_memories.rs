//! What a turn knew of its shopper, so that it can be run again. Apart from the turn's own trace, because it goes when
//! what it tells of is forgotten, and when the account goes.

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
        let mut known = tenant_table("turn_memories");
        known
            .col(uuid("user_id"))
            .col(uuid("turn_id"))
            .col(json_binary("memory"))
            // When the oldest thing that it tells of was said.
            .col(timestamp_with_time_zone("oldest_at"))
            .primary_key(Index::create().col("turn_id"))
            .foreign_key(
                ForeignKey::create()
                    .from("turn_memories", "user_id")
                    .to("users", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            );
        let indexes = vec![
            index("turn_memories", &["user_id"]),
            index("turn_memories", &["oldest_at"]),
        ];
        create(manager, vec![known], indexes, &[]).await
    }
}
