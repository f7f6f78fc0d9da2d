//! A hot copy in front of the durable one: quick to read, and may be empty, old or wrong at any time.

use std::{collections::HashMap, sync::Arc, time::Duration};

use async_trait::async_trait;
use colloquy_engine::{
    conversation::snapshot,
    ids::{BusinessId, ConversationId},
    port::{
        StoreError,
        snapshots::{SnapshotStore, StoredSnapshot},
    },
};

/// How long the hot copy may take. What is slower than the durable copy is not hot.
const PATIENCE: Duration = Duration::from_millis(50);

/// A cache of snapshots outside the process. It decides nothing, so it has no order to keep and may forget.
#[async_trait]
pub(crate) trait HotCopies: Send + Sync + 'static {
    /// The bytes that are kept of conversations, in their order and in one exchange.
    async fn get_many(&self, conversations: &[ConversationId]) -> Result<Vec<Option<Vec<u8>>>, StoreError>;

    /// Keeps bytes, in one exchange.
    async fn put_many(&self, copies: &[(ConversationId, &[u8])]) -> Result<(), StoreError>;

    /// Forgets a conversation.
    async fn delete(&self, conversation: ConversationId) -> Result<(), StoreError>;
}

/// Hot copies over durable copies.
pub(crate) struct LayeredSnapshots {
    hot: Arc<dyn HotCopies>,
    durable: Arc<dyn SnapshotStore>,
}

impl LayeredSnapshots {
    /// Puts a cache in front of a store.
    pub(crate) fn new(hot: Arc<dyn HotCopies>, durable: Arc<dyn SnapshotStore>) -> Self {
        Self { hot, durable }
    }
}

#[async_trait]
impl SnapshotStore for LayeredSnapshots {
    async fn put_many(&self, snapshots: &[StoredSnapshot]) -> Result<(), StoreError> {
        let copies: Vec<(ConversationId, &[u8])> = snapshots
            .iter()
            .map(|snapshot| (snapshot.conversation_id, snapshot.bytes.as_slice()))
            .collect();
        within(self.hot.put_many(&copies)).await;
        self.durable.put_many(snapshots).await
    }

    async fn get_many(
        &self,
        conversations: &[(BusinessId, ConversationId)],
    ) -> Result<HashMap<ConversationId, Vec<u8>>, StoreError> {
        let ids: Vec<ConversationId> = conversations.iter().map(|(_, id)| *id).collect();
        let hot = within(self.hot.get_many(&ids)).await.unwrap_or_default();
        let copies = ids.iter().copied().zip(hot);
        // One that is torn or too new is passed over: the durable one may be whole.
        let mut found: HashMap<_, _> = copies
            .filter_map(|(id, bytes)| Some((id, bytes?)))
            .filter(|(_, bytes)| snapshot::check(bytes).is_ok())
            .collect();
        let missing: Vec<_> = conversations
            .iter()
            .filter(|(_, id)| !found.contains_key(id))
            .copied()
            .collect();
        if !missing.is_empty() {
            found.extend(self.durable.get_many(&missing).await?);
        }
        Ok(found)
    }

    async fn delete(&self, business: BusinessId, conversation: ConversationId) -> Result<(), StoreError> {
        within(self.hot.delete(conversation)).await;
        self.durable.delete(business, conversation).await
    }
}

/// Asks the hot copy; what it cannot do in time is left to the durable one.
async fn within<T>(work: impl Future<Output = Result<T, StoreError>>) -> Option<T> {
    let cause = match tokio::time::timeout(PATIENCE, work).await {
        Ok(Ok(value)) => return Some(value),
        Ok(Err(_refused)) => "refused",
        Err(_elapsed) => "slow",
    };
    metrics::counter!("colloquy_snapshots_hot_missed_total", "cause" => cause).increment(1);
    None
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use colloquy_engine::{
        channel::Channel,
        conversation::{ConversationState, snapshot::Snapshot},
    };
    use parking_lot::Mutex;
    use uuid::Uuid;

    use super::*;

    const BUSINESS: BusinessId = BusinessId(Uuid::nil());
    const ID: ConversationId = ConversationId(Uuid::from_u128(1));

    #[derive(Default)]
    struct Copies {
        bytes: Mutex<HashMap<ConversationId, Vec<u8>>>,
        hangs: bool,
    }

    #[async_trait]
    impl HotCopies for Copies {
        async fn get_many(
            &self,
            conversations: &[ConversationId],
        ) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
            if self.hangs {
                std::future::pending::<()>().await;
            }
            let bytes = self.bytes.lock();
            Ok(conversations.iter().map(|id| bytes.get(id).cloned()).collect())
        }

        async fn put_many(&self, copies: &[(ConversationId, &[u8])]) -> Result<(), StoreError> {
            if self.hangs {
                std::future::pending::<()>().await;
            }
            let copies = copies.iter().map(|(id, bytes)| (*id, bytes.to_vec()));
            self.bytes.lock().extend(copies);
            Ok(())
        }

        async fn delete(&self, conversation: ConversationId) -> Result<(), StoreError> {
            self.bytes.lock().remove(&conversation);
            Ok(())
        }
    }

    #[async_trait]
    impl SnapshotStore for Copies {
        async fn put_many(&self, snapshots: &[StoredSnapshot]) -> Result<(), StoreError> {
            for snapshot in snapshots {
                self.bytes
                    .lock()
                    .insert(snapshot.conversation_id, snapshot.bytes.clone());
            }
            Ok(())
        }

        async fn get_many(
            &self,
            conversations: &[(BusinessId, ConversationId)],
        ) -> Result<HashMap<ConversationId, Vec<u8>>, StoreError> {
            let bytes = self.bytes.lock();
            let kept = conversations.iter().map(|(_, id)| (*id, bytes.get(id).cloned()));
            Ok(kept.filter_map(|(id, bytes)| Some((id, bytes?))).collect())
        }

        async fn delete(&self, _: BusinessId, conversation: ConversationId) -> Result<(), StoreError> {
            self.bytes.lock().remove(&conversation);
            Ok(())
        }
    }

    fn stored() -> StoredSnapshot {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let state = ConversationState::fresh(ID, BUSINESS, Channel::Web, None, at);
        let snapshot = Snapshot {
            state,
            seen: Vec::new(),
        };
        StoredSnapshot {
            business_id: BUSINESS,
            conversation_id: ID,
            version: 0,
            last_seq: 0,
            taken_at: at,
            bytes: snapshot::encode(&snapshot).unwrap(),
        }
    }

    #[tokio::test]
    async fn a_hot_copy_that_is_lost_or_torn_costs_nothing_but_the_way_to_the_durable_one() {
        let (hot, durable) = (Arc::new(Copies::default()), Arc::new(Copies::default()));
        let layered = LayeredSnapshots::new(hot.clone(), durable.clone());
        let stored = stored();
        layered.put_many(std::slice::from_ref(&stored)).await.unwrap();
        durable.bytes.lock().insert(ID, b"durable".to_vec());
        assert_eq!(
            layered.get(BUSINESS, ID).await.unwrap(),
            Some(stored.bytes.clone())
        );
        hot.bytes.lock().insert(ID, stored.bytes[..9].to_vec());
        assert_eq!(
            layered.get(BUSINESS, ID).await.unwrap(),
            Some(b"durable".to_vec())
        );
        hot.bytes.lock().clear();
        assert_eq!(
            layered.get(BUSINESS, ID).await.unwrap(),
            Some(b"durable".to_vec())
        );
        let another = ConversationId(Uuid::from_u128(2));
        hot.bytes.lock().insert(another, stored.bytes.clone());
        let both = layered
            .get_many(&[(BUSINESS, ID), (BUSINESS, another)])
            .await
            .unwrap();
        assert_eq!(
            (both[&ID].as_slice(), &both[&another]),
            (&b"durable"[..], &stored.bytes)
        );
        layered.delete(BUSINESS, ID).await.unwrap();
        assert_eq!(layered.get(BUSINESS, ID).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_hot_copy_that_hangs_holds_nothing_up() {
        let hot = Copies {
            hangs: true,
            ..Copies::default()
        };
        let layered = LayeredSnapshots::new(Arc::new(hot), Arc::new(Copies::default()));
        let stored = stored();
        layered.put_many(std::slice::from_ref(&stored)).await.unwrap();
        assert_eq!(layered.get(BUSINESS, ID).await.unwrap(), Some(stored.bytes));
    }
}
