//! Businesses, the doors they are reached by, and the people who work for them.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{create, index, plain_table, tenant_table};

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

/// Staff log in by email alone, so theirs is unique over all businesses; a shopper's is unique in one.
const PARTIAL: &[&str] = &["CREATE UNIQUE INDEX users_email_key ON users (email) WHERE role <> 'shopper'"];

fn tables() -> Vec<TableCreateStatement> {
    vec![
        plain_table("businesses")
            .col(pk_uuid("id"))
            .col(text_uniq("slug"))
            .col(text("name"))
            .col(json_binary("profile"))
            .col(timestamp_with_time_zone("created_at"))
            .take(),
        tenant_table("hosts").col(text("host").primary_key()).take(),
        tenant_table("widget_keys")
            .col(text("key").primary_key())
            .col(json_binary("origins"))
            .take(),
        tenant_table("users")
            .col(pk_uuid("id"))
            .col(text("email"))
            .col(text("full_name"))
            .col(text("role"))
            .col(text("password_hash"))
            .col(timestamp_with_time_zone("created_at"))
            .index(
                Index::create()
                    .unique()
                    .name("users_business_email_key")
                    .col("business_id")
                    .col("email"),
            )
            .take(),
        tenant_table("refresh_families")
            .col(pk_uuid("id"))
            .col(uuid("user_id"))
            .col(text("current_hash"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(timestamp_with_time_zone_null("revoked_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("refresh_families", "user_id")
                    .to("users", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .take(),
        tenant_table("api_keys")
            .col(pk_uuid("id"))
            .col(text("name"))
            .col(text_uniq("key_hash"))
            .col(json_binary("scopes"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("last_used_at"))
            .col(timestamp_with_time_zone_null("revoked_at"))
            .take(),
        tenant_table("activity_log")
            .col(pk_uuid("id"))
            .col(uuid_null("user_id"))
            .col(text("action"))
            .col(text("subject"))
            .col(json_binary("detail"))
            .col(timestamp_with_time_zone("created_at"))
            .take(),
        tenant_table("social_connections")
            .col(pk_uuid("id"))
            .col(text("channel"))
            .col(text("provider"))
            .col(text("external_id"))
            .col(text("name"))
            .col(text("status"))
            .col(json_binary("settings"))
            .col(text_null("secret"))
            .col(text_null("cursor"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .index(
                Index::create()
                    .unique()
                    .name("social_connections_external_key")
                    .col("provider")
                    .col("external_id"),
            )
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("hosts", &["business_id"]),
        index("widget_keys", &["business_id"]),
        index("refresh_families", &["user_id"]),
        index("activity_log", &["business_id", "created_at"]),
        index("social_connections", &["business_id"]),
    ]
}
