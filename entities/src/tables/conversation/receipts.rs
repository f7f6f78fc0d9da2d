//! Messages taken in, with their dedupe keys.

use sea_orm::entity::prelude::*;

/// A row of `receipts`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "receipts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub business_id: Uuid,
    pub conversation_id: Uuid,
    pub message_id: Uuid,
    pub seq: i64,
    pub connection: String,
    pub dedupe_key: String,
    pub client_message_id: Option<String>,
    pub text: String,
    pub status: String,
    pub attempts: i32,
    pub turn_id: Option<Uuid>,
    pub received_at: DateTimeUtc,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
