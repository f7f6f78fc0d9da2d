//! The rows that a conversation is woken from.
//!
//! A value that this binary does not know, as a newer one may have written, does not keep a conversation asleep: it
//! is read as what does the least harm, and told.

use std::collections::VecDeque;

use colloquy_engine::{
    channel::Channel,
    conversation::{
        event::Event,
        snapshot::{Since, Snapshot},
        state::{
            ConversationState, DialogueState, Head, Owner, RECENT_MESSAGES, RecentMessage, SenderKind, Status,
        },
    },
    ids::{BusinessId, ConversationId, CustomerId, MessageId, ReceiptId, SessionId, UserId},
    port::conversations::{Origin, SeenMessage, StoredConversation},
    turn::{Inbound, inbound::DRAFT_CONNECTION},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{event, seen_message};
use crate::{
    error::Trouble,
    rows::{from_json, from_name},
    tables::conversation::{conversation_events, conversations, messages, receipts},
};

/// How many client message ids a woken conversation remembers; older ones are asked of the database.
const REMEMBERED_CLIENT_IDS: u64 = 64;

/// A conversation from its head, its last `state` row and its last messages, however long it is.
pub(super) async fn load(
    moment: &DatabaseTransaction,
    business: BusinessId,
    conversation: ConversationId,
) -> Result<Option<StoredConversation>, Trouble> {
    let Some(head) = head(moment, business, conversation).await? else {
        return Ok(None);
    };
    from_journal(moment, head).await.map(Some)
}

/// A conversation from a snapshot and what was committed since; from its rows alone when the snapshot does not fit.
pub(super) async fn load_after(
    moment: &DatabaseTransaction,
    business: BusinessId,
    conversation: ConversationId,
    snapshot: Snapshot,
) -> Result<Option<StoredConversation>, Trouble> {
    let Some(head) = head(moment, business, conversation).await? else {
        return Ok(None);
    };
    if !snapshot.leads_to(&head) {
        return from_journal(moment, head).await.map(Some);
    }
    let is_current = snapshot.is_current(&head);
    if is_current && snapshot.state.pending.is_empty() {
        return Ok(Some(StoredConversation {
            state: ConversationState {
                head,
                ..snapshot.state
            },
            unsettled: Vec::new(),
            seen: snapshot.seen,
            origin: Origin::Snapshot,
        }));
    }
    let Some(events) = later(moment, conversation, snapshot.state.head.last_seq).await? else {
        return from_journal(moment, head).await.map(Some);
    };
    let unsettled = unsettled(moment, conversation).await?;
    let since = Since {
        head,
        dialogue: dialogue(moment, conversation).await?,
        events,
        unsettled: unsettled.iter().map(|(inbound, _)| inbound.message_id).collect(),
    };
    Ok(Some(StoredConversation {
        seen: seen(moment, conversation).await?,
        state: snapshot.catch_up(since),
        unsettled: unsettled.into_iter().map(|(inbound, _)| inbound).collect(),
        origin: if is_current { Origin::Snapshot } else { Origin::Gap },
    }))
}

async fn from_journal(moment: &DatabaseTransaction, head: Head) -> Result<StoredConversation, Trouble> {
    let conversation = head.id;
    let unsettled = unsettled(moment, conversation).await?;
    let pending: Vec<RecentMessage> = unsettled
        .iter()
        .map(|(inbound, seq)| RecentMessage {
            id: inbound.message_id,
            seq: *seq,
            sender: SenderKind::Customer,
            text: inbound.text.clone(),
        })
        .collect();
    Ok(StoredConversation {
        state: ConversationState {
            dialogue: dialogue(moment, conversation).await?,
            recent: recent(moment, conversation, &pending).await?,
            head,
            stored: true,
            pending,
        },
        seen: seen(moment, conversation).await?,
        unsettled: unsettled.into_iter().map(|(inbound, _)| inbound).collect(),
        origin: Origin::Journal,
    })
}

async fn head(
    moment: &DatabaseTransaction,
    business: BusinessId,
    conversation: ConversationId,
) -> Result<Option<Head>, Trouble> {
    let row = conversations::Entity::find_by_id(conversation.0)
        .filter(conversations::Column::BusinessId.eq(business.0))
        .one(moment)
        .await?;
    Ok(row.map(head_of))
}

/// The numbered events after a number; none when one of them cannot be read.
async fn later(
    moment: &DatabaseTransaction,
    conversation: ConversationId,
    seq: i64,
) -> Result<Option<Vec<Event>>, Trouble> {
    let rows = conversation_events::Entity::find()
        .filter(conversation_events::Column::ConversationId.eq(conversation.0))
        .filter(conversation_events::Column::Seq.is_not_null())
        .filter(conversation_events::Column::Seq.gt(seq))
        .order_by_asc(conversation_events::Column::Seq)
        .all(moment)
        .await?;
    Ok(rows.into_iter().map(|row| event(row).ok()).collect())
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
    let Some(row) = row else {
        return Ok(DialogueState::default());
    };
    Ok(from_json("state", row.body).unwrap_or_else(|_unreadable| {
        passed_over(conversation, "state");
        DialogueState::default()
    }))
}

/// The last messages without those that wait for their turn.
async fn recent(
    moment: &DatabaseTransaction,
    conversation: ConversationId,
    pending: &[RecentMessage],
) -> Result<VecDeque<RecentMessage>, Trouble> {
    let rows = messages::Entity::find()
        .select_only()
        .columns([
            messages::Column::Id,
            messages::Column::Seq,
            messages::Column::SenderType,
            messages::Column::TextContent,
        ])
        .filter(messages::Column::ConversationId.eq(conversation.0))
        .order_by_desc(messages::Column::Seq)
        .order_by_desc(messages::Column::Id)
        .limit((RECENT_MESSAGES + pending.len()) as u64)
        .into_tuple::<(uuid::Uuid, i64, String, String)>()
        .all(moment)
        .await?;
    let mut recent = VecDeque::with_capacity(RECENT_MESSAGES);
    for (id, seq, sender, text) in rows {
        let id = MessageId(id);
        if recent.len() == RECENT_MESSAGES || pending.iter().any(|message| message.id == id) {
            continue;
        }
        let sender = from_name("message", &sender).unwrap_or_else(|_unknown| {
            passed_over(conversation, "sender_type");
            SenderKind::BusinessHuman
        });
        recent.push_front(RecentMessage {
            id,
            seq,
            sender,
            text,
        });
    }
    Ok(recent)
}

/// Messages that no turn has settled, with their numbers.
async fn unsettled(
    moment: &DatabaseTransaction,
    conversation: ConversationId,
) -> Result<Vec<(Inbound, i64)>, Trouble> {
    let rows = receipts::Entity::find()
        .filter(receipts::Column::ConversationId.eq(conversation.0))
        .filter(receipts::Column::Status.eq("pending"))
        .order_by_asc(receipts::Column::Seq)
        .all(moment)
        .await?;
    let inbound = rows.into_iter().map(|row| {
        let seq = row.seq;
        (inbound(row), seq)
    });
    Ok(inbound.collect())
}

/// The message of a receipt.
pub(in crate::store) fn inbound(row: receipts::Model) -> Inbound {
    Inbound {
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
    }
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

fn head_of(row: conversations::Model) -> Head {
    let id = ConversationId(row.id);
    Head {
        id,
        business_id: BusinessId(row.business_id),
        channel: channel(id, &row.channel),
        session_id: row.session_id.map(SessionId),
        customer_id: row.customer_id.map(CustomerId),
        version: row.version,
        last_seq: row.last_seq,
        // Whatever it means, a person had better look at it.
        status: from_name("conversation", &row.status).unwrap_or_else(|_unknown| {
            passed_over(id, "status");
            Status::EscalatedHumanNeeded
        }),
        owner: Owner {
            user_id: row.owner_user_id.map(UserId),
            number: row.owner_number,
        },
        created_at: row.created_at,
        last_message_at: row.last_message_at,
    }
}

/// The way that a conversation is held on.
pub(super) fn channel(conversation: ConversationId, name: &str) -> Channel {
    from_name("conversation", name).unwrap_or_else(|_unknown| {
        passed_over(conversation, "channel");
        Channel::Web
    })
}

fn passed_over(conversation: ConversationId, what: &'static str) {
    tracing::warn!(
        event_type = "stored_value_unknown", conversation_id = %conversation, error_code = what,
        "a stored value is not known to this version and is passed over"
    );
}
