//! Where snapshots are kept. Any of them may be lost at any time: they only make waking fast.

use std::collections::HashMap;

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

    /// The bytes that are kept of conversations, in one exchange. Those that nothing is kept of, or that are of another
    /// business, are left out.
    async fn get_many(
        &self,
        conversations: &[(BusinessId, ConversationId)],
    ) -> Result<HashMap<ConversationId, Vec<u8>>, StoreError>;

    /// The bytes that are kept of one conversation.
    async fn get(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let mut found = self.get_many(&[(business, conversation)]).await?;
        Ok(found.remove(&conversation))
    }

    /// Forgets what is kept of a conversation.
    async fn delete(&self, business: BusinessId, conversation: ConversationId) -> Result<(), StoreError>;
}
