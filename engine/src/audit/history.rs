//! The columns that the proof rests on, as they are stored: names are not parsed, since a bad one is a finding.

use serde_json::Value;
use uuid::Uuid;

use crate::delivery::DeliveryStatus;

/// Everything that is stored of one conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The conversation.
    pub conversation_id: Uuid,
    /// Its head; none when only other rows name the conversation.
    pub head: Option<HeadRow>,
    /// Its record, without `state` rows.
    pub events: Vec<EventRow>,
    /// What was said.
    pub messages: Vec<MessageRow>,
    /// What was taken in.
    pub receipts: Vec<ReceiptRow>,
    /// What the assistant did.
    pub turns: Vec<TurnRow>,
    /// What is to be delivered to a provider.
    pub outbox: Vec<OutboxRow>,
    /// What was given up.
    pub dead_letters: Vec<DeadLetterRow>,
}

/// A row of `conversations`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadRow {
    /// Its business.
    pub business_id: Uuid,
    /// The fence.
    pub version: i64,
    /// The highest number given.
    pub last_seq: i64,
}

/// A row of `conversation_events`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// Its key.
    pub id: i64,
    /// Its business.
    pub business_id: Uuid,
    /// Its number; inner events have none.
    pub seq: Option<i64>,
    /// What it says about messages and turns.
    pub fact: EventFact,
}

/// What an event says about messages and turns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventFact {
    /// A shopper's message became durable.
    Accepted {
        /// The message.
        message_id: Uuid,
    },
    /// The assistant answered.
    Answered {
        /// The answer.
        message_id: Uuid,
        /// What it answers.
        answers: Vec<Uuid>,
    },
    /// A person wrote.
    OperatorReplied {
        /// The message.
        message_id: Uuid,
    },
    /// A draft was decided.
    DraftDecided {
        /// What was sent, if it was approved.
        message_id: Option<Uuid>,
    },
    /// A draft waits for a person.
    Held {
        /// The last message that it would answer.
        in_reply_to: Uuid,
    },
    /// A turn ended without an answer.
    Silent {
        /// The turn.
        turn_id: Uuid,
    },
    /// A person left a note.
    Noted,
    /// Anything else; its kind.
    Other(String),
    /// It cannot be read; why.
    Unreadable(String),
}

/// A row of `messages`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRow {
    /// Its key.
    pub id: Uuid,
    /// Its business.
    pub business_id: Uuid,
    /// Its place.
    pub seq: i64,
    /// `inbound` or `outbound`.
    pub direction: String,
    /// How far it came.
    pub delivery: String,
}

/// A row of `receipts`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptRow {
    /// Its key.
    pub id: Uuid,
    /// Its business.
    pub business_id: Uuid,
    /// The message that it became.
    pub message_id: Uuid,
    /// Its place.
    pub seq: i64,
    /// Where it was taken in.
    pub connection: String,
    /// By which a repeat is known.
    pub dedupe_key: String,
    /// `pending`, `settled` or `dead`.
    pub status: String,
    /// The turn that settled it.
    pub turn_id: Option<Uuid>,
}

/// A row of `turns`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnRow {
    /// Its key.
    pub id: Uuid,
    /// Its business.
    pub business_id: Uuid,
    /// The messages that it answers; none when the column cannot be read.
    pub answers: Option<Vec<Uuid>>,
    /// The answer.
    pub reply_message_id: Option<Uuid>,
    /// What the gate decided.
    pub decision: String,
}

/// A row of `outbox`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its key.
    pub id: Uuid,
    /// Its business.
    pub business_id: Uuid,
    /// What is delivered, when it is a message.
    pub message_id: Option<Uuid>,
    /// How far it came.
    pub status: String,
    /// Which connection it goes out on.
    pub connection: String,
    /// Within which order is kept; none where it is not.
    pub lane: Option<String>,
    /// Its order there.
    pub position: i64,
    /// Whether somebody has claimed it for a time.
    pub is_claimed: bool,
}

/// A row of `dead_letters`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetterRow {
    /// Its key.
    pub id: Uuid,
    /// Its business.
    pub business_id: Uuid,
    /// What was given up: a receipt, a message, or a delivery.
    pub source_id: Uuid,
}

/// A row of `inventory_items`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockRow {
    /// Its business.
    pub business_id: Uuid,
    /// The variant.
    pub id: String,
    /// Pieces that are there.
    pub stock: i64,
}

impl EventFact {
    /// Reads what the columns `kind` and `body` of an event say.
    #[must_use]
    pub fn read(kind: &str, body: &Value) -> Self {
        let fact = match kind {
            "message_accepted" => id(body, "messageId").map(|message_id| Self::Accepted { message_id }),
            "answered" => id(body, "messageId").and_then(|message_id| {
                let answers = ids(body.get("answers")?)?;
                Some(Self::Answered { message_id, answers })
            }),
            "operator_replied" => {
                id(body, "messageId").map(|message_id| Self::OperatorReplied { message_id })
            }
            "draft_decided" => match body.get("message_id") {
                None | Some(Value::Null) => Some(Self::DraftDecided { message_id: None }),
                Some(_) => id(body, "message_id").map(|sent| Self::DraftDecided {
                    message_id: Some(sent),
                }),
            },
            "held" => id(body, "in_reply_to").map(|in_reply_to| Self::Held { in_reply_to }),
            "silent" => id(body, "turn_id").map(|turn_id| Self::Silent { turn_id }),
            "note_added" => Some(Self::Noted),
            other => Some(Self::Other(other.to_owned())),
        };
        fact.unwrap_or_else(|| Self::Unreadable(format!("the body of a {kind} event names no message")))
    }
}

impl OutboxRow {
    /// Whether it is still owed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let status: Result<DeliveryStatus, _> = self.status.parse();
        status.is_ok_and(|status| !status.is_final())
    }
}

impl TurnRow {
    /// Reads the column `answers` of a turn.
    #[must_use]
    pub fn read_answers(column: &Value) -> Option<Vec<Uuid>> {
        ids(column)
    }
}

fn id(body: &Value, field: &str) -> Option<Uuid> {
    body.get(field)?.as_str()?.parse().ok()
}

fn ids(list: &Value) -> Option<Vec<Uuid>> {
    list.as_array()?
        .iter()
        .map(|item| item.as_str()?.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        conversation::event::{AcceptedMessage, DraftStatus, DraftUpdate, EventBody},
        ids::{DraftId, MessageId, TurnId},
    };

    #[test]
    fn facts_are_read_from_bodies_as_the_journal_writes_them() {
        let message_id = Uuid::from_u128(7);
        let body = EventBody::MessageAccepted(AcceptedMessage {
            message_id: MessageId(message_id),
            client_message_id: None,
            content: "hello".to_owned(),
            sent_at: chrono::DateTime::UNIX_EPOCH,
        });
        let written = serde_json::to_value(&body).unwrap();
        assert_eq!(
            EventFact::read(body.kind(), &written["body"]),
            EventFact::Accepted { message_id }
        );
        let turn_id = Uuid::from_u128(8);
        let body = EventBody::Silent {
            turn_id: TurnId(turn_id),
            messages: Vec::new(),
            reason: "flood".to_owned(),
        };
        let written = serde_json::to_value(&body).unwrap();
        assert_eq!(
            EventFact::read(body.kind(), &written["body"]),
            EventFact::Silent { turn_id }
        );
        let mut draft = DraftUpdate {
            draft_id: DraftId(Uuid::from_u128(9)),
            in_reply_to: MessageId(message_id),
            status: DraftStatus::Pending,
            message: String::new(),
            confidence: 0.5,
            sources: Vec::new(),
            message_id: None,
        };
        let body = EventBody::Held(draft.clone());
        let written = serde_json::to_value(&body).unwrap();
        let in_reply_to = message_id;
        assert_eq!(
            EventFact::read(body.kind(), &written["body"]),
            EventFact::Held { in_reply_to }
        );
        for sent in [None, Some(Uuid::from_u128(10))] {
            draft.message_id = sent.map(MessageId);
            let body = EventBody::DraftDecided(draft.clone());
            let written = serde_json::to_value(&body).unwrap();
            let fact = EventFact::read(body.kind(), &written["body"]);
            assert_eq!(fact, EventFact::DraftDecided { message_id: sent });
        }
        assert!(matches!(
            EventFact::read("answered", &serde_json::json!({"messageId": 3})),
            EventFact::Unreadable(_)
        ));
    }
}
