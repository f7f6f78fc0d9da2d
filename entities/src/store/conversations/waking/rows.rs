//! The rows that conversations are woken from, of many in one statement each.
//!
//! They are found by the conversations' ids alone, which lead to their rows whatever the planner thinks of businesses;
//! a head tells whose its conversation is, and nothing is read of one whose head is another's.
//!
//! A value that this binary does not know, as a newer one may have written, does not keep a conversation asleep: it
//! is read as what does the least harm, and told.

use std::collections::HashMap;

use colloquy_engine::{
    channel::Channel,
    conversation::{
        event::Event,
        state::{DialogueState, Head, Owner, RECENT_MESSAGES, RecentMessage, SenderKind, Status},
    },
    ids::{BusinessId, ConversationId, CustomerId, MessageId, SessionId, UserId},
    turn::Inbound,
};
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult, JsonValue, QueryResult};
use uuid::Uuid;

use super::{super::event, inbound};
use crate::{
    error::Trouble,
    rows::{from_json, from_name},
    statement::{ColumnKind, LastRows, LaterRows, RowsSelect},
    tables::conversation::{conversation_events, receipts},
};

const HEADS: RowsSelect = RowsSelect {
    table: "conversations",
    columns: "id, business_id, channel, session_id, customer_id, version, last_seq, status, owner_user_id, \
              owner_number, created_at, last_message_at",
    key: &[("id", ColumnKind::Uuid)],
};

/// The status stands in the text, since a bound value would keep the planner from the partial index.
const UNSETTLED: RowsSelect = RowsSelect {
    table: "(SELECT * FROM receipts WHERE status = 'pending') AS receipts",
    columns: "id, business_id, conversation_id, message_id, seq, connection, dedupe_key, client_message_id, text, \
              status, attempts, turn_id, received_at",
    key: &[("conversation_id", ColumnKind::Uuid)],
};

const DIALOGUES: LastRows = LastRows {
    table: "conversation_events",
    columns: "conversation_id, body",
    owner: "conversation_id",
    condition: "kind = 'state' AND seq IS NULL",
    order: "id DESC",
};

const LATER: LaterRows = LaterRows {
    table: "conversation_events",
    columns: "id, business_id, conversation_id, seq, kind, body, at",
    owner: "conversation_id",
    number: "seq",
};

const RECENT: LastRows = LastRows {
    table: "messages",
    columns: "conversation_id, id, seq, sender_type, text_content, client_message_id",
    owner: "conversation_id",
    condition: "TRUE",
    order: "seq DESC",
};

/// What is read of each conversation.
type Of<T> = HashMap<ConversationId, T>;

/// A message as it was stored, with the id that its client gave it.
pub(super) struct Stored {
    pub message: RecentMessage,
    pub client_message_id: Option<String>,
}

/// The heads of those that there are.
pub(super) async fn heads(
    moment: &DatabaseTransaction,
    ids: impl Iterator<Item = ConversationId>,
) -> Result<Of<Head>, Trouble> {
    let rows = HEADS.run(moment, ids.map(|id| [id.0.into()]).collect()).await?;
    let heads = rows.iter().map(|row| head(row).map(|head| (head.id, head)));
    Ok(heads.collect::<Result<_, DbErr>>()?)
}

/// Messages that no turn has settled, with their numbers and in their order.
pub(super) async fn unsettled(
    moment: &DatabaseTransaction,
    ids: &[ConversationId],
) -> Result<Of<Vec<(Inbound, i64)>>, Trouble> {
    let keys = ids.iter().map(|id| [id.0.into()]).collect();
    let mut found: Of<Vec<(Inbound, i64)>> = HashMap::new();
    for row in UNSETTLED.run(moment, keys).await? {
        let row = receipts::Model::from_query_result(&row, "")?;
        let (id, seq) = (ConversationId(row.conversation_id), row.seq);
        found.entry(id).or_default().push((inbound(row), seq));
    }
    for messages in found.values_mut() {
        messages.sort_by_key(|(_, seq)| *seq);
    }
    Ok(found)
}

/// What the assistant remembers, where there is anything.
pub(super) async fn dialogues(
    moment: &DatabaseTransaction,
    ids: &[ConversationId],
) -> Result<Of<DialogueState>, Trouble> {
    let mut found = HashMap::with_capacity(ids.len());
    for row in DIALOGUES.run(moment, &uuids(ids), 1).await? {
        let id = ConversationId(row.try_get_by_index(0)?);
        let body: JsonValue = row.try_get_by_index(1)?;
        let dialogue = from_json("state", body).unwrap_or_else(|_unreadable| {
            passed_over(id, "state");
            DialogueState::default()
        });
        found.insert(id, dialogue);
    }
    Ok(found)
}

/// The numbered events after a number, in their order; none where one of them cannot be read.
pub(super) async fn later(
    moment: &DatabaseTransaction,
    after: &[(Uuid, i64)],
) -> Result<Of<Option<Vec<Event>>>, Trouble> {
    if after.is_empty() {
        return Ok(HashMap::new());
    }
    let mut rows = Vec::new();
    for row in LATER.run(moment, after).await? {
        rows.push(conversation_events::Model::from_query_result(&row, "")?);
    }
    rows.sort_by_key(|row| row.seq);
    let mut found: Of<Option<Vec<Event>>> = HashMap::new();
    for row in rows {
        let events = found.entry(ConversationId(row.conversation_id));
        let events = events.or_insert_with(|| Some(Vec::new()));
        match (event(row), &mut *events) {
            (Ok(event), Some(read)) => read.push(event),
            _ => *events = None,
        }
    }
    Ok(found)
}

/// The last messages, in their order. Of each conversation so many more as wait for their turn, and at most as many more
/// again: conversations with about as many that wait are read together, so that the statements have few texts.
pub(super) async fn recent(
    moment: &DatabaseTransaction,
    waiting: impl Iterator<Item = (ConversationId, usize)>,
) -> Result<Of<Vec<Stored>>, Trouble> {
    let mut by_limit: HashMap<usize, Vec<Uuid>> = HashMap::new();
    for (id, count) in waiting {
        let more = if count == 0 { 0 } else { count.next_power_of_two() };
        by_limit.entry(RECENT_MESSAGES + more).or_default().push(id.0);
    }
    let mut found: Of<Vec<Stored>> = HashMap::new();
    for (limit, ids) in by_limit {
        for row in RECENT.run(moment, &ids, limit).await? {
            let id = ConversationId(row.try_get_by_index(0)?);
            let stored = stored(id, &row)?;
            found
                .entry(id)
                .or_insert_with(|| Vec::with_capacity(limit))
                .push(stored);
        }
    }
    for messages in found.values_mut() {
        messages.sort_by_key(|stored| (stored.message.seq, stored.message.id));
    }
    Ok(found)
}

fn stored(conversation: ConversationId, row: &QueryResult) -> Result<Stored, DbErr> {
    let sender: String = row.try_get_by_index(3)?;
    let sender = from_name("message", &sender).unwrap_or_else(|_unknown| {
        passed_over(conversation, "sender_type");
        SenderKind::BusinessHuman
    });
    Ok(Stored {
        message: RecentMessage {
            id: MessageId(row.try_get_by_index(1)?),
            seq: row.try_get_by_index(2)?,
            sender,
            text: row.try_get_by_index(4)?,
        },
        client_message_id: row.try_get_by_index(5)?,
    })
}

fn head(row: &QueryResult) -> Result<Head, DbErr> {
    let id = ConversationId(row.try_get_by_index(0)?);
    let (way, status): (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(7)?);
    let session: Option<String> = row.try_get_by_index(3)?;
    let customer: Option<Uuid> = row.try_get_by_index(4)?;
    let owner: Option<Uuid> = row.try_get_by_index(8)?;
    Ok(Head {
        id,
        business_id: BusinessId(row.try_get_by_index(1)?),
        channel: channel(id, &way),
        session_id: session.map(SessionId),
        customer_id: customer.map(CustomerId),
        version: row.try_get_by_index(5)?,
        last_seq: row.try_get_by_index(6)?,
        // Whatever it means, a person had better look at it.
        status: from_name("conversation", &status).unwrap_or_else(|_unknown| {
            passed_over(id, "status");
            Status::EscalatedHumanNeeded
        }),
        owner: Owner {
            user_id: owner.map(UserId),
            number: row.try_get_by_index(9)?,
        },
        created_at: row.try_get_by_index(10)?,
        last_message_at: row.try_get_by_index(11)?,
    })
}

/// The way that a conversation is held on.
pub(in crate::store::conversations) fn channel(conversation: ConversationId, name: &str) -> Channel {
    from_name("conversation", name).unwrap_or_else(|_unknown| {
        passed_over(conversation, "channel");
        Channel::Web
    })
}

fn uuids(ids: &[ConversationId]) -> Vec<Uuid> {
    ids.iter().map(|id| id.0).collect()
}

fn passed_over(conversation: ConversationId, what: &'static str) {
    tracing::warn!(
        event_type = "stored_value_unknown", conversation_id = %conversation, error_code = what,
        "a stored value is not known to this version and is passed over"
    );
}
