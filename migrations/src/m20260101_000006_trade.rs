//! Carts and discounts.

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
        tenant_table("carts")
            .col(pk_uuid("id"))
            .col(text("session_id"))
            .col(uuid_null("customer_id"))
            .col(big_integer("version"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .take(),
        tenant_table("cart_items")
            .col(pk_uuid("id"))
            .col(uuid("cart_id"))
            .col(text("product_id"))
            .col(text("variant_id"))
            .col(integer("quantity"))
            .col(integer("position"))
            .foreign_key(
                ForeignKey::create()
                    .from("cart_items", "cart_id")
                    .to("carts", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .take(),
        tenant_table("discounts")
            .col(pk_uuid("id"))
            .col(text("code"))
            .col(text("kind"))
            .col(big_integer("amount"))
            .col(text("currency"))
            .col(integer_null("uses_left"))
            .col(big_integer("version").default(0))
            .col(timestamp_with_time_zone_null("starts_at"))
            .col(timestamp_with_time_zone_null("ends_at"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("carts", &["session_id"]),
        index("cart_items", &["cart_id"]),
        unique("discounts", &["business_id", "code"]),
    ]
}
