//! What the shop sells. Ids are the shop's own, so they are unique in a business only.

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
        tenant_table("categories")
            .col(text("slug"))
            .col(text("title"))
            .col(integer("position"))
            .primary_key(Index::create().col("business_id").col("slug"))
            .take(),
        tenant_table("products")
            .col(text("id"))
            .col(text("slug"))
            .col(text("name"))
            .col(text("description"))
            .col(text("category"))
            .col(text("brand"))
            .col(big_integer("price"))
            .col(text("currency"))
            .col(json_binary("images"))
            .col(integer_null("rating_hundredths"))
            .col(json_binary("keywords"))
            .col(json_binary("styles"))
            .col(integer("position"))
            .col(timestamp_with_time_zone_null("deleted_at"))
            .primary_key(Index::create().col("business_id").col("id"))
            .take(),
        of_product("product_options")
            .col(text("name"))
            .col(integer("position"))
            .primary_key(Index::create().col("business_id").col("product_id").col("name"))
            .take(),
        of_product("product_option_values")
            .col(text("name"))
            .col(text("value"))
            .col(integer("position"))
            .primary_key(
                Index::create()
                    .col("business_id")
                    .col("product_id")
                    .col("name")
                    .col("value"),
            )
            .take(),
        of_product("inventory_items")
            .col(text("id"))
            .col(text("sku"))
            .col(json_binary("options"))
            .col(big_integer("price"))
            .col(big_integer("stock"))
            .col(integer("position"))
            .primary_key(Index::create().col("business_id").col("id"))
            .take(),
    ]
}

fn of_product(name: &'static str) -> TableCreateStatement {
    tenant_table(name)
        .col(text("product_id"))
        .foreign_key(
            ForeignKey::create()
                .from(name, ("business_id", "product_id"))
                .to("products", ("business_id", "id"))
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("products", &["business_id", "slug"]),
        unique("inventory_items", &["business_id", "sku"]),
        index("inventory_items", &["business_id", "product_id"]),
    ]
}
