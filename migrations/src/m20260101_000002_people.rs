//! Customers, what they are known by, and their sessions.

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
        tenant_table("customers")
            .col(pk_uuid("id"))
            .col(text_null("name"))
            .col(text_null("language"))
            .col(json_binary_null("profile"))
            .col(big_integer("version").default(0))
            .col(timestamp_with_time_zone("created_at"))
            .take(),
        tenant_table("customer_identifiers")
            .col(pk_uuid("id"))
            .col(uuid("customer_id"))
            .col(text("kind"))
            .col(text("value"))
            .col(boolean("verified").default(false))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("customer_identifiers", "customer_id")
                    .to("customers", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .take(),
        tenant_table("sessions")
            .col(text("id").primary_key())
            .col(text("channel"))
            .col(uuid("conversation_id"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("customers", &["business_id"]),
        unique("customer_identifiers", &["business_id", "kind", "value"]),
        index("customer_identifiers", &["customer_id"]),
        index("sessions", &["business_id"]),
        index("sessions", &["expires_at"]),
    ]
}
