//! Shoppers' accounts: whose a session is, and the discount that a cart takes along.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = [
            ("sessions", uuid_null("user_id")),
            ("carts", text_null("discount_code")),
            ("discounts", big_integer("minimum").default(0).take()),
        ];
        for (table, column) in added {
            manager
                .alter_table(Table::alter().table(table).add_column(column).take())
                .await?;
        }
        manager
            .create_index(index("sessions", &["user_id", "created_at"]))
            .await
    }
}
