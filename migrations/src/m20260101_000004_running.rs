//! What the running system keeps: deliveries, failures, jobs, snapshots, answers to repeated requests.

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

const PARTIAL: &[&str] = &[
    "CREATE INDEX outbox_due_index ON outbox (due_at) WHERE status = 'pending'",
    "CREATE INDEX jobs_due_index ON jobs (due_at) WHERE status = 'pending'",
];

fn tables() -> Vec<TableCreateStatement> {
    vec![
        tenant_table("outbox")
            .col(pk_uuid("id"))
            .col(uuid_null("conversation_id"))
            .col(uuid_null("message_id"))
            .col(text("connection"))
            .col(text("kind"))
            .col(json_binary("payload"))
            .col(text("status"))
            .col(integer("attempts").default(0))
            .col(text_null("provider_reference"))
            .col(text_null("last_error"))
            .col(timestamp_with_time_zone("due_at"))
            .col(timestamp_with_time_zone("created_at"))
            .take(),
        tenant_table("dead_letters")
            .col(pk_uuid("id"))
            .col(uuid_null("conversation_id"))
            .col(text("kind"))
            .col(uuid("source_id"))
            .col(text("cause"))
            .col(json_binary("payload"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("redriven_at"))
            .take(),
        tenant_table("jobs")
            .col(pk_uuid("id"))
            .col(text("kind"))
            .col(json_binary("payload"))
            .col(text("status"))
            .col(integer("attempts").default(0))
            .col(text_null("last_error"))
            .col(timestamp_with_time_zone("due_at"))
            .col(timestamp_with_time_zone("created_at"))
            .take(),
        tenant_table("snapshots")
            .col(uuid("conversation_id").primary_key())
            .col(integer("format"))
            .col(big_integer("version"))
            .col(big_integer("last_seq"))
            .col(binary("state"))
            .col(timestamp_with_time_zone("taken_at"))
            .take(),
        tenant_table("idempotency_keys")
            .col(text("scope"))
            .col(text("key"))
            .col(text("request_hash"))
            .col(integer_null("status"))
            .col(json_binary_null("response"))
            .col(timestamp_with_time_zone("created_at"))
            .primary_key(Index::create().col("business_id").col("scope").col("key"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("outbox", &["conversation_id"]),
        unique("dead_letters", &["kind", "source_id"]),
        index("dead_letters", &["business_id", "created_at"]),
        index("idempotency_keys", &["created_at"]),
    ]
}
