//! What nodes tell each other. Any of it may be lost: the record has all of it.

use colloquy_engine::{
    conversation::event::{By, EventBody},
    ids::{BusinessId, ConversationId, MessageId},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::notice::NoticeKind;

/// What is published, with the node that it is from: nodes hear themselves as well.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Envelope<T> {
    pub from: Uuid,
    pub said: T,
}

/// A numbered event that was committed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Numbered {
    pub seq: i64,
    pub body: EventBody,
}

/// News of one conversation for the other nodes that have it awake.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Heard {
    /// These were committed. The version, when the unit advanced it.
    Events {
        version: Option<i64>,
        events: Vec<Numbered>,
    },
    /// Somebody writes, or stopped.
    Typing { is_typing: bool, by: By },
    /// A turn over these ended without words.
    Silent { messages: Vec<MessageId> },
    /// The record is this far. Never published: a node tells it to itself.
    Mark { version: i64, last_seq: i64 },
}

/// News for all nodes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Announcement {
    /// For dashboards.
    Notice {
        business_id: BusinessId,
        conversation_id: ConversationId,
        notice: NoticeKind,
    },
    /// A shop's knowledge changed.
    Shop { business_id: BusinessId },
    /// Shards were given back: whoever has less than a fair share looks at once.
    Freed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_published_is_heard_as_it_was() {
        let said = Heard::Events {
            version: Some(3),
            events: vec![Numbered {
                seq: 9,
                body: EventBody::NoteAdded {
                    user_id: colloquy_engine::ids::UserId(Uuid::nil()),
                },
            }],
        };
        let from = Uuid::from_u128(1);
        let text = serde_json::to_string(&Envelope { from, said: &said }).expect("it can be written");
        let back: Envelope<Heard> = serde_json::from_str(&text).expect("it can be read");
        assert_eq!(back.from, from);
        assert_eq!(format!("{:?}", back.said), format!("{said:?}"));
    }
}
