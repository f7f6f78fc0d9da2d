//! Pictures of products that are kept here, and what each picture of a product shows.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{index, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let alts = json_binary("image_alts").default("[]").take();
        manager
            .alter_table(Table::alter().table("products").add_column(alts).take())
            .await?;
        manager
            .create_table(
                tenant_table("product_images")
                    .col(pk_uuid("id"))
                    .col(text("content_type"))
                    .col(integer("width"))
                    .col(integer("height"))
                    .col(blob("bytes"))
                    .col(big_integer("size"))
                    .col(timestamp_with_time_zone("created_at"))
                    .take(),
            )
            .await?;
        manager
            .create_index(index("product_images", &["business_id", "created_at"]))
            .await
    }
}
