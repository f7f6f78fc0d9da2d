//! Waking and resuming conversations.

mod lapsed;

use std::collections::VecDeque;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    conversation::{
        event::Event,
        state::{ConversationState, DialogueState, Head, Owner, RECENT_MESSAGES, RecentMessage},
    },
    ids::{BusinessId, ConversationId, CustomerId, MessageId, ReceiptId, SessionId, UserId},
    port::{
        StoreError,
        conversations::{
            ConversationStore, Lapsed, SeenMessage, StoredConversation, StoredSession, Unanswered,
        },
    },
    turn::{Inbound, inbound::DRAFT_CONNECTION},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use crate::{
    error::Trouble,
    rows::{from_json, from_name},
    store::Store,
    tables::{
        conversation::{conversation_events, conversations, messages, receipts},
        people::sessions,
    },
    text::storable,
};

/// How many client message ids a woken conversation remembers; older ones are asked of the database.
const REMEMBERED_CLIENT_IDS: u64 = 64;

#[async_trait]
impl ConversationStore for Store {
    async fn load(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Option<StoredConversation>, StoreError> {
        self.database
            .within(async {
                // All of one moment: a turn committed between two statements would be seen by half.
                let moment = self.database.begin_read().await?;
                let head = conversations::Entity::find_by_id(conversation.0)
                    .filter(conversations::Column::BusinessId.eq(business.0))
                    .one(&moment)
                    .await?;
                let Some(row) = head else {
                    return Ok(None);
                };
                let stored = StoredConversation {
                    state: ConversationState {
                        head: head_of(row)?,
                        stored: true,
                        dialogue: dialogue(&moment, conversation).await?,
                        recent: recent(&moment, conversation).await?,
                    },
                    unsettled: unsettled(&moment, conversation).await?,
                    seen: seen(&moment, conversation).await?,
                };
                moment.commit().await?;
                Ok(Some(stored))
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

    async fn unanswered(&self, limit: u64) -> Result<Vec<Unanswered>, StoreError> {
        self.database
            .within(async {
                let rows: Vec<(uuid::Uuid, uuid::Uuid)> = receipts::Entity::find()
                    .select_only()
                    .column(receipts::Column::BusinessId)
                    .column(receipts::Column::ConversationId)
                    .filter(Expr::cust("status = 'pending'"))
                    .group_by(receipts::Column::BusinessId)
                    .group_by(receipts::Column::ConversationId)
                    .order_by_asc(receipts::Column::ReceivedAt.min())
                    .order_by_asc(receipts::Column::ConversationId)
                    .limit(limit)
                    .into_tuple()
                    .all(self.database.reader())
                    .await?;
                Ok(rows
                    .into_iter()
                    .map(|(business, conversation)| Unanswered {
                        business_id: BusinessId(business),
                        conversation_id: ConversationId(conversation),
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

async fn dialogue(
    moment: &DatabaseTransaction,
    conversation: ConversationId,
) -> Result<DialogueState, Trouble> {
    let row = conversation_events::Entity::find()
        .filter(conversation_events::Column::ConversationId.eq(conversation.0))
        .filter(conversation_events::Column::Kind.eq("state"))
        .filter(conversation_events::Column::Seq.is_null())
        .order_by_desc(conversation_events::Column::Id)
        .one(moment)
        .await?;
    row.map_or_else(
        || Ok(DialogueState::default()),
        |row| from_json("state", row.body),
    )
}

async fn recent(
    moment: &DatabaseTransaction,
    conversation: ConversationId,
) -> Result<VecDeque<RecentMessage>, Trouble> {
    let rows = messages::Entity::find()
        .filter(messages::Column::ConversationId.eq(conversation.0))
        .order_by_desc(messages::Column::Seq)
        .order_by_desc(messages::Column::Id)
        .limit(RECENT_MESSAGES as u64)
        .all(moment)
        .await?;
    let mut recent = VecDeque::with_capacity(rows.len());
    for row in rows {
        recent.push_front(RecentMessage {
            id: MessageId(row.id),
            sender: from_name("message", &row.sender_type)?,
            text: row.text_content,
            at: row.created_at,
        });
    }
    Ok(recent)
}

async fn unsettled(
    moment: &impl ConnectionTrait,
    conversation: ConversationId,
) -> Result<Vec<Inbound>, Trouble> {
    let rows = receipts::Entity::find()
        .filter(receipts::Column::ConversationId.eq(conversation.0))
        .filter(receipts::Column::Status.eq("pending"))
        .order_by_asc(receipts::Column::Seq)
        .all(moment)
        .await?;
    let inbound = rows.into_iter().map(|row| Inbound {
        receipt_id: ReceiptId(row.id),
        message_id: MessageId(row.message_id),
        client_message_id: row.client_message_id,
        text: row.text,
        received_at: row.received_at,
        for_draft: row
            .connection
            .split_once(':')
            .is_some_and(|(connection, _)| connection == DRAFT_CONNECTION),
        attempts: u32::try_from(row.attempts).unwrap_or_default(),
    });
    Ok(inbound.collect())
}

async fn seen(
    moment: &DatabaseTransaction,
    conversation: ConversationId,
) -> Result<Vec<SeenMessage>, Trouble> {
    let mut rows = receipts::Entity::find()
        .filter(receipts::Column::ConversationId.eq(conversation.0))
        .filter(receipts::Column::ClientMessageId.is_not_null())
        .order_by_desc(receipts::Column::Seq)
        .limit(REMEMBERED_CLIENT_IDS)
        .all(moment)
        .await?;
    rows.reverse();
    Ok(rows.into_iter().filter_map(seen_message).collect())
}

fn seen_message(row: receipts::Model) -> Option<SeenMessage> {
    Some(SeenMessage {
        client_message_id: row.client_message_id?,
        message_id: MessageId(row.message_id),
        seq: row.seq,
        text: row.text,
    })
}

fn head_of(row: conversations::Model) -> Result<Head, Trouble> {
    Ok(Head {
        id: ConversationId(row.id),
        business_id: BusinessId(row.business_id),
        channel: from_name("conversation", &row.channel)?,
        session_id: row.session_id.map(SessionId),
        customer_id: row.customer_id.map(CustomerId),
        version: row.version,
        last_seq: row.last_seq,
        status: from_name("conversation", &row.status)?,
        owner: Owner {
            user_id: row.owner_user_id.map(UserId),
            number: row.owner_number,
        },
        created_at: row.created_at,
        last_message_at: row.last_message_at,
    })
}

fn session_of(row: sessions::Model) -> Result<StoredSession, Trouble> {
    Ok(StoredSession {
        id: SessionId(row.id),
        business_id: BusinessId(row.business_id),
        channel: from_name("session", &row.channel)?,
        conversation_id: ConversationId(row.conversation_id),
        created_at: row.created_at,
        expires_at: row.expires_at,
        ended_at: row.ended_at,
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
