//! What the staff did, as a chain.

use sea_orm::entity::prelude::*;

/// A row of `activity_log`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub business_id: Uuid,
    pub user_id: Option<Uuid>,
    pub action: String,
    pub subject: String,
    pub detail: Json,
    pub created_at: DateTimeUtc,
    pub seq: i64,
    pub previous_hash: String,
    pub hash: String,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
