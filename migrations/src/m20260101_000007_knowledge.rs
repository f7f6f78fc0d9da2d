//! What the shop knows, as editors keep it and as it is searched.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{create, index, tenant_table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, tables(), indexes(), PARTIAL).await
    }
}

const PARTIAL: &[&str] = &[];

fn tables() -> Vec<TableCreateStatement> {
    vec![
        entry_table("knowledge_articles", "title")
            .col(text("content"))
            .take(),
        entry_table("faq_entries", "question").col(text("answer")).take(),
        entry_table("corrections", "question")
            .col(text("answer"))
            .col(json_binary("patterns"))
            .take(),
        entry_table("goldens", "question")
            .col(json_binary("expect"))
            .take(),
        tenant_table("chunks")
            .col(pk_uuid("id"))
            .col(text("source_kind"))
            .col(text("reference"))
            .col(integer("position"))
            .col(text("text"))
            .col(text("hash"))
            .col(text("language"))
            .col(binary_null("embedding"))
            .take(),
        tenant_table("learning_events")
            .col(pk_uuid("id"))
            .col(uuid_null("conversation_id"))
            .col(uuid_null("turn_id"))
            .col(text("kind"))
            .col(json_binary("detail"))
            .col(timestamp_with_time_zone("created_at"))
            .take(),
    ]
}

fn entry_table(name: &'static str, title: &'static str) -> TableCreateStatement {
    tenant_table(name)
        .col(pk_uuid("id"))
        .col(text("slug"))
        .col(text(title))
        .col(text("category"))
        .col(text("language"))
        .col(text("status"))
        .col(timestamp_with_time_zone("updated_at"))
        .take()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("knowledge_articles", &["business_id", "slug"]),
        unique("faq_entries", &["business_id", "slug"]),
        unique("corrections", &["business_id", "slug"]),
        unique("goldens", &["business_id", "slug"]),
        unique("chunks", &["business_id", "reference", "position"]),
        index("learning_events", &["business_id", "created_at"]),
    ]
}
