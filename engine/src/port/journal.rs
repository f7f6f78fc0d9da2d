//! The unit of durability: all of it is committed, or none.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::{Value, value::RawValue};

use crate::{
    activity::NewActivity,
    channel::Channel,
    commerce::cart::Cart,
    conversation::{
        event::EventBody,
        state::{Owner, SenderKind, Status},
    },
    delivery::StaffNotice,
    ids::{
        BusinessId, ConversationId, CustomerId, DraftId, EscalationId, MessageId, NoteId, ReceiptId,
        SessionId, TurnId, UserId,
    },
    port::{
        StoreError, dead_letters::NewDeadLetter, memory::MemoryPart, outbox::NewDelivery,
        requests::AnsweredRequest,
    },
    turn::{answer::Source, decision::DecisionKind},
};

/// What one conversation (or one cart) wants written, together.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// Whose rows they are.
    pub business_id: Option<BusinessId>,
    /// The conversation that the unit belongs to; none for a cart changed over REST.
    pub conversation: Option<ConversationPart>,
    /// A cart to write whole, under its version.
    pub cart: Option<CartPart>,
    /// The request with an idempotency key that asked for it.
    pub request: Option<AnsweredRequest>,
    /// The entry of the activity log that tells of it, where an admin did it.
    pub activity: Option<NewActivity>,
}

/// Everything a unit writes of a conversation.
#[derive(Clone, Debug)]
pub struct ConversationPart {
    /// The conversation.
    pub id: ConversationId,
    /// Rows to make with the first thing that is stored of it.
    pub opening: Option<Opening>,
    /// Messages taken in; each takes the next sequence number, before the events.
    pub receipts: Vec<NewReceipt>,
    /// The version that must still stand. It is advanced by one; none leaves it alone.
    pub expected_version: Option<i64>,
    /// The head from now on.
    pub head: HeadChange,
    /// What happened, in order; numbered events take the sequence numbers after the receipts.
    pub events: Vec<EventBody>,
    /// Outbound messages.
    pub messages: Vec<NewMessage>,
    /// The turn and its trace.
    pub turn: Option<NewTurn>,
    /// Receipts that this turn settles, beside those taken in by this very unit when `turn` is set.
    pub settled: Vec<ReceiptId>,
    /// Receipts that a turn is begun over again; each counts one try more, as long as it is not settled.
    pub attempted: Vec<ReceiptId>,
    /// What is given up with this unit.
    pub dead_letters: Vec<NewDeadLetter>,
    /// Drafts made or decided.
    pub drafts: Vec<DraftChange>,
    /// A handover.
    pub escalation: Option<NewEscalation>,
    /// A note between operators.
    pub note: Option<NewNote>,
    /// The tags from now on.
    pub tags: Option<Vec<String>>,
    /// What is remembered of the shopper.
    pub memory: Option<MemoryPart>,
    /// The person that it is assigned to from now on.
    pub assignee: Option<Option<UserId>>,
    /// What goes out to providers because of it.
    pub deliveries: Vec<NewDelivery>,
    /// What the staff is told of because of it.
    pub notices: Vec<StaffNotice>,
    /// When it is written.
    pub at: DateTime<Utc>,
}

impl ConversationPart {
    /// A part that changes nothing yet, under no version.
    #[must_use]
    pub fn empty(id: ConversationId, at: DateTime<Utc>) -> Self {
        Self {
            id,
            opening: None,
            receipts: Vec::new(),
            expected_version: None,
            head: HeadChange::default(),
            events: Vec::new(),
            messages: Vec::new(),
            turn: None,
            settled: Vec::new(),
            attempted: Vec::new(),
            dead_letters: Vec::new(),
            drafts: Vec::new(),
            escalation: None,
            note: None,
            tags: None,
            memory: None,
            assignee: None,
            deliveries: Vec::new(),
            notices: Vec::new(),
            at,
        }
    }
}

/// The rows that a conversation needs before anything of it can be stored.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The way it is held on.
    pub channel: Channel,
    /// The shopper's session, for the web: its row is made as well.
    pub session: Option<NewSession>,
    /// A customer row is made for it: guests are customers without identifiers.
    pub customer_id: CustomerId,
    /// What a client gave as the session's first context.
    pub initial_context: Option<Value>,
}

/// A session to make.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The secret id.
    pub id: SessionId,
    /// The way it came by.
    pub channel: Channel,
    /// Its one conversation.
    pub conversation_id: ConversationId,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it ends if nothing more comes.
    pub expires_at: DateTime<Utc>,
}

/// A message taken in, with its dedupe key.
#[derive(Clone, Debug)]
pub struct NewReceipt {
    /// The receipt.
    pub id: ReceiptId,
    /// The message that it becomes.
    pub message_id: MessageId,
    /// The connection that the key is unique in: `web:CONVERSATION` or a channel connection.
    pub connection: String,
    /// The provider's event id, or the client's message id.
    pub dedupe_key: String,
    /// The id that the client chose.
    pub client_message_id: Option<String>,
    /// What was written.
    pub text: String,
    /// When intake took it.
    pub received_at: DateTime<Utc>,
}

/// What changes in the head beside version and sequence number.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeadChange {
    /// The status from now on.
    pub status: Option<Status>,
    /// The owner from now on.
    pub owner: Option<Owner>,
    /// The session's end from now on (it slides).
    pub session_expires_at: Option<DateTime<Utc>>,
}

/// An outbound message for the workspace's view.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// The message.
    pub id: MessageId,
    /// Which of the unit's events carries it, so that it takes that event's sequence number.
    pub event: usize,
    /// Who speaks.
    pub sender: SenderKind,
    /// The name shown.
    pub sender_name: String,
    /// What is said.
    pub text: String,
    /// How sure the assistant was.
    pub confidence: Option<f32>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// The last message that it answers.
    pub in_reply_to: Option<MessageId>,
}

/// A turn and everything to explain it by.
#[derive(Clone, Debug)]
pub struct NewTurn {
    /// The turn.
    pub id: TurnId,
    /// The messages that it answers, oldest first.
    pub answers: Vec<MessageId>,
    /// The message that answers them, unless it stayed silent.
    pub reply: Option<MessageId>,
    /// What the gate decided.
    pub decision: DecisionKind,
    /// The word for why.
    pub reason: String,
    /// How sure.
    pub confidence: f32,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// From its beginning to the moment it was handed to the journal, microseconds.
    pub duration_micros: i64,
    /// How the shopper feels, from -1 to 1, for the figures per channel.
    pub sentiment: Option<f32>,
    /// `{understanding, evidence, outcome, answer, decision, stages, duration_micros}`.
    pub trace: Box<RawValue>,
}

/// A draft made or decided.
#[derive(Clone, Debug)]
pub enum DraftChange {
    /// A new version waits.
    New(NewDraft),
    /// It leaves `pending`; a draft that has left it already makes the unit stale.
    Decide {
        /// The version.
        id: DraftId,
        /// What becomes of it.
        status: DraftOutcome,
        /// Who decided; none when a newer message superseded it.
        user_id: Option<UserId>,
        /// What was sent in its place.
        final_message: Option<String>,
        /// Reason of a rejection.
        note: Option<String>,
        /// Edits as `[{before, after}]`.
        edits: Option<Value>,
    },
}

/// A draft that waits for an operator.
#[derive(Clone, Debug)]
pub struct NewDraft {
    /// The version.
    pub id: DraftId,
    /// The turn that wrote it.
    pub turn_id: TurnId,
    /// The last message that it answers.
    pub in_reply_to: MessageId,
    /// All that it answers.
    pub answers: Vec<MessageId>,
    /// What the shopper asked.
    pub question: String,
    /// What it says.
    pub message: String,
    /// How sure.
    pub confidence: f32,
    /// What it had to reach.
    pub threshold: f32,
    /// Why it was held.
    pub reason: String,
    /// What it rests on.
    pub sources: Vec<Source>,
}

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftOutcome {
    /// Waits.
    Pending,
    /// Sent as written.
    Approved,
    /// Sent with changes.
    Edited,
    /// A person answers instead.
    Rejected,
    /// A newer message or version took its place.
    Superseded,
}

impl DraftOutcome {
    /// The name in the `status` column.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Edited => "edited",
            Self::Rejected => "rejected",
            Self::Superseded => "superseded",
        }
    }
}

/// A handover to a person.
#[derive(Clone, Debug)]
pub struct NewEscalation {
    /// The escalation.
    pub id: EscalationId,
    /// Why.
    pub reason: String,
    /// The message that brought it about.
    pub message_id: Option<MessageId>,
}

/// A note between operators.
#[derive(Clone, Debug)]
pub struct NewNote {
    /// The note.
    pub id: NoteId,
    /// Who wrote it.
    pub user_id: UserId,
    /// What it says.
    pub text: String,
}

/// A cart to write whole.
#[derive(Clone, Debug)]
pub struct CartPart {
    /// The cart as it shall be; its `version` is the one that was read.
    pub cart: Cart,
    /// The session that it belongs to.
    pub session_id: SessionId,
    /// The session's row, when it may not exist yet.
    pub opening: Option<NewSession>,
    /// When it is written.
    pub at: DateTime<Utc>,
}

/// What became of a unit.
#[derive(Clone, Debug, PartialEq)]
pub enum UnitOutcome {
    /// All of it is durable.
    Committed(Committed),
    /// Something it was computed from has changed; nothing of it is written.
    Stale(Stale),
    /// One of its receipts was taken in before; nothing of it is written.
    Duplicate(DuplicateReceipt),
}

/// What the database gave a committed unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Committed {
    /// The conversation's version now.
    pub version: i64,
    /// The conversation's highest sequence number now.
    pub last_seq: i64,
    /// The sequence numbers of the receipts, in their order.
    pub receipt_seqs: Vec<i64>,
    /// The sequence numbers of the events, in their order; none for inner events.
    pub event_seqs: Vec<Option<i64>>,
}

/// What has changed under a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stale {
    /// The conversation's version.
    Conversation,
    /// The cart's version.
    Cart,
    /// The memory's version.
    Memory,
    /// A draft that is no longer pending.
    Draft,
    /// The request that asked for it, which was answered before.
    Request,
}

/// A receipt that was there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateReceipt {
    /// Which of the unit's receipts.
    pub receipt_id: ReceiptId,
    /// The message that the first delivery became.
    pub message_id: MessageId,
    /// Its sequence number.
    pub seq: i64,
    /// Whether the first delivery said the same.
    pub same_text: bool,
}

/// Writes units. One call is one transaction; each unit in it is accepted or refused on its own.
#[async_trait]
pub trait JournalStore: Send + Sync + 'static {
    /// Commits a batch that holds at most one unit of a conversation, and answers in its order.
    ///
    /// # Errors
    /// When the transaction as a whole did not happen: nothing of any unit is written.
    async fn commit(&self, batch: &[Unit]) -> Result<Vec<UnitOutcome>, StoreError>;
}
