//! What turns knew of their shoppers, so that they can be run again.

use sea_orm::entity::prelude::*;

/// A row of `turn_memories`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "turn_memories")]
pub struct Model {
    pub business_id: Uuid,
    pub user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub turn_id: Uuid,
    pub memory: Json,
    pub oldest_at: DateTimeUtc,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
