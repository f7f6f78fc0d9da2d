//! Discount codes.

use sea_orm::entity::prelude::*;

/// A row of `discounts`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "discounts")]
pub struct Model {
    pub business_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub kind: String,
    pub amount: i64,
    pub currency: String,
    pub uses_left: Option<i32>,
    pub version: i64,
    pub starts_at: Option<DateTimeUtc>,
    pub ends_at: Option<DateTimeUtc>,
    pub minimum: i64,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
