//! The books of the stand-in for a payment provider.

use sea_orm::entity::prelude::*;

/// A row of `stub_payments`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "stub_payments")]
pub struct Model {
    pub business_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub reference: Uuid,
    pub kind: String,
    pub amount: i64,
    pub outcome: String,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
