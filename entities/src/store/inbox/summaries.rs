//! The list of conversations. What hangs on the rows of a page is fetched for all of them at once.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use colloquy_engine::{
    conversation::state::{Owner, SenderKind, Status},
    ids::{BusinessId, ConversationId, CustomerId, DraftId, UserId},
    port::conversations::{ConversationSummary, InboxFilter, Page},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, ExprTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, Func, SelectStatement},
};
use uuid::Uuid;

use crate::{
    error::Trouble,
    rows::from_name,
    tables::{
        conversation::{conversations, drafts, escalations, messages, tags},
        people::customers,
    },
    text::storable,
};

/// A page of the list, newest message first.
pub(super) async fn page(
    moment: &DatabaseTransaction,
    business: BusinessId,
    filter: &InboxFilter,
    offset: u64,
    limit: u64,
) -> Result<Page<ConversationSummary>, Trouble> {
    let wanted = filtered(business, filter, moment.get_database_backend());
    let total = wanted.clone().count(moment).await?;
    let rows = wanted
        .order_by_desc(conversations::Column::LastMessageAt)
        .order_by_desc(conversations::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(moment)
        .await?;
    let items = with_details(moment, business, rows).await?;
    Ok(Page { items, total })
}

/// One conversation as the list shows it.
pub(super) async fn one(
    moment: &DatabaseTransaction,
    business: BusinessId,
    conversation: ConversationId,
) -> Result<Option<ConversationSummary>, Trouble> {
    let row = conversations::Entity::find_by_id(conversation.0)
        .filter(conversations::Column::BusinessId.eq(business.0))
        .one(moment)
        .await?;
    let rows = row.into_iter().collect();
    Ok(with_details(moment, business, rows).await?.pop())
}

fn filtered(business: BusinessId, filter: &InboxFilter, backend: DbBackend) -> Select<conversations::Entity> {
    let mut wanted = conversations::Entity::find().filter(conversations::Column::BusinessId.eq(business.0));
    if !filter.statuses.is_empty() {
        let names = filter.statuses.iter().map(|status| status.as_str());
        wanted = wanted.filter(conversations::Column::Status.is_in(names));
    }
    if let Some(person) = filter.person {
        wanted = wanted.filter(
            Condition::any()
                .add(conversations::Column::OwnerUserId.eq(person.0))
                .add(conversations::Column::AssigneeId.eq(person.0)),
        );
    }
    if filter.with_draft {
        let waiting = drafts::Entity::find()
            .select_only()
            .column(drafts::Column::ConversationId)
            .filter(drafts::Column::BusinessId.eq(business.0))
            .filter(drafts::Column::Status.eq("pending"))
            .into_query();
        wanted = wanted.filter(conversations::Column::Id.in_subquery(waiting));
    }
    if let Some(text) = filter.text.as_deref().filter(|text| !text.is_empty()) {
        wanted = wanted.filter(conversations::Column::Id.in_subquery(saying(business, text, backend)));
    }
    wanted
}

/// The conversations with a message that holds a text. A search for a part, not a pattern: what the operator
/// types has no special characters, and no length that the database would refuse.
fn saying(business: BusinessId, text: &str, backend: DbBackend) -> SelectStatement {
    let text = storable(text).to_lowercase();
    let position = if backend == DbBackend::Postgres {
        "strpos"
    } else {
        "instr"
    };
    let holds = |column: Expr| {
        let place = Func::cust(position).arg(column).arg(text.as_str());
        Expr::expr(place).gt(0)
    };
    let plain = Func::lower(Expr::col(messages::Column::TextContent));
    messages::Entity::find()
        .select_only()
        .column(messages::Column::ConversationId)
        .filter(messages::Column::BusinessId.eq(business.0))
        .filter(
            Condition::any()
                .add(holds(plain.into()))
                .add(holds(Expr::col(messages::Column::FoldedText))),
        )
        .into_query()
}

async fn with_details(
    moment: &DatabaseTransaction,
    business: BusinessId,
    rows: Vec<conversations::Model>,
) -> Result<Vec<ConversationSummary>, Trouble> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut details = Details {
        last_messages: last_messages(moment, business, &ids).await?,
        drafts: pending_drafts(moment, business, &ids).await?,
        escalations: unresolved_escalations(moment, business, &ids).await?,
        tags: tags_of(moment, business, &ids).await?,
        names: names(moment, business, &rows).await?,
    };
    rows.into_iter().map(|row| details.complete(row)).collect()
}

/// What the rows of a page need from other tables, by conversation; names by customer.
struct Details {
    last_messages: HashMap<Uuid, (String, SenderKind, DateTime<Utc>)>,
    drafts: HashMap<Uuid, (DraftId, f32)>,
    escalations: HashMap<Uuid, (String, DateTime<Utc>)>,
    tags: HashMap<Uuid, Vec<String>>,
    names: HashMap<Uuid, Option<String>>,
}

impl Details {
    fn complete(&mut self, row: conversations::Model) -> Result<ConversationSummary, Trouble> {
        let status: Status = from_name("conversation", &row.status)?;
        Ok(ConversationSummary {
            id: ConversationId(row.id),
            status,
            channel: from_name("conversation", &row.channel)?,
            owner: Owner {
                user_id: row.owner_user_id.map(UserId),
                number: row.owner_number,
            },
            customer_id: row.customer_id.map(CustomerId),
            customer_name: row
                .customer_id
                .and_then(|id| self.names.get(&id).cloned().flatten()),
            last_message: self.last_messages.remove(&row.id),
            last_message_at: row.last_message_at,
            created_at: row.created_at,
            pending_draft: self.drafts.remove(&row.id),
            escalation: self.escalations.remove(&row.id),
            tags: self.tags.remove(&row.id).unwrap_or_default(),
            assignee: row.assignee_id.map(UserId),
            version: row.version,
            last_seq: row.last_seq,
        })
    }
}

async fn last_messages(
    moment: &DatabaseTransaction,
    business: BusinessId,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (String, SenderKind, DateTime<Utc>)>, Trouble> {
    let newest = messages::Entity::find()
        .select_only()
        .column(messages::Column::ConversationId)
        .column_as(messages::Column::Seq.max(), "newest")
        .filter(messages::Column::ConversationId.is_in(ids.iter().copied()))
        .group_by(messages::Column::ConversationId)
        .into_query();
    let place = Expr::tuple([
        Expr::col(messages::Column::ConversationId),
        Expr::col(messages::Column::Seq),
    ]);
    let rows = messages::Entity::find()
        .filter(messages::Column::BusinessId.eq(business.0))
        .filter(place.in_subquery(newest))
        .all(moment)
        .await?;
    let mut found = HashMap::new();
    for row in rows {
        let sender = from_name("message", &row.sender_type)?;
        found.insert(row.conversation_id, (row.text_content, sender, row.created_at));
    }
    Ok(found)
}

async fn pending_drafts(
    moment: &DatabaseTransaction,
    business: BusinessId,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (DraftId, f32)>, Trouble> {
    let rows = drafts::Entity::find()
        .filter(drafts::Column::BusinessId.eq(business.0))
        .filter(drafts::Column::ConversationId.is_in(ids.iter().copied()))
        .filter(drafts::Column::Status.eq("pending"))
        .order_by_asc(drafts::Column::CreatedAt)
        .order_by_asc(drafts::Column::Id)
        .all(moment)
        .await?;
    let newest_last = rows.into_iter();
    Ok(newest_last
        .map(|row| (row.conversation_id, (DraftId(row.id), row.confidence)))
        .collect())
}

async fn unresolved_escalations(
    moment: &DatabaseTransaction,
    business: BusinessId,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (String, DateTime<Utc>)>, Trouble> {
    let rows = escalations::Entity::find()
        .filter(escalations::Column::BusinessId.eq(business.0))
        .filter(escalations::Column::ConversationId.is_in(ids.iter().copied()))
        .filter(escalations::Column::Status.ne("resolved"))
        .order_by_asc(escalations::Column::CreatedAt)
        .order_by_asc(escalations::Column::Id)
        .all(moment)
        .await?;
    let newest_last = rows.into_iter();
    Ok(newest_last
        .map(|row| (row.conversation_id, (row.reason, row.created_at)))
        .collect())
}

async fn tags_of(
    moment: &DatabaseTransaction,
    business: BusinessId,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<String>>, Trouble> {
    let rows = tags::Entity::find()
        .filter(tags::Column::BusinessId.eq(business.0))
        .filter(tags::Column::ConversationId.is_in(ids.iter().copied()))
        .order_by_asc(tags::Column::Position)
        .all(moment)
        .await?;
    let mut found: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in rows {
        found.entry(row.conversation_id).or_default().push(row.tag);
    }
    Ok(found)
}

async fn names(
    moment: &DatabaseTransaction,
    business: BusinessId,
    rows: &[conversations::Model],
) -> Result<HashMap<Uuid, Option<String>>, Trouble> {
    let rows: Vec<(Uuid, Option<String>)> = customers::Entity::find()
        .select_only()
        .column(customers::Column::Id)
        .column(customers::Column::Name)
        .filter(customers::Column::BusinessId.eq(business.0))
        .filter(customers::Column::Id.is_in(rows.iter().filter_map(|row| row.customer_id)))
        .into_tuple()
        .all(moment)
        .await?;
    Ok(rows.into_iter().collect())
}
