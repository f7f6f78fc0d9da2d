//! What businesses have used of language models, by month and model.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{create, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut used = tenant_table("model_usage");
        used.col(string_len("month", 7))
            .col(text("model"))
            .col(big_integer("calls"))
            .col(big_integer("input_tokens"))
            .col(big_integer("output_tokens"))
            // Millionths of the currency that prices are set in.
            .col(big_integer("cost_micros"))
            .primary_key(Index::create().col("business_id").col("month").col("model"));
        create(manager, vec![used], Vec::new(), &[]).await
    }
}
