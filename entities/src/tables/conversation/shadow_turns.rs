//! Turns that were run on another configuration too.

use sea_orm::entity::prelude::*;

/// A row of `shadow_turns`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "shadow_turns")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub turn_id: Uuid,
    pub business_id: Uuid,
    pub conversation_id: Uuid,
    pub same: bool,
    pub differences: Json,
    pub created_at: DateTimeUtc,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
