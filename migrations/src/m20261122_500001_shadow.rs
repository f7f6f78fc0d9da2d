//! Turns that were run on another configuration too, and how they came out.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{conversation_table, create, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = conversation_table("shadow_turns")
            .col(pk_uuid("turn_id"))
            .col(boolean("same"))
            .col(json_binary("differences"))
            .col(timestamp_with_time_zone("created_at"))
            .take();
        let indexes = vec![
            index("shadow_turns", &["business_id", "created_at"]),
            index("shadow_turns", &["created_at"]),
            index("shadow_turns", &["conversation_id"]),
        ];
        create(manager, vec![table], indexes, &[]).await
    }
}
