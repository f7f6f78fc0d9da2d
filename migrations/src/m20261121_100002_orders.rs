//! Orders, what is in them, what became of them, and the money that goes to and fro for them.

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

const PARTIAL: &[&str] =
    &["CREATE INDEX payments_pending_index ON payments (created_at) WHERE status = 'pending'"];

fn tables() -> Vec<TableCreateStatement> {
    vec![
        tenant_table("order_numbers")
            .col(big_integer("last"))
            .primary_key(Index::create().col("business_id"))
            .take(),
        tenant_table("orders")
            .col(text("id"))
            .col(uuid("user_id"))
            .col(big_integer("version"))
            .col(text("status"))
            .col(text("currency"))
            .col(big_integer("subtotal"))
            .col(big_integer("discount"))
            .col(text_null("discount_code"))
            .col(big_integer("tax"))
            .col(big_integer("shipping"))
            .col(big_integer("total"))
            .col(big_integer("refunded"))
            .col(json_binary("shipping_address"))
            .col(text("payment_type"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("paid_at"))
            .col(timestamp_with_time_zone_null("shipped_at"))
            .primary_key(Index::create().col("business_id").col("id"))
            .take(),
        of_order("order_items")
            .col(pk_uuid("id"))
            .col(text("product_id"))
            .col(text("variant_id"))
            .col(text("sku"))
            .col(text("name"))
            .col(json_binary("options"))
            .col(integer("quantity"))
            .col(big_integer("unit_price"))
            .col(integer("refunded_quantity"))
            .col(integer("held"))
            .col(integer("position"))
            .take(),
        of_order("order_events")
            .col(big_pk_auto("id"))
            .col(text("status"))
            .col(text("detail"))
            .col(timestamp_with_time_zone("at"))
            .take(),
        of_order("payments")
            .col(pk_uuid("id"))
            .col(text("kind"))
            .col(big_integer("amount"))
            .col(text("status"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .take(),
        // The stand-in for a payment provider keeps books of its own.
        tenant_table("stub_payments")
            .col(pk_uuid("reference"))
            .col(text("kind"))
            .col(big_integer("amount"))
            .col(text("outcome"))
            .take(),
    ]
}

fn of_order(name: &'static str) -> TableCreateStatement {
    tenant_table(name)
        .col(text("order_id"))
        .foreign_key(
            ForeignKey::create()
                .from(name, ("business_id", "order_id"))
                .to("orders", ("business_id", "id"))
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("orders", &["business_id", "user_id", "created_at"]),
        unique("order_items", &["business_id", "order_id", "position"]),
        index("order_events", &["business_id", "order_id"]),
        index("payments", &["business_id", "order_id"]),
    ]
}
