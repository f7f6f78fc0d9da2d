//! What shoppers came for, turn by turn.

use sea_orm::entity::prelude::*;

/// A row of `interaction_summaries`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "interaction_summaries")]
pub struct Model {
    pub business_id: Uuid,
    pub user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub turn_id: Uuid,
    pub conversation_id: Uuid,
    pub channel: String,
    pub intent: String,
    pub asked: String,
    pub answered: String,
    pub at: DateTimeUtc,
}

/// Rows are joined by the statements that need it.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
