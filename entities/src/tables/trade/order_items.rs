//! Lines of orders, with names and prices of their day.

use sea_orm::entity::prelude::*;

/// A row of `order_items`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "order_items")]
pub struct Model {
    pub business_id: Uuid,
    pub order_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub product_id: String,
    pub variant_id: String,
    pub sku: String,
    pub name: String,
    pub options: Json,
    pub quantity: i32,
    pub unit_price: i64,
    pub refunded_quantity: i32,
    pub held: i32,
    pub position: i32,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
