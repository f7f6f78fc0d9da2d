//! The approval queue.

use colloquy_engine::{
    ids::{BusinessId, ConversationId, DraftId, MessageId},
    port::{
        conversations::{Page, StoredDraft},
        journal::DraftOutcome,
    },
};
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{
    error::Trouble,
    rows::{corrupt, from_json},
    tables::conversation::drafts,
};

/// Drafts of a status, oldest first.
pub(super) async fn page(
    connection: &DatabaseConnection,
    business: BusinessId,
    status: DraftOutcome,
    offset: u64,
    limit: u64,
) -> Result<Page<StoredDraft>, Trouble> {
    let wanted = drafts::Entity::find()
        .filter(drafts::Column::BusinessId.eq(business.0))
        .filter(drafts::Column::Status.eq(status.as_str()));
    let total = wanted.clone().count(connection).await?;
    let rows = wanted
        .order_by_asc(drafts::Column::CreatedAt)
        .order_by_asc(drafts::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(connection)
        .await?;
    let items: Result<Vec<StoredDraft>, Trouble> = rows.into_iter().map(draft).collect();
    Ok(Page { items: items?, total })
}

/// One draft.
pub(super) async fn one(
    connection: &DatabaseConnection,
    business: BusinessId,
    id: DraftId,
) -> Result<Option<StoredDraft>, Trouble> {
    let row = drafts::Entity::find_by_id(id.0)
        .filter(drafts::Column::BusinessId.eq(business.0))
        .one(connection)
        .await?;
    row.map(draft).transpose()
}

fn draft(row: drafts::Model) -> Result<StoredDraft, Trouble> {
    let status = [
        DraftOutcome::Pending,
        DraftOutcome::Approved,
        DraftOutcome::Edited,
        DraftOutcome::Rejected,
        DraftOutcome::Superseded,
    ]
    .into_iter()
    .find(|status| status.as_str() == row.status)
    .ok_or_else(|| corrupt("draft", &format!("unknown status {:?}", row.status)))?;
    Ok(StoredDraft {
        id: DraftId(row.id),
        conversation_id: ConversationId(row.conversation_id),
        in_reply_to: MessageId(row.in_reply_to),
        question: row.question,
        message: row.message,
        confidence: row.confidence,
        threshold: row.threshold,
        reason: row.reason,
        sources: from_json("draft", row.sources)?,
        status,
        created_at: row.created_at,
    })
}
