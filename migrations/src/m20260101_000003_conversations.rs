//! Conversations: the head, the append-only record, and the views that are written beside it.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{conversation_table, create, index, tenant_table, unique};

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

/// Partial, because most rows never meet them: a fast turn stores its receipt as settled at once, and few
/// turns hold a draft.
const PARTIAL: &[&str] = &[
    "CREATE UNIQUE INDEX conversation_events_seq_key ON conversation_events (conversation_id, seq) \
     WHERE seq IS NOT NULL",
    "CREATE INDEX conversation_events_inner_index ON conversation_events (conversation_id, kind, id) \
     WHERE seq IS NULL",
    "CREATE INDEX receipts_pending_index ON receipts (received_at) WHERE status = 'pending'",
    "CREATE INDEX drafts_pending_index ON drafts (conversation_id) WHERE status = 'pending'",
    "CREATE INDEX escalations_unresolved_index ON escalations (conversation_id) WHERE status <> 'resolved'",
];

fn tables() -> Vec<TableCreateStatement> {
    let mut tables = heads_and_events();
    tables.extend(operators());
    tables
}

fn heads_and_events() -> Vec<TableCreateStatement> {
    vec![
        tenant_table("conversations")
            .col(pk_uuid("id"))
            .col(text("channel"))
            .col(text_null("session_id"))
            .col(uuid_null("customer_id"))
            .col(big_integer("version"))
            .col(big_integer("last_seq"))
            .col(text("status"))
            .col(uuid_null("owner_user_id"))
            .col(big_integer("owner_number"))
            .col(uuid_null("assignee_id"))
            .col(json_binary_null("initial_context"))
            .col(timestamp_with_time_zone("last_message_at"))
            .col(timestamp_with_time_zone("created_at"))
            .take(),
        conversation_table("conversation_events")
            .col(big_pk_auto("id"))
            .col(big_integer_null("seq"))
            .col(text("kind"))
            .col(json_binary("body"))
            .col(timestamp_with_time_zone("at"))
            .take(),
        conversation_table("messages")
            .col(pk_uuid("id"))
            .col(big_integer("seq"))
            .col(text("sender_type"))
            .col(text("sender_name"))
            .col(text("text_content"))
            // In lower case, only where the databases' own lower() would not do: text beyond ASCII.
            .col(text_null("folded_text"))
            .col(text("channel"))
            .col(text("direction"))
            .col(text("delivery"))
            .col(float_null("confidence"))
            .col(json_binary("sources"))
            .col(uuid_null("in_reply_to"))
            .col(text_null("client_message_id"))
            .col(uuid_null("turn_id"))
            .col(timestamp_with_time_zone("created_at"))
            .take(),
        conversation_table("receipts")
            .col(pk_uuid("id"))
            .col(uuid("message_id"))
            .col(big_integer("seq"))
            .col(text("connection"))
            .col(text("dedupe_key"))
            .col(text_null("client_message_id"))
            .col(text("text"))
            .col(text("status"))
            .col(integer("attempts").default(0))
            .col(uuid_null("turn_id"))
            .col(timestamp_with_time_zone("received_at"))
            .take(),
        conversation_table("turns")
            .col(pk_uuid("id"))
            .col(json_binary("answers"))
            .col(uuid_null("reply_message_id"))
            .col(text("decision"))
            .col(text("reason"))
            .col(float("confidence"))
            .col(text("channel"))
            .col(timestamp_with_time_zone("started_at"))
            .col(big_integer("duration_micros"))
            .col(double_null("sentiment"))
            .col(json_binary("trace"))
            .take(),
    ]
}

fn operators() -> Vec<TableCreateStatement> {
    vec![
        conversation_table("drafts")
            .col(pk_uuid("id"))
            .col(uuid("turn_id"))
            .col(uuid("in_reply_to"))
            .col(json_binary("answers"))
            .col(text("question"))
            .col(text("message"))
            .col(float("confidence"))
            .col(float("threshold"))
            .col(text("reason"))
            .col(json_binary("sources"))
            .col(text("status"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("decided_at"))
            .take(),
        // A draft is decided once, so its id is the key of the decision and of the edits too.
        conversation_table("approvals")
            .col(pk_uuid("draft_id"))
            .col(uuid("user_id"))
            .col(text("decision"))
            .col(text_null("note"))
            .col(timestamp_with_time_zone("created_at"))
            .take(),
        conversation_table("draft_edits")
            .col(pk_uuid("draft_id"))
            .col(uuid("user_id"))
            .col(text("original"))
            .col(text("final_message"))
            .col(json_binary("edits"))
            .col(timestamp_with_time_zone("created_at"))
            .take(),
        conversation_table("escalations")
            .col(pk_uuid("id"))
            .col(text("reason"))
            .col(uuid_null("message_id"))
            .col(text("status"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("taken_at"))
            .col(timestamp_with_time_zone_null("resolved_at"))
            .take(),
        conversation_table("notes")
            .col(pk_uuid("id"))
            .col(uuid("user_id"))
            .col(text("text"))
            .col(timestamp_with_time_zone("created_at"))
            .take(),
        conversation_table("tags")
            .col(text("tag"))
            .col(integer("position"))
            .primary_key(Index::create().col("conversation_id").col("tag"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("conversations", &["business_id", "last_message_at"]),
        index("conversations", &["session_id"]),
        index("messages", &["conversation_id", "seq"]),
        unique("receipts", &["connection", "dedupe_key"]),
        index("receipts", &["conversation_id", "seq"]),
        index("turns", &["conversation_id"]),
        index("turns", &["started_at"]),
        index("drafts", &["business_id", "status", "created_at"]),
        index("drafts", &["conversation_id"]),
        index("escalations", &["business_id", "status"]),
        index("notes", &["conversation_id"]),
        index("tags", &["business_id", "tag"]),
    ]
}
