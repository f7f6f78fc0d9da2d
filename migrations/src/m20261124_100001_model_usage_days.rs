//! What businesses have used of language models, by day, model and purpose. The months stay beside it: they are what caps
//! are held against, and what the release before this one adds to.

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
        let mut used = tenant_table("model_usage_days");
        used.col(string_len("day", 10))
            .col(text("model"))
            .col(text("purpose"))
            .col(big_integer("calls"))
            .col(big_integer("input_tokens"))
            .col(big_integer("output_tokens"))
            // Millionths of the currency that prices are set in.
            .col(big_integer("cost_micros"))
            .primary_key(
                Index::create()
                    .col("business_id")
                    .col("day")
                    .col("model")
                    .col("purpose"),
            );
        create(manager, vec![used], Vec::new(), &[]).await
    }
}
