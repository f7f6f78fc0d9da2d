//! Conversations made from their rows: from a snapshot and what was committed since, or from the journal alone. Many
//! at once take as many statements as one.

mod rows;

use std::collections::{HashMap, HashSet, VecDeque};

use colloquy_engine::{
    conversation::{
        event::{Event, EventBody},
        seen::SeenMessage,
        snapshot::{KEPT_IDS, Since, Snapshot},
        state::{ConversationState, DialogueState, Head, RECENT_MESSAGES, RecentMessage, SenderKind},
    },
    ids::{ConversationId, MessageId, ReceiptId},
    port::conversations::{Asleep, Origin, StoredConversation},
    turn::{Inbound, inbound::DRAFT_CONNECTION},
};
use sea_orm::DatabaseTransaction;

use self::rows::Stored;
pub(super) use self::rows::channel;
use crate::{error::Trouble, tables::conversation::receipts};

/// Messages that no turn has settled, with their numbers.
type Unsettled = Vec<(Inbound, i64)>;

/// Each of the conversations that there is, from its snapshot where it has one that fits, else from its head, its last
/// `state` row and its last messages, however long it is.
pub(super) async fn load(
    moment: &DatabaseTransaction,
    asleep: Vec<Asleep>,
) -> Result<HashMap<ConversationId, StoredConversation>, Trouble> {
    let ids = asleep.iter().map(|one| one.conversation_id);
    let mut heads = rows::heads(moment, ids).await?;
    let mut woken = HashMap::with_capacity(heads.len());
    let (mut gaps, mut bare) = (Vec::new(), Vec::new());
    for one in asleep {
        let head = heads.remove(&one.conversation_id);
        let Some(head) = head.filter(|head| head.business_id == one.business_id) else {
            continue;
        };
        match one.snapshot.filter(|snapshot| snapshot.leads_to(&head)) {
            Some(snapshot) if snapshot.is_current(&head) && snapshot.state.pending.is_empty() => {
                woken.insert(head.id, from_snapshot(head, snapshot));
            }
            Some(snapshot) => gaps.push((head, snapshot)),
            None => bare.push(head),
        }
    }
    if !gaps.is_empty() || !bare.is_empty() {
        go_on(moment, gaps, bare, &mut woken).await?;
    }
    Ok(woken)
}

/// Those whose snapshot is not enough.
async fn go_on(
    moment: &DatabaseTransaction,
    gaps: Vec<(Head, Snapshot)>,
    mut bare: Vec<Head>,
    woken: &mut HashMap<ConversationId, StoredConversation>,
) -> Result<(), Trouble> {
    let ids: Vec<ConversationId> = gaps
        .iter()
        .map(|(head, _)| head.id)
        .chain(bare.iter().map(|head| head.id))
        .collect();
    let mut unsettled = rows::unsettled(moment, &ids).await?;
    let mut dialogues = rows::dialogues(moment, &ids).await?;
    let after: Vec<_> = gaps
        .iter()
        .map(|(head, snapshot)| (head.id.0, snapshot.state.head.last_seq))
        .collect();
    let mut later = rows::later(moment, &after).await?;
    for (head, snapshot) in gaps {
        let id = head.id;
        match later.remove(&id).unwrap_or_else(|| Some(Vec::new())) {
            Some(events) => {
                let dialogue = dialogues.remove(&id).unwrap_or_default();
                let waiting = unsettled.remove(&id).unwrap_or_default();
                woken.insert(id, over_the_gap(head, snapshot, events, dialogue, waiting));
            }
            None => bare.push(head),
        }
    }
    let waiting = bare.iter().map(|head| {
        let count = unsettled.get(&head.id).map_or(0, Vec::len);
        (head.id, count)
    });
    let mut recent = rows::recent(moment, waiting).await?;
    for head in bare {
        let id = head.id;
        let dialogue = dialogues.remove(&id).unwrap_or_default();
        let waiting = unsettled.remove(&id).unwrap_or_default();
        let stored = recent.remove(&id).unwrap_or_default();
        woken.insert(id, from_journal(head, dialogue, waiting, stored));
    }
    Ok(())
}

fn from_snapshot(head: Head, snapshot: Snapshot) -> StoredConversation {
    StoredConversation {
        state: ConversationState {
            head,
            ..snapshot.state
        },
        unsettled: Vec::new(),
        seen: snapshot.seen,
        origin: Origin::Snapshot,
    }
}

fn over_the_gap(
    head: Head,
    mut snapshot: Snapshot,
    events: Vec<Event>,
    dialogue: DialogueState,
    unsettled: Unsettled,
) -> StoredConversation {
    let origin = if snapshot.is_current(&head) {
        Origin::Snapshot
    } else {
        Origin::Gap
    };
    let mut seen = std::mem::take(&mut snapshot.seen);
    seen.extend(events.iter().filter_map(seen_in));
    let since = Since {
        head,
        dialogue,
        events,
        unsettled: unsettled.iter().map(|(inbound, _)| inbound.message_id).collect(),
    };
    StoredConversation {
        state: snapshot.catch_up(since),
        unsettled: unsettled.into_iter().map(|(inbound, _)| inbound).collect(),
        seen,
        origin,
    }
}

fn from_journal(
    head: Head,
    dialogue: DialogueState,
    unsettled: Unsettled,
    stored: Vec<Stored>,
) -> StoredConversation {
    let seen = stored.iter().rev().filter_map(|stored| {
        let (id, message) = (stored.client_message_id.as_deref()?, &stored.message);
        Some(SeenMessage::new(id, message.id, message.seq, &message.text))
    });
    // As many as a snapshot keeps, and no room for more: most conversations that wake are not spoken in.
    let mut latest = Vec::with_capacity(KEPT_IDS);
    latest.extend(seen.take(KEPT_IDS));
    latest.reverse();
    let waiting: HashSet<MessageId> = unsettled.iter().map(|(inbound, _)| inbound.message_id).collect();
    let settled = stored
        .into_iter()
        .filter(|stored| !waiting.contains(&stored.message.id));
    let mut recent = VecDeque::with_capacity(RECENT_MESSAGES);
    for stored in settled {
        if recent.len() == RECENT_MESSAGES {
            recent.pop_front();
        }
        recent.push_back(stored.message);
    }
    let pending = unsettled.iter().map(|(inbound, seq)| RecentMessage {
        id: inbound.message_id,
        seq: *seq,
        sender: SenderKind::Customer,
        text: inbound.text.clone(),
    });
    StoredConversation {
        state: ConversationState {
            pending: pending.collect(),
            dialogue,
            recent,
            head,
            stored: true,
        },
        seen: latest,
        unsettled: unsettled.into_iter().map(|(inbound, _)| inbound).collect(),
        origin: Origin::Journal,
    }
}

/// A shopper's message with an id of its client's.
fn seen_in(event: &Event) -> Option<SeenMessage> {
    let EventBody::MessageAccepted(message) = &event.body else {
        return None;
    };
    let id = message.client_message_id.as_deref()?;
    Some(SeenMessage::new(
        id,
        message.message_id,
        event.seq?,
        &message.content,
    ))
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
