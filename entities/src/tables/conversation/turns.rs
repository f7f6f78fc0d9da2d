//! Turns with everything to explain them by.

use sea_orm::entity::prelude::*;

/// A row of `turns`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "turns")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub business_id: Uuid,
    pub conversation_id: Uuid,
    pub answers: Json,
    pub reply_message_id: Option<Uuid>,
    pub decision: String,
    pub reason: String,
    pub confidence: f32,
    pub channel: String,
    pub started_at: DateTimeUtc,
    pub duration_micros: i64,
    pub sentiment: Option<f64>,
    /// Packed: see `crate::packed`.
    pub trace: Vec<u8>,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
