//! How a business wants to be told of things.

use sea_orm::entity::prelude::*;

/// A row of `notification_wishes`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_wishes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub business_id: Uuid,
    pub by_mail: bool,
    pub webhook_url: Option<String>,
    pub language: Option<String>,
    pub key_number: i32,
    pub updated_at: DateTimeUtc,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
