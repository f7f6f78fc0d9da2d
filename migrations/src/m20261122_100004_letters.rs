//! Letters that were asked for and are not written yet, and the language that a shop's staff is written to in.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{index, plain_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A member of staff is known by the address alone, so the business may be open.
        manager
            .create_table(
                plain_table("letter_requests")
                    .col(pk_uuid("id"))
                    .col(uuid_null("business_id"))
                    .col(text("email"))
                    .col(text("language"))
                    .col(timestamp_with_time_zone("created_at"))
                    .take(),
            )
            .await?;
        manager
            .create_index(index("letter_requests", &["created_at"]))
            .await?;
        let language = text_null("language").take();
        manager
            .alter_table(
                Table::alter()
                    .table("notification_wishes")
                    .add_column(language)
                    .take(),
            )
            .await
    }
}
