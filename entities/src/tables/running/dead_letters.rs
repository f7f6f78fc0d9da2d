//! What was given up.

use sea_orm::entity::prelude::*;

/// A row of `dead_letters`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dead_letters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub business_id: Uuid,
    pub conversation_id: Option<Uuid>,
    pub kind: String,
    pub source_id: Uuid,
    pub cause: String,
    pub payload: Json,
    pub created_at: DateTimeUtc,
    pub redriven_at: Option<DateTimeUtc>,
    pub discarded_at: Option<DateTimeUtc>,
    pub decided_by: Option<Uuid>,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
