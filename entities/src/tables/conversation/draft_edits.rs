//! What people changed in drafts before they sent them.

use sea_orm::entity::prelude::*;

/// A row of `draft_edits`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "draft_edits")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub draft_id: Uuid,
    pub business_id: Uuid,
    pub conversation_id: Uuid,
    pub user_id: Uuid,
    pub original: String,
    pub final_message: String,
    pub edits: Json,
    pub created_at: DateTimeUtc,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
