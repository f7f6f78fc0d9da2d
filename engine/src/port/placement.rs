//! What a node asks of the record so that many nodes can serve the same conversations.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::{
    channel::Channel,
    ids::{BusinessId, ConversationId},
    port::StoreError,
    turn::Inbound,
};

/// How far a conversation is, in two numbers: enough to know whether anything was missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The fence.
    pub version: i64,
    /// The highest sequence number given.
    pub last_seq: i64,
}

/// A conversation with messages that no turn has settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PendingConversation {
    /// Its business.
    pub business_id: BusinessId,
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The way it is held on.
    pub channel: Channel,
    /// When the oldest of those messages was taken in.
    pub oldest: DateTime<Utc>,
}

/// A message that waits for its turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The message.
    pub inbound: Inbound,
    /// Its number.
    pub seq: i64,
}

/// Reads what other nodes may have written.
#[async_trait]
pub trait PlacementStore: Send + Sync + 'static {
    /// How far these conversations are. Those that nothing is stored of are left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn marks(&self, conversations: &[ConversationId]) -> Result<Vec<Mark>, StoreError>;

    /// Messages of a conversation that are durable and belong to no committed turn, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn unsettled(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Vec<Waiting>, StoreError>;

    /// Conversations with such messages, longest waiting first, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn pending(&self, limit: u64) -> Result<Vec<PendingConversation>, StoreError>;
}
