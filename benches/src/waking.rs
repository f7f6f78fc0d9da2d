//! Conversations read as actors read them when they wake: from their rows, or from a snapshot and what came since.

use std::collections::HashMap;

use anyhow::Context;
use chrono::{TimeDelta, Utc};
use colloquy_engine::{
    conversation::snapshot::{self, Snapshot},
    ids::{BusinessId, ConversationId},
    port::{
        conversations::{Asleep as Sleeping, ConversationStore, Origin},
        snapshots::{SnapshotStore, StoredSnapshot},
    },
};
use colloquy_entities::Store;
use colloquy_web::secret::RootSecret;
use futures::{StreamExt, TryStreamExt, stream};

use crate::load::seed::Writer;

/// Conversations that are written in one commit.
const AT_ONCE: usize = 250;
/// Threads that conversations are spread over, as in service.
const ARBITERS: usize = 2;
/// Messages of each.
const MESSAGES: usize = 20;

/// Stored conversations, each with a snapshot that is up to date.
#[derive(Debug)]
pub struct Asleep {
    store: Store,
    business: BusinessId,
    ids: Vec<ConversationId>,
}

impl Asleep {
    /// Writes so many conversations of twenty messages of eighty characters, and their snapshots.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn write(store: &Store, business: BusinessId, count: usize) -> anyhow::Result<Self> {
        let secret = RootSecret::new("benches");
        let writer = Writer::new(store.clone(), business, &secret, TimeDelta::days(30));
        let mut asleep = Self {
            store: store.clone(),
            business,
            ids: Vec::with_capacity(count),
        };
        while asleep.ids.len() < count {
            let some = AT_ONCE.min(count - asleep.ids.len());
            let talks = writer.answered(some, MESSAGES, Utc::now()).await?;
            let ids: Vec<_> = talks.iter().map(|talk| talk.conversation_id).collect();
            asleep.keep(&ids).await?;
            asleep.ids.extend(ids);
        }
        Ok(asleep)
    }

    async fn keep(&self, ids: &[ConversationId]) -> anyhow::Result<()> {
        let mut snapshots = Vec::with_capacity(ids.len());
        for id in ids {
            let stored = self.store.load(self.business, *id).await?;
            let stored = stored.context("a conversation that was just written")?;
            let head = &stored.state.head;
            let (version, last_seq) = (head.version, head.last_seq);
            let snapshot = Snapshot::new(stored.state, stored.seen.iter());
            snapshots.push(StoredSnapshot {
                business_id: self.business,
                conversation_id: *id,
                version,
                last_seq,
                taken_at: Utc::now(),
                bytes: snapshot::encode(&snapshot)?,
            });
        }
        Ok(self.store.put_many(&snapshots).await?)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Wakes so many from their rows as two arbiters do that have many to wake: in reads of `page` conversations, two side
    /// by side and each in a task of its own. Begins at a place and goes round.
    ///
    /// # Errors
    /// When one cannot be read.
    pub async fn from_journal(&self, from: usize, count: usize, page: usize) -> anyhow::Result<()> {
        self.wake(from, count, page, Origin::Journal).await
    }

    /// The same from their snapshots.
    ///
    /// # Errors
    /// When one cannot be read, or is not read from its snapshot.
    pub async fn from_snapshots(&self, from: usize, count: usize, page: usize) -> anyhow::Result<()> {
        self.wake(from, count, page, Origin::Snapshot).await
    }

    async fn wake(&self, from: usize, count: usize, page: usize, origin: Origin) -> anyhow::Result<()> {
        let ids: Vec<ConversationId> = self.round(from, count).collect();
        let reads = stream::iter(ids.chunks(page.max(1)).map(<[_]>::to_vec));
        let reading = reads.map(|ids| async {
            let (store, business) = (self.store.clone(), self.business);
            tokio::spawn(async move { read(&store, business, &ids, origin).await }).await?
        });
        reading.buffer_unordered(ARBITERS).try_collect().await
    }

    /// The bytes of one snapshot with its conversation.
    ///
    /// # Errors
    /// When there is none.
    pub async fn packed(&self, place: usize) -> anyhow::Result<(ConversationId, Vec<u8>)> {
        let id = self.ids[place % self.ids.len().max(1)];
        Ok((id, self.bytes(id).await?))
    }

    async fn bytes(&self, id: ConversationId) -> anyhow::Result<Vec<u8>> {
        let bytes = SnapshotStore::get(&self.store, self.business, id).await?;
        bytes.context("a snapshot")
    }

    fn round(&self, from: usize, count: usize) -> impl Iterator<Item = ConversationId> {
        let from = from % self.ids.len().max(1);
        self.ids.iter().copied().cycle().skip(from).take(count)
    }
}

async fn read(
    store: &Store,
    business: BusinessId,
    ids: &[ConversationId],
    origin: Origin,
) -> anyhow::Result<()> {
    let mut kept = HashMap::new();
    if origin == Origin::Snapshot {
        let places: Vec<_> = ids.iter().map(|id| (business, *id)).collect();
        kept = store.get_many(&places).await?;
    }
    let mut asleep = Vec::with_capacity(ids.len());
    for id in ids {
        let bytes = kept.remove(id);
        asleep.push(Sleeping {
            business_id: business,
            conversation_id: *id,
            snapshot: bytes.map(|bytes| snapshot::decode(&bytes, *id)).transpose()?,
        });
    }
    let woken = store.load_many(asleep).await?;
    anyhow::ensure!(
        woken.len() == ids.len(),
        "{} of {} were woken",
        woken.len(),
        ids.len()
    );
    let other = woken.values().find(|stored| stored.origin != origin);
    anyhow::ensure!(other.is_none(), "one was woken from elsewhere");
    Ok(())
}
