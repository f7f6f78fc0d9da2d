//! Turns as they were recorded, to be run again.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::{
    ids::{BusinessId, ConversationId, TurnId},
    port::StoreError,
    replay::StoredTurn,
};

/// Which turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Those of a conversation.
    Conversation(ConversationId),
    /// Those that began at a moment or later.
    Since(DateTime<Utc>),
}

/// Reads turns with everything that they were computed from.
#[async_trait]
pub trait RecordedTurnStore: Send + Sync + 'static {
    /// Turns of a business in the order they began, at most `limit` of those after one.
    async fn recorded_turns(
        &self,
        business: BusinessId,
        selection: Selection,
        after: Option<(DateTime<Utc>, TurnId)>,
        limit: u64,
    ) -> Result<Vec<(DateTime<Utc>, StoredTurn)>, StoreError>;
}
