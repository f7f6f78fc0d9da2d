//! What happened in a conversation. Numbered events are the frames that a shopper sees, in order.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    conversation::state::{DialogueState, Owner, Status},
    ids::{DraftId, MessageId, TurnId, UserId},
    turn::answer::Source,
};

/// One row of the conversation's append-only record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Place in the conversation; inner events have none.
    pub seq: Option<i64>,
    /// When it happened, to the microsecond.
    pub at: DateTime<Utc>,
    /// What happened.
    pub body: EventBody,
}

/// The kinds of event. The tag is the `kind` column, the content the `body` column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum EventBody {
    /// A shopper's message became durable.
    MessageAccepted(AcceptedMessage),
    /// The assistant answered.
    Answered(Box<Response>),
    /// A draft waits for an operator.
    Held(DraftUpdate),
    /// The matter went to a person; the shopper is told by the response beside it.
    HandedOff(HandedOff),
    /// An operator decided on a draft.
    DraftDecided(DraftUpdate),
    /// A person wrote to the shopper.
    OperatorReplied(Box<Response>),
    /// The conversation's status changed otherwise.
    StatusChanged(StatusChange),
    /// What the assistant has to remember for its next turn.
    State(Box<DialogueState>),
    /// A turn ended without an answer, because a person owns the conversation or a flood was told already.
    Silent {
        /// The turn.
        turn_id: TurnId,
        /// The messages that it covers.
        messages: Vec<MessageId>,
        /// Why nothing was said.
        reason: String,
    },
    /// The baton passed.
    OwnerChanged {
        /// The owner from now on.
        owner: Owner,
    },
    /// An operator left a note.
    NoteAdded {
        /// Who wrote it.
        user_id: UserId,
    },
}

impl EventBody {
    /// The name in the `kind` column.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::MessageAccepted(_) => "message_accepted",
            Self::Answered(_) => "answered",
            Self::Held(_) => "held",
            Self::HandedOff(_) => "handed_off",
            Self::DraftDecided(_) => "draft_decided",
            Self::OperatorReplied(_) => "operator_replied",
            Self::StatusChanged(_) => "status_changed",
            Self::State(_) => "state",
            Self::Silent { .. } => "silent",
            Self::OwnerChanged { .. } => "owner_changed",
            Self::NoteAdded { .. } => "note_added",
        }
    }

    /// What is in the `body` column, as JSON text.
    ///
    /// # Errors
    /// When a part cannot be written as JSON.
    pub fn content(&self) -> serde_json::Result<String> {
        match self {
            Self::MessageAccepted(message) => serde_json::to_string(message),
            Self::Answered(response) | Self::OperatorReplied(response) => serde_json::to_string(response),
            Self::Held(update) | Self::DraftDecided(update) => serde_json::to_string(update),
            Self::HandedOff(handover) => serde_json::to_string(handover),
            Self::StatusChanged(change) => serde_json::to_string(change),
            Self::State(state) => serde_json::to_string(state),
            Self::Silent { .. } | Self::OwnerChanged { .. } | Self::NoteAdded { .. } => {
                let mut tagged = serde_json::to_value(self)?;
                serde_json::to_string(&tagged.get_mut("body").map(Value::take))
            }
        }
    }

    /// Whether it takes a sequence number and so is shown to the shopper.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        matches!(
            self,
            Self::MessageAccepted(_)
                | Self::Answered(_)
                | Self::Held(_)
                | Self::HandedOff(_)
                | Self::DraftDecided(_)
                | Self::OperatorReplied(_)
                | Self::StatusChanged(_)
        )
    }
}

/// A shopper's message as it is shown on resume and to the session's other connections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AcceptedMessage {
    /// The message.
    pub message_id: MessageId,
    /// The id that the client chose, when it chose one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub client_message_id: Option<String>,
    /// What was written.
    pub content: String,
    /// When it was received.
    pub sent_at: DateTime<Utc>,
}

/// A finished answer, by the assistant or by a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The answer's own id.
    pub message_id: MessageId,
    /// The last message that it answers; none for a person's reply.
    pub in_reply_to: Option<MessageId>,
    /// Every message that it answers, oldest first.
    pub answers: Vec<MessageId>,
    /// The text.
    pub content: String,
    /// Who speaks: product, cart, order, support, memory or human.
    pub agent: String,
    /// What was understood, by the intents' names.
    pub intent: Option<String>,
    /// How sure the assistant is, from 0 to 1.
    pub confidence: Option<f32>,
    /// What the answer rests on.
    pub sources: Vec<Source>,
    /// What the shopper may want to say next.
    pub suggested_actions: Vec<SuggestedAction>,
    /// What was done.
    pub actions: Vec<ActionReport>,
    /// Products to show as cards.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub products: Vec<Value>,
    /// The cart, when it changed or was asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cart: Option<Value>,
    /// When it was committed.
    pub sent_at: DateTime<Utc>,
}

/// A button under an answer: a click sends `message`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedAction {
    /// What stands on it.
    pub label: String,
    /// What it says for the shopper.
    pub message: String,
}

impl SuggestedAction {
    /// A button.
    #[must_use]
    pub fn new(label: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            message: message.into(),
        }
    }
}

/// One thing that was asked for, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionReport {
    /// The intent.
    pub name: String,
    /// What it was asked with.
    pub arguments: Value,
    /// What became of it.
    pub status: ActionStatus,
    /// What came out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub result: Option<Value>,
    /// Why it was not done: a stable code and a sentence.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub problem: Option<ActionProblem>,
}

/// What became of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    /// It is done.
    Done,
    /// The shop's rules do not allow it.
    Refused,
    /// The shopper has to say yes first, or to choose.
    NeedsConfirmation,
    /// It went wrong.
    Failed,
}

/// Why an action was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionProblem {
    /// Stable code, such as `out_of_stock`.
    pub code: String,
    /// A sentence for people.
    pub detail: String,
}

/// State of a held draft as the storefront learns it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftUpdate {
    /// The version of the draft that this is about.
    pub draft_id: DraftId,
    /// The message that it would answer.
    pub in_reply_to: MessageId,
    /// Pending, approved or escalated.
    pub status: DraftStatus,
    /// The text; empty while pending.
    pub message: String,
    /// How sure the assistant was.
    pub confidence: f32,
    /// What the draft rests on.
    pub sources: Vec<Source>,
    /// The answer's own id once approved.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message_id: Option<MessageId>,
}

/// What the shopper is told of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftStatus {
    /// A person looks at it.
    Pending,
    /// It was sent, edited or not.
    Approved,
    /// A person answers instead.
    Escalated,
}

/// The matter went to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOff {
    /// The status from now on.
    pub status: Status,
    /// Who did it.
    pub by: By,
    /// Why; for operators, not sent to the shopper.
    pub reason: String,
}

/// The status changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChange {
    /// The status from now on.
    pub status: Status,
    /// Who did it.
    pub by: By,
}

/// Who brought something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The assistant.
    Assistant,
    /// A person of the shop.
    Person,
}
