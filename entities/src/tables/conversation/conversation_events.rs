//! The append-only record. The id gives the order of rows without a number.

use sea_orm::entity::prelude::*;

/// A row of `conversation_events`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "conversation_events")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub business_id: Uuid,
    pub conversation_id: Uuid,
    pub seq: Option<i64>,
    pub kind: String,
    pub body: Json,
    pub at: DateTimeUtc,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
