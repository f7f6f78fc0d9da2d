//! Hot copies of snapshots in Redis: a conversation that another node takes over wakes without the database's copy.

use std::sync::Arc;

use async_trait::async_trait;
use colloquy_engine::{ids::ConversationId, port::StoreError};

use super::{Cluster, link::LinkError};
use crate::snapshots::HotCopies;

/// The copies that all nodes of a cluster share.
pub(crate) struct RedisCopies(Arc<Cluster>);

impl RedisCopies {
    pub(crate) fn new(cluster: Arc<Cluster>) -> Self {
        Self(cluster)
    }
}

#[async_trait]
impl HotCopies for RedisCopies {
    async fn get_many(&self, conversations: &[ConversationId]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        let mut read = redis::pipe();
        for conversation in conversations {
            read.get(self.0.keys.snapshot(*conversation));
        }
        self.0.link.pipe(&read).await.map_err(unavailable)
    }

    async fn put_many(&self, copies: &[(ConversationId, &[u8])]) -> Result<(), StoreError> {
        let mut write = redis::pipe();
        for (conversation, bytes) in copies {
            let seconds = self.0.settings.snapshot_ttl.as_secs().max(1);
            write
                .set_ex(self.0.keys.snapshot(*conversation), *bytes, seconds)
                .ignore();
        }
        self.0.link.pipe(&write).await.map_err(unavailable)
    }

    async fn delete(&self, conversation: ConversationId) -> Result<(), StoreError> {
        let mut forget = redis::pipe();
        forget.del(self.0.keys.snapshot(conversation)).ignore();
        self.0.link.pipe(&forget).await.map_err(unavailable)
    }
}

fn unavailable(error: LinkError) -> StoreError {
    StoreError::Unavailable(error.to_string())
}
