//! Conversations in which nothing has happened for long enough.

use chrono::{DateTime, Utc};
use colloquy_engine::{
    conversation::{operation::Lapse, state::Status},
    ids::{BusinessId, ConversationId},
    port::conversations::Lapsed,
};
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{error::Trouble, rows::from_name, tables::conversation::conversations};

/// The longest quiet ones of each kind. Statuses stand in the statements in full, since a bound value would keep the
/// planner from the partial indexes.
pub(super) async fn lapsed(
    connection: &DatabaseConnection,
    quiet_since: DateTime<Utc>,
    resolved_before: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<Lapsed>, Trouble> {
    let answered = conversations::Entity::find()
        .filter(Expr::cust("conversations.status = 'active_ai'"))
        .filter(conversations::Column::CreatedAt.lte(quiet_since))
        .filter(conversations::Column::LastMessageAt.lte(quiet_since))
        .filter(conversations::Column::OwnerUserId.is_null())
        .filter(Expr::cust(
            "NOT EXISTS (SELECT 1 FROM drafts WHERE drafts.conversation_id = conversations.id \
             AND drafts.status = 'pending')",
        ))
        .filter(Expr::cust(
            "NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.conversation_id = conversations.id \
             AND receipts.status = 'pending')",
        ))
        .order_by_asc(conversations::Column::CreatedAt);
    let mut lapsed = read(connection, answered, Status::ResolvedByAi, limit).await?;
    let left = limit.saturating_sub(lapsed.len() as u64);
    if left > 0 {
        let resolved = conversations::Entity::find()
            .filter(Expr::cust(
                "conversations.status IN ('resolved_by_ai', 'resolved_by_human')",
            ))
            .filter(conversations::Column::StatusSince.lte(resolved_before))
            .order_by_asc(conversations::Column::StatusSince);
        lapsed.extend(read(connection, resolved, Status::Archived, left).await?);
    }
    Ok(lapsed)
}

async fn read(
    connection: &DatabaseConnection,
    wanted: Select<conversations::Entity>,
    to: Status,
    limit: u64,
) -> Result<Vec<Lapsed>, Trouble> {
    let rows: Vec<(Uuid, Uuid, String, i64)> = wanted
        .select_only()
        .column(conversations::Column::BusinessId)
        .column(conversations::Column::Id)
        .column(conversations::Column::Channel)
        .column(conversations::Column::Version)
        .limit(limit)
        .into_tuple()
        .all(connection)
        .await?;
    rows.into_iter()
        .map(|(business, id, channel, version)| {
            Ok(Lapsed {
                business_id: BusinessId(business),
                conversation_id: ConversationId(id),
                channel: from_name("conversation", &channel)?,
                lapse: Lapse { to, version },
            })
        })
        .collect()
}
