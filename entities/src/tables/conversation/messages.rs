//! What was said, as the workspace shows it.

use sea_orm::entity::prelude::*;

/// A row of `messages`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "messages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub business_id: Uuid,
    pub conversation_id: Uuid,
    pub seq: i64,
    pub sender_type: String,
    pub sender_name: String,
    pub text_content: String,
    pub folded_text: Option<String>,
    pub channel: String,
    pub direction: String,
    pub delivery: String,
    pub confidence: Option<f32>,
    pub sources: Json,
    pub in_reply_to: Option<Uuid>,
    pub client_message_id: Option<String>,
    pub turn_id: Option<Uuid>,
    pub created_at: DateTimeUtc,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
