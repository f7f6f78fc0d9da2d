//! What people decided on drafts.

use sea_orm::entity::prelude::*;

/// A row of `approvals`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub draft_id: Uuid,
    pub business_id: Uuid,
    pub conversation_id: Uuid,
    pub user_id: Uuid,
    pub decision: String,
    pub note: Option<String>,
    pub created_at: DateTimeUtc,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
