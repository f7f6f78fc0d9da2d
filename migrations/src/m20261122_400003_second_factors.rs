//! One-time codes of people: the encrypted secret, the newest step that was used, and hashes of recovery codes.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::tenant_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("second_factors")
                    .col(pk_uuid("user_id"))
                    .col(text("secret"))
                    .col(big_integer("last_step"))
                    .col(json_binary("recovery_hashes"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone_null("confirmed_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("second_factors", "user_id")
                            .to("users", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .take(),
            )
            .await
    }
}
