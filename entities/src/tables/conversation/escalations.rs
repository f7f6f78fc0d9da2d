//! Handovers to people.

use sea_orm::entity::prelude::*;

/// A row of `escalations`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "escalations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub business_id: Uuid,
    pub conversation_id: Uuid,
    pub reason: String,
    pub message_id: Option<Uuid>,
    pub status: String,
    pub created_at: DateTimeUtc,
    pub taken_at: Option<DateTimeUtc>,
    pub resolved_at: Option<DateTimeUtc>,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
