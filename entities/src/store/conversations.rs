//! Waking and resuming conversations.

mod lapsed;
mod waking;

pub(super) use self::waking::inbound;

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    conversation::{event::Event, seen::SeenMessage},
    ids::{BusinessId, ConversationId, MessageId, SessionId, UserId},
    port::{
        StoreError,
        conversations::{Asleep, ConversationStore, Lapsed, StoredConversation, StoredSession, Unanswered},
    },
};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};

use crate::{
    error::Trouble,
    rows::{from_json, from_name},
    store::Store,
    tables::{
        conversation::{conversation_events, conversations, receipts},
        people::sessions,
    },
    text::storable,
};

#[async_trait]
impl ConversationStore for Store {
    async fn load_many(
        &self,
        asleep: Vec<Asleep>,
    ) -> Result<HashMap<ConversationId, StoredConversation>, StoreError> {
        self.database
            .within(async {
                // All of one moment: a turn committed between two statements would be seen by half.
                let moment = self.database.begin_read().await?;
                let stored = Box::pin(waking::load(&moment, asleep)).await?;
                moment.commit().await?;
                Ok(stored)
            })
            .await
    }

    async fn events_after(
        &self,
        business: BusinessId,
        conversation: ConversationId,
        seq: i64,
        limit: u64,
    ) -> Result<Vec<Event>, StoreError> {
        self.database
            .within(async {
                let rows = conversation_events::Entity::find()
                    .filter(conversation_events::Column::BusinessId.eq(business.0))
                    .filter(conversation_events::Column::ConversationId.eq(conversation.0))
                    .filter(conversation_events::Column::Seq.is_not_null())
                    .filter(conversation_events::Column::Seq.gt(seq))
                    .order_by_asc(conversation_events::Column::Seq)
                    .limit(limit)
                    .all(self.database.reader())
                    .await?;
                rows.into_iter().map(event).collect()
            })
            .await
    }

    async fn find_seen(
        &self,
        business: BusinessId,
        conversation: ConversationId,
        client_message_id: &str,
    ) -> Result<Option<SeenMessage>, StoreError> {
        self.database
            .within(async {
                let row = receipts::Entity::find()
                    .filter(receipts::Column::BusinessId.eq(business.0))
                    .filter(receipts::Column::ConversationId.eq(conversation.0))
                    .filter(receipts::Column::ClientMessageId.eq(storable(client_message_id)))
                    .order_by_asc(receipts::Column::Seq)
                    .one(self.database.reader())
                    .await?;
                Ok(row.and_then(seen_message))
            })
            .await
    }

    async fn find_session(&self, session: &SessionId) -> Result<Option<StoredSession>, StoreError> {
        self.database
            .within(async {
                let row = sessions::Entity::find_by_id(storable(session.as_str()))
                    .one(self.database.reader())
                    .await?;
                row.map(session_of).transpose()
            })
            .await
    }

    async fn end_session(&self, session: &SessionId, at: DateTime<Utc>) -> Result<bool, StoreError> {
        self.database
            .within(async {
                let done = sessions::Entity::update_many()
                    .col_expr(sessions::Column::EndedAt, Expr::value(at))
                    .filter(sessions::Column::Id.eq(storable(session.as_str())))
                    .filter(sessions::Column::EndedAt.is_null())
                    .exec(self.database.writer())
                    .await?;
                Ok(done.rows_affected == 1)
            })
            .await
    }

    async fn unanswered(
        &self,
        after: Option<ConversationId>,
        limit: u64,
    ) -> Result<Vec<Unanswered>, StoreError> {
        self.database
            .within(async {
                // In full, since a bound value would keep the planner from the partial index.
                let waiting = Query::select()
                    .column(receipts::Column::ConversationId)
                    .from(receipts::Entity)
                    .and_where(Expr::cust("status = 'pending'"))
                    .to_owned();
                let mut query = conversations::Entity::find()
                    .select_only()
                    .columns([
                        conversations::Column::BusinessId,
                        conversations::Column::Id,
                        conversations::Column::Channel,
                    ])
                    .filter(conversations::Column::Id.in_subquery(waiting))
                    .order_by_asc(conversations::Column::Id)
                    .limit(limit);
                if let Some(id) = after {
                    query = query.filter(conversations::Column::Id.gt(id.0));
                }
                let rows: Vec<(uuid::Uuid, uuid::Uuid, String)> =
                    query.into_tuple().all(self.database.reader()).await?;
                Ok(rows
                    .into_iter()
                    .map(|(business, conversation, channel)| Unanswered {
                        business_id: BusinessId(business),
                        conversation_id: ConversationId(conversation),
                        channel: waking::channel(ConversationId(conversation), &channel),
                    })
                    .collect())
            })
            .await
    }

    async fn lapsed(
        &self,
        quiet_since: DateTime<Utc>,
        resolved_before: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<Lapsed>, StoreError> {
        self.database
            .within(lapsed::lapsed(
                self.database.reader(),
                quiet_since,
                resolved_before,
                limit,
            ))
            .await
    }

    async fn count_unsettled(&self) -> Result<u64, StoreError> {
        self.database
            .within(async {
                Ok(receipts::Entity::find()
                    // In full, since a bound value would keep the planner from the partial index.
                    .filter(Expr::cust("status = 'pending'"))
                    .count(self.database.reader())
                    .await?)
            })
            .await
    }
}

fn seen_message(row: receipts::Model) -> Option<SeenMessage> {
    let id = row.client_message_id?;
    Some(SeenMessage::new(
        &id,
        MessageId(row.message_id),
        row.seq,
        &row.text,
    ))
}

pub(super) fn session_of(row: sessions::Model) -> Result<StoredSession, Trouble> {
    Ok(StoredSession {
        id: SessionId(row.id),
        business_id: BusinessId(row.business_id),
        channel: from_name("session", &row.channel)?,
        conversation_id: ConversationId(row.conversation_id),
        created_at: row.created_at,
        expires_at: row.expires_at,
        ended_at: row.ended_at,
        user_id: row.user_id.map(UserId),
    })
}

fn event(row: conversation_events::Model) -> Result<Event, Trouble> {
    let tagged = serde_json::json!({"kind": row.kind, "body": row.body});
    Ok(Event {
        seq: row.seq,
        at: row.at,
        body: from_json("event", tagged)?,
    })
}
