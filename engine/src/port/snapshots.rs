//! Where snapshots are kept. Any of them may be lost at any time: they only make waking fast.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::{
    ids::{BusinessId, ConversationId},
    port::StoreError,
};

/// A snapshot as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSnapshot {
    /// Its business.
    pub business_id: BusinessId,
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// The version that it was taken at.
    pub version: i64,
    /// The highest number that it knows.
    pub last_seq: i64,
    /// When it was taken.
    pub taken_at: DateTime<Utc>,
    /// See [`crate::conversation::snapshot`].
    pub bytes: Vec<u8>,
}

/// Keeps one snapshot for each conversation.
#[async_trait]
pub trait SnapshotStore: Send + Sync + 'static {
    /// Keeps snapshots, each in place of an older one. One that is older than what is kept changes nothing.
    async fn put_many(&self, snapshots: &[StoredSnapshot]) -> Result<(), StoreError>;

    /// The bytes that are kept of a conversation.
    async fn get(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// Forgets what is kept of a conversation.
    async fn delete(&self, business: BusinessId, conversation: ConversationId) -> Result<(), StoreError>;
}
