//! Deliveries that are owed: written with their cause, claimed for a time by whoever sends them, and told how they
//! went.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    delivery::{DeliveryStatus, Next, Payload, StaffNotice},
    ids::{BusinessId, ConversationId, DeadLetterId, MessageId},
    port::{StoreError, dead_letters::DeadLetterDecision},
};

/// Something to deliver.
#[derive(Clone, Debug, PartialEq)]
pub struct NewDelivery {
    /// Its own id. It is also the handle that the other side knows a repeat by.
    pub id: Uuid,
    /// Which connection it goes out on: a kind, or `KIND:ID`.
    pub connection: String,
    /// Unique on the connection: the same cause written twice is one delivery.
    pub dedupe_key: String,
    /// Whom it is for, where a connection reaches several people about one conversation: order is kept for each of
    /// them alone, so that nobody waits because another cannot be reached.
    pub recipient: Option<String>,
    /// The message that it carries, when it is one of a conversation.
    pub message_id: Option<MessageId>,
    /// What it is.
    pub payload: Payload,
    /// Not before this.
    pub due_at: DateTime<Utc>,
}

/// Who takes deliveries, how many, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Names the taker; only it may tell how a delivery went.
    pub claimant: Uuid,
    /// What is due by then.
    pub now: DateTime<Utc>,
    /// How long the claim lasts. On a shared database it runs by the database's clock.
    pub lease: Duration,
    /// Deliveries at most.
    pub limit: u64,
}

/// A delivery that was claimed.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedDelivery {
    /// Its id, and the handle that the other side knows a repeat by.
    pub id: Uuid,
    /// Whose.
    pub business_id: BusinessId,
    /// The conversation that it belongs to, within which order is kept.
    pub conversation_id: Option<ConversationId>,
    /// Which connection it goes out on.
    pub connection: String,
    /// What it is; none when the row cannot be read, because a newer version wrote it or it was damaged.
    pub payload: Option<Payload>,
    /// Tries, this one included.
    pub attempts: u32,
    /// Whether an earlier try may have arrived: its result is unknown, or whoever had claimed it never told.
    pub is_uncertain: bool,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// How a delivery goes on after a try.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The delivery.
    pub id: Uuid,
    /// Whose.
    pub business_id: BusinessId,
    /// Who had claimed it.
    pub claimant: Uuid,
    /// How it goes on.
    pub next: Next,
    /// When.
    pub at: DateTime<Utc>,
    /// The id of the dead letter, should it become one.
    pub dead_letter: DeadLetterId,
    /// Whom to tell when it is given up.
    pub notice: Option<StaffNotice>,
}

/// How many deliveries of a connection are in a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxFigure {
    /// The connection.
    pub connection: String,
    /// The status.
    pub status: DeliveryStatus,
    /// How many.
    pub count: u64,
}

/// Reads and advances deliveries. They are written by the journal and by account actions, with their causes.
#[async_trait]
pub trait OutboxStore: Send + Sync + 'static {
    /// Connections with something to be claimed now, at most `limit`.
    async fn due_connections(&self, now: DateTime<Utc>, limit: u64) -> Result<Vec<String>, StoreError>;

    /// Claims what is due on a connection, oldest first. Of a conversation, and of each recipient in it, only the first
    /// delivery that is not done can be claimed: a later one waits for it. A delivery that somebody else has claimed is left alone until that
    /// claim has run out.
    async fn claim(&self, connection: &str, claim: &Claim) -> Result<Vec<ClaimedDelivery>, StoreError>;

    /// Notes how a try went, and makes the dead letter of what is given up, in one commit. Answers whether the
    /// claim still stood; nothing is written otherwise.
    async fn tell(&self, told: &Told) -> Result<bool, StoreError>;

    /// Has a delivery that was given up tried again, with a new budget, and notes the decision on its dead letter,
    /// in one commit. Answers whether the letter was open.
    async fn replay_delivery(
        &self,
        business: BusinessId,
        letter: DeadLetterId,
        decision: DeadLetterDecision,
    ) -> Result<bool, StoreError>;

    /// How many deliveries are not done, by connection and status, in all businesses.
    async fn outbox_figures(&self) -> Result<Vec<OutboxFigure>, StoreError>;
}
