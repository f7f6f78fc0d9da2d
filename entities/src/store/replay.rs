//! Turns as they were recorded: each with its messages and those it saw before them.

use std::collections::{HashMap, VecDeque};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    conversation::state::{RECENT_MESSAGES, RecentMessage},
    ids::{BusinessId, ConversationId, MessageId, TurnId},
    memory::Memory,
    port::{
        StoreError,
        replay::{RecordedTurnStore, Selection},
    },
    replay::StoredTurn,
    turn::Inbound,
};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{
    error::Trouble,
    packed,
    rows::{from_json, from_name},
    store::{Store, conversations::inbound},
    tables::{
        conversation::{messages, receipts, turns},
        people::turn_memories,
    },
};

#[async_trait]
impl RecordedTurnStore for Store {
    async fn recorded_turns(
        &self,
        business: BusinessId,
        selection: Selection,
        after: Option<(DateTime<Utc>, TurnId)>,
        limit: u64,
    ) -> Result<Vec<(DateTime<Utc>, StoredTurn)>, StoreError> {
        self.database
            .within(page(self.database.reader(), business, selection, after, limit))
            .await
    }
}

async fn page(
    connection: &DatabaseConnection,
    business: BusinessId,
    selection: Selection,
    after: Option<(DateTime<Utc>, TurnId)>,
    limit: u64,
) -> Result<Vec<(DateTime<Utc>, StoredTurn)>, Trouble> {
    let mut wanted = turns::Entity::find().filter(turns::Column::BusinessId.eq(business.0));
    wanted = match selection {
        Selection::Conversation(id) => wanted.filter(turns::Column::ConversationId.eq(id.0)),
        Selection::Since(moment) => wanted.filter(turns::Column::StartedAt.gte(moment)),
    };
    if let Some((at, id)) = after {
        let later = Condition::any().add(turns::Column::StartedAt.gt(at)).add(
            Condition::all()
                .add(turns::Column::StartedAt.eq(at))
                .add(turns::Column::Id.gt(id.0)),
        );
        wanted = wanted.filter(later);
    }
    let rows = wanted
        .order_by_asc(turns::Column::StartedAt)
        .order_by_asc(turns::Column::Id)
        .limit(limit)
        .all(connection)
        .await?;
    let mut messages = messages_of(connection, &rows).await?;
    let mut memories = memories_of(connection, &rows).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let inbound = messages.remove(&row.id).unwrap_or_default();
        let memory = memories.remove(&row.id);
        found.push((row.started_at, stored(connection, row, (inbound, memory)).await?));
    }
    Ok(found)
}

/// The messages that each turn covered, oldest first.
async fn messages_of(
    connection: &DatabaseConnection,
    rows: &[turns::Model],
) -> Result<HashMap<Uuid, Vec<Inbound>>, Trouble> {
    let settled = receipts::Entity::find()
        .filter(receipts::Column::TurnId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(receipts::Column::Seq)
        .all(connection)
        .await?;
    let mut found: HashMap<Uuid, Vec<Inbound>> = HashMap::new();
    for receipt in settled {
        if let Some(turn) = receipt.turn_id {
            found.entry(turn).or_default().push(inbound(receipt));
        }
    }
    Ok(found)
}

/// What each turn knew of its shopper, as far as it may still be told.
async fn memories_of(
    connection: &DatabaseConnection,
    rows: &[turns::Model],
) -> Result<HashMap<Uuid, Memory>, Trouble> {
    let known = turn_memories::Entity::find()
        .filter(turn_memories::Column::TurnId.is_in(rows.iter().map(|row| row.id)))
        .all(connection)
        .await?;
    let known = known
        .into_iter()
        .map(|row| Ok((row.turn_id, from_json("turn_memory", row.memory)?)));
    known.collect()
}

async fn stored(
    connection: &DatabaseConnection,
    row: turns::Model,
    (inbound, memory): (Vec<Inbound>, Option<Memory>),
) -> Result<StoredTurn, Trouble> {
    let trace = packed::unpack(&row.trace)?;
    let ends = trace.pointer("/recording/context/recent");
    let ends: Option<(i64, i64)> = ends.and_then(|ends| serde_json::from_value(ends.clone()).ok());
    let recent = match ends {
        Some(ends) => seen(connection, row.conversation_id, ends).await?,
        None => VecDeque::new(),
    };
    Ok(StoredTurn {
        id: TurnId(row.id),
        business_id: BusinessId(row.business_id),
        conversation_id: ConversationId(row.conversation_id),
        channel: from_name("turn", &row.channel)?,
        inbound,
        recent,
        memory,
        trace,
    })
}

/// The earlier messages that a turn saw, by their numbers.
async fn seen(
    connection: &DatabaseConnection,
    conversation: Uuid,
    (first, last): (i64, i64),
) -> Result<VecDeque<RecentMessage>, Trouble> {
    let rows = messages::Entity::find()
        .filter(messages::Column::ConversationId.eq(conversation))
        .filter(messages::Column::Seq.between(first, last))
        .order_by_asc(messages::Column::Seq)
        .limit(RECENT_MESSAGES as u64)
        .all(connection)
        .await?;
    let messages = rows.into_iter().map(|row| {
        Ok(RecentMessage {
            id: MessageId(row.id),
            seq: row.seq,
            sender: from_name("message", &row.sender_type)?,
            text: row.text_content,
        })
    });
    messages.collect()
}
