//! A conversation's memory as bytes: what makes waking fast, and nothing that correctness rests on.
//!
//! The first byte is the format, then come eight bytes of the SHA-256 of the rest, then the rest: named MessagePack,
//! packed by zstd where it is longer than [`PACKED_FROM`]. Names survive fields that are added later, so a newer
//! binary reads an older snapshot; an older one refuses a newer format. Whoever cannot read one reads the journal.

use std::{cell::RefCell, collections::HashSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zstd::{bulk::Decompressor, zstd_safe};

use crate::{
    conversation::{
        event::{Event, EventBody},
        seen::SeenMessage,
        state::{ConversationState, DialogueState, Head, RECENT_MESSAGES, RecentMessage, SenderKind},
    },
    ids::{ConversationId, MessageId},
};

/// The format that this binary writes.
pub const FORMAT: u8 = 1;

/// Bytes from which packing pays.
const PACKED_FROM: usize = 256;

/// Bytes that a snapshot may unpack to. The longest twenty messages and a draft stay far below.
const LARGEST: usize = 4 << 20;

/// What packed bytes begin with. No map of MessagePack does.
const PACKED: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Length of the digest.
const DIGEST: usize = 8;

/// How many of the clients' message ids are kept. Older repeats are found by the store.
pub const KEPT_IDS: usize = 16;

thread_local! {
    /// A decompressor has tables of its own, which are dear to make and cheap to use again.
    static UNPACKING: RefCell<Decompressor<'static>> = RefCell::new(Decompressor::default());
}

/// What is kept of a conversation that was awake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Its state.
    pub state: ConversationState,
    /// Client message ids of late. `seen` was the name while they were kept with their texts.
    #[serde(default, rename = "known")]
    pub seen: Vec<SeenMessage>,
}

/// Why a snapshot is of no use. The journal is read instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// Bytes are missing or changed.
    #[error("the snapshot is corrupt: {0}")]
    Corrupt(String),
    /// A newer binary wrote it.
    #[error("the snapshot has format {0}, which is newer than {FORMAT}")]
    Newer(u8),
    /// It belongs to another conversation.
    #[error("the snapshot is of another conversation")]
    Foreign,
}

impl SnapshotError {
    /// The label in metrics and log lines.
    #[must_use]
    pub fn cause(&self) -> &'static str {
        match self {
            Self::Corrupt(_) => "corrupt",
            Self::Newer(_) => "newer",
            Self::Foreign => "foreign",
        }
    }
}

/// What has been committed since a snapshot was taken.
#[derive(Clone, Debug)]
pub struct Since {
    /// The head now.
    pub head: Head,
    /// What the assistant remembers now.
    pub dialogue: DialogueState,
    /// The numbered events after the snapshot's last, in order.
    pub events: Vec<Event>,
    /// The messages that no turn has settled by now.
    pub unsettled: HashSet<MessageId>,
}

impl Snapshot {
    /// What is kept of a conversation.
    pub fn new<'a>(state: ConversationState, seen: impl DoubleEndedIterator<Item = &'a SeenMessage>) -> Self {
        let mut seen: Vec<SeenMessage> = seen.rev().take(KEPT_IDS).copied().collect();
        seen.reverse();
        Self { state, seen }
    }

    /// Whether a head has nothing that the snapshot lacks.
    #[must_use]
    pub fn is_current(&self, head: &Head) -> bool {
        let own = &self.state.head;
        (own.version, own.last_seq) == (head.version, head.last_seq)
    }

    /// Whether it is worth going on from: of a conversation that was stored, not ahead of the head, as after a
    /// restored database, and not so far behind that reading the last messages is as quick.
    #[must_use]
    pub fn leads_to(&self, head: &Head) -> bool {
        let own = &self.state.head;
        self.state.stored
            && own.version <= head.version
            && own.last_seq <= head.last_seq
            && head.last_seq - own.last_seq <= 2 * RECENT_MESSAGES as i64
    }

    /// The state now.
    #[must_use]
    pub fn catch_up(self, since: Since) -> ConversationState {
        let mut state = self.state;
        let own = state.head.last_seq;
        let later = since.events.into_iter().filter_map(said);
        let open = std::mem::take(&mut state.pending);
        state.head = since.head;
        state.dialogue = since.dialogue;
        for message in open.into_iter().chain(later.filter(|message| message.seq > own)) {
            if since.unsettled.contains(&message.id) {
                state.pending.push(message);
            } else {
                state.remember(message);
            }
        }
        state
    }
}

/// The message that an event shows.
fn said(event: Event) -> Option<RecentMessage> {
    let seq = event.seq?;
    let (id, sender, text) = match event.body {
        EventBody::MessageAccepted(message) => (message.message_id, SenderKind::Customer, message.content),
        EventBody::Answered(response) => (response.message_id, SenderKind::AiBot, response.content),
        EventBody::OperatorReplied(response) => {
            (response.message_id, SenderKind::BusinessHuman, response.content)
        }
        EventBody::DraftDecided(draft) => (draft.message_id?, SenderKind::AiBot, draft.message),
        _ => return None,
    };
    Some(RecentMessage {
        id,
        seq,
        sender,
        text,
    })
}

/// Writes a snapshot.
///
/// # Errors
/// When the state cannot be written as MessagePack: a defect.
pub fn encode(snapshot: &Snapshot) -> Result<Vec<u8>, SnapshotError> {
    let corrupt = |error: &dyn std::fmt::Display| SnapshotError::Corrupt(error.to_string());
    let plain = rmp_serde::to_vec_named(snapshot).map_err(|error| corrupt(&error))?;
    let body = if plain.len() > PACKED_FROM {
        zstd::bulk::compress(&plain, 3).map_err(|error| corrupt(&error))?
    } else {
        plain
    };
    let mut bytes = Vec::with_capacity(1 + DIGEST + body.len());
    bytes.push(FORMAT);
    bytes.extend_from_slice(&digest(&body));
    bytes.extend_from_slice(&body);
    Ok(bytes)
}

/// Reads a snapshot of a conversation.
///
/// # Errors
/// [`SnapshotError`], see its variants.
pub fn decode(bytes: &[u8], conversation: ConversationId) -> Result<Snapshot, SnapshotError> {
    let corrupt = |error: &dyn std::fmt::Display| SnapshotError::Corrupt(error.to_string());
    let body = check(bytes)?;
    let unpacked;
    let plain = if body.starts_with(&PACKED) {
        unpacked = unpack(body).map_err(|error| corrupt(&error))?;
        unpacked.as_slice()
    } else {
        body
    };
    let snapshot: Snapshot = rmp_serde::from_slice(plain).map_err(|error| corrupt(&error))?;
    if snapshot.state.head.id == conversation {
        Ok(snapshot)
    } else {
        Err(SnapshotError::Foreign)
    }
}

/// Room is made for what the frame says that it holds, within the bound.
fn unpack(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let told = zstd_safe::get_frame_content_size(body).ok().flatten();
    let room = told.map_or(LARGEST, |told| usize::try_from(told).unwrap_or(LARGEST));
    UNPACKING.with_borrow_mut(|decompressor| decompressor.decompress(body, room.min(LARGEST)))
}

/// Whether the bytes are whole and of a format that this binary knows; answers what follows the digest.
///
/// # Errors
/// [`SnapshotError::Corrupt`] or [`SnapshotError::Newer`].
pub fn check(bytes: &[u8]) -> Result<&[u8], SnapshotError> {
    match bytes.split_first() {
        Some((&format, _)) if format > FORMAT => Err(SnapshotError::Newer(format)),
        Some((&FORMAT, rest)) if rest.len() > DIGEST => {
            let (told, body) = rest.split_at(DIGEST);
            if told == digest(body) {
                Ok(body)
            } else {
                Err(SnapshotError::Corrupt("its digest does not fit".to_owned()))
            }
        }
        _ => Err(SnapshotError::Corrupt("it is cut off".to_owned())),
    }
}

fn digest(body: &[u8]) -> [u8; DIGEST] {
    let mut first = [0; DIGEST];
    first.copy_from_slice(&Sha256::digest(body)[..DIGEST]);
    first
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::DateTime;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{channel::Channel, conversation::seen::Fingerprint, ids::BusinessId};

    const ID: ConversationId = ConversationId(Uuid::from_u128(1));

    fn snapshot(messages: usize) -> Snapshot {
        let at = DateTime::from_timestamp_micros(1_767_225_600_123_456).unwrap();
        let mut state = ConversationState::fresh(ID, BusinessId(Uuid::from_u128(2)), Channel::Web, None, at);
        state.stored = true;
        for seq in 1..=messages {
            state.remember(RecentMessage {
                id: MessageId(Uuid::from_u128(seq as u128)),
                seq: seq as i64,
                sender: SenderKind::Customer,
                text: format!("{seq:<80}"),
            });
        }
        let seen: Vec<SeenMessage> = (0..40)
            .map(|number: u32| {
                let id = MessageId(Uuid::from_u128(u128::from(number)));
                SeenMessage::new(&format!("m{number}"), id, i64::from(number), "hello")
            })
            .collect();
        Snapshot::new(state, seen.iter())
    }

    #[test]
    fn a_snapshot_reads_back_and_is_small() {
        let written = snapshot(RECENT_MESSAGES);
        let bytes = encode(&written).unwrap();
        assert_eq!(decode(&bytes, ID), Ok(written.clone()));
        assert_eq!((bytes[0], written.seen.len()), (FORMAT, KEPT_IDS));
        assert_eq!(
            written.seen[KEPT_IDS - 1].client_message_id,
            Fingerprint::of("m39")
        );
        assert!(bytes.len() < 1_500, "{} bytes", bytes.len());
    }

    #[test]
    fn what_a_newer_binary_wrote_or_what_is_of_another_conversation_is_refused() {
        let mut bytes = encode(&snapshot(3)).unwrap();
        assert_eq!(
            decode(&bytes, ConversationId(Uuid::from_u128(9))),
            Err(SnapshotError::Foreign)
        );
        bytes[0] = FORMAT + 1;
        assert_eq!(decode(&bytes, ID), Err(SnapshotError::Newer(FORMAT + 1)));
    }

    #[test]
    fn fields_that_a_newer_binary_added_are_passed_over() {
        #[derive(Serialize)]
        struct Later {
            state: ConversationState,
            mood: &'static str,
        }
        let state = snapshot(2).state;
        let later = Later {
            state: state.clone(),
            mood: "sunny",
        };
        let body = rmp_serde::to_vec_named(&later).unwrap();
        let bytes = [&[FORMAT][..], &digest(&body), &body].concat();
        let read = decode(&bytes, ID).unwrap();
        assert_eq!((read.state, read.seen), (state, Vec::new()));
    }

    #[test]
    fn a_snapshot_from_before_ids_were_kept_without_their_texts_is_read_without_them() {
        #[derive(Serialize)]
        struct Earlier {
            state: ConversationState,
            seen: Vec<BTreeMap<&'static str, &'static str>>,
        }
        let state = snapshot(2).state;
        let earlier = Earlier {
            state: state.clone(),
            seen: vec![BTreeMap::from([("client_message_id", "m1"), ("text", "hello")])],
        };
        let body = rmp_serde::to_vec_named(&earlier).unwrap();
        let read = decode(&[&[FORMAT][..], &digest(&body), &body].concat(), ID).unwrap();
        assert_eq!((read.state, read.seen), (state, Vec::new()));
    }

    proptest! {
        #[test]
        fn any_changed_byte_and_any_cut_is_noticed(place in any::<usize>(), change in 1_u8..) {
            let good = encode(&snapshot(5)).unwrap();
            let place = place % good.len();
            let mut changed = good.clone();
            changed[place] ^= change;
            prop_assert!(decode(&changed, ID).is_err());
            prop_assert!(decode(&good[..place], ID).is_err());
        }

        #[test]
        fn bytes_of_any_kind_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(decode(&bytes, ID).is_err());
        }
    }
}
