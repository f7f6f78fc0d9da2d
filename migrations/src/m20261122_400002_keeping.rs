//! The catalogue as it is kept: versions and times of products, barcodes, and variants that are sold no more.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = [
            ("products", big_integer("version").default(1).take()),
            ("products", timestamp_with_time_zone_null("created_at").take()),
            ("products", timestamp_with_time_zone_null("updated_at").take()),
            ("inventory_items", text_null("barcode").take()),
            (
                "inventory_items",
                timestamp_with_time_zone_null("deleted_at").take(),
            ),
        ];
        for (table, column) in added {
            manager
                .alter_table(Table::alter().table(table).add_column(column).take())
                .await?;
        }
        Ok(())
    }
}
