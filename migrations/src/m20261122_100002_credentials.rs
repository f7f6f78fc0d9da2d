//! Tokens that prove a mailbox, addresses that were proved, and how businesses want to be told of things.

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
        create(manager, tables(), indexes(), &[]).await
    }
}

fn of_user(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "user_id")
        .to("users", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        tenant_table("account_tokens")
            .col(pk_uuid("id"))
            .col(uuid("user_id"))
            .col(text("purpose"))
            .col(text("token_hash"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(timestamp_with_time_zone_null("used_at"))
            .foreign_key(&mut of_user("account_tokens"))
            .take(),
        tenant_table("confirmed_addresses")
            .col(uuid("user_id").primary_key())
            .col(text("email"))
            .col(timestamp_with_time_zone("confirmed_at"))
            .foreign_key(&mut of_user("confirmed_addresses"))
            .take(),
        tenant_table("notification_wishes")
            .col(boolean("by_mail"))
            .col(text_null("webhook_url"))
            .col(integer("key_number"))
            .col(timestamp_with_time_zone("updated_at"))
            .primary_key(Index::create().col("business_id"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("account_tokens", &["user_id", "purpose", "created_at"]),
        index("account_tokens", &["expires_at"]),
    ]
}
