//! What was given up: kept with its cause until a person has it tried again or puts it away.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    ids::{BusinessId, ConversationId, DeadLetterId, UserId},
    port::{StoreError, conversations::Page},
};

/// What kind of thing was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadLetterKind {
    /// A shopper's message that no turn could be computed over.
    Message,
    /// An answer that a provider did not take.
    Delivery,
}

impl DeadLetterKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Message, Self::Delivery];

    /// The name in the schema, on the wire and in figures.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Delivery => "delivery",
        }
    }
}

impl std::str::FromStr for DeadLetterKind {
    type Err = crate::channel::UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| crate::channel::UnknownName(text.to_owned()))
    }
}

/// Something to give up.
#[derive(Clone, Debug)]
pub struct NewDeadLetter {
    /// Its own id.
    pub id: DeadLetterId,
    /// What kind of thing it was.
    pub kind: DeadLetterKind,
    /// The receipt or the delivery that it was; only one dead letter is made of each.
    pub source_id: Uuid,
    /// Why, in a word or two for programs and people.
    pub cause: String,
    /// Everything that is needed to try it again.
    pub payload: Value,
}

/// Where a dead letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadLetterStatus {
    /// Nobody has decided.
    Open,
    /// It was tried again.
    Replayed,
    /// It was put away.
    Discarded,
}

impl DeadLetterStatus {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Open, Self::Replayed, Self::Discarded];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Replayed => "replayed",
            Self::Discarded => "discarded",
        }
    }
}

/// A dead letter as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct DeadLetter {
    /// Its own id.
    pub id: DeadLetterId,
    /// Whose.
    pub business_id: BusinessId,
    /// The conversation that it belongs to.
    pub conversation_id: Option<ConversationId>,
    /// What kind of thing it was.
    pub kind: DeadLetterKind,
    /// The receipt or the delivery that it was.
    pub source_id: Uuid,
    /// Why.
    pub cause: String,
    /// Everything that is needed to try it again.
    pub payload: Value,
    /// Where it stands.
    pub status: DeadLetterStatus,
    /// When it was given up.
    pub created_at: DateTime<Utc>,
    /// When it was decided on.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who decided; none when it was done from the command line.
    pub decided_by: Option<UserId>,
}

/// What was decided on a dead letter, by whom and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeadLetterDecision {
    /// [`DeadLetterStatus::Replayed`] or [`DeadLetterStatus::Discarded`].
    pub status: DeadLetterStatus,
    /// Who; none from the command line.
    pub user_id: Option<UserId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Reads and decides on what was given up. It is written by the journal, with the unit that gives it up.
#[async_trait]
pub trait DeadLetterStore: Send + Sync + 'static {
    /// Those of a business in a status, newest first.
    async fn dead_letters(
        &self,
        business: BusinessId,
        status: DeadLetterStatus,
        offset: u64,
        limit: u64,
    ) -> Result<Page<DeadLetter>, StoreError>;

    /// One of a business.
    async fn dead_letter(
        &self,
        business: BusinessId,
        id: DeadLetterId,
    ) -> Result<Option<DeadLetter>, StoreError>;

    /// Notes a decision on one that is open. Answers whether it was: only the first decision counts.
    async fn decide_dead_letter(
        &self,
        business: BusinessId,
        id: DeadLetterId,
        decision: DeadLetterDecision,
    ) -> Result<bool, StoreError>;

    /// How many are open, by kind, in all businesses.
    async fn count_dead_letters(&self) -> Result<Vec<(DeadLetterKind, u64)>, StoreError>;
}
