//! The heads of conversations.

use sea_orm::entity::prelude::*;

/// A row of `conversations`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "conversations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub business_id: Uuid,
    pub channel: String,
    pub session_id: Option<String>,
    pub customer_id: Option<Uuid>,
    pub version: i64,
    pub last_seq: i64,
    pub status: String,
    pub owner_user_id: Option<Uuid>,
    pub owner_number: i64,
    pub assignee_id: Option<Uuid>,
    pub initial_context: Option<Json>,
    pub last_message_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
    pub status_since: Option<DateTimeUtc>,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
