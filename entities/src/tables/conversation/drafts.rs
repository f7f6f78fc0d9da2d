//! Answers held for an operator.

use sea_orm::entity::prelude::*;

/// A row of `drafts`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "drafts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub business_id: Uuid,
    pub conversation_id: Uuid,
    pub turn_id: Uuid,
    pub in_reply_to: Uuid,
    pub answers: Json,
    pub question: String,
    pub message: String,
    pub confidence: f32,
    pub threshold: f32,
    pub reason: String,
    pub sources: Json,
    pub status: String,
    pub created_at: DateTimeUtc,
    pub decided_at: Option<DateTimeUtc>,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
