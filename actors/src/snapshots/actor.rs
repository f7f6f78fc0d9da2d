//! The actor that gathers snapshots and writes them in batches, the newest of each conversation once.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use actix::{Actor, ActorFutureExt, AsyncContext, Context, Handler, Message, ResponseActFuture, WrapFuture};
use colloquy_engine::{
    conversation::snapshot,
    ids::ConversationId,
    port::{
        StoreError,
        snapshots::{SnapshotStore, StoredSnapshot},
    },
};
use tokio::sync::oneshot;

use super::{Taken, Waiting, skipped};

/// Snapshots in one write at most: few enough that the journal, which writes beside it, hardly notices.
const BATCH: usize = 128;

/// Keep these.
#[derive(Message)]
#[rtype(result = "()")]
pub(super) struct Keep(pub Vec<Waiting>);

/// Write everything that was handed in; answered when it is done.
#[derive(Message)]
#[rtype(result = "()")]
pub(super) struct Flush;

pub(super) struct Snapshots {
    store: Arc<dyn SnapshotStore>,
    /// Handed in and not written yet. A newer one takes an older one's place.
    dirty: HashMap<ConversationId, Waiting>,
    capacity: usize,
    interval: Duration,
    deadline: Duration,
    /// A write runs, or is due at the end of the interval.
    scheduled: bool,
    writing: bool,
    flushing: Vec<oneshot::Sender<()>>,
}

impl Snapshots {
    pub(super) fn new(
        store: Arc<dyn SnapshotStore>,
        capacity: usize,
        interval: Duration,
        deadline: Duration,
    ) -> Self {
        Self {
            store,
            dirty: HashMap::new(),
            capacity,
            interval,
            deadline,
            scheduled: false,
            writing: false,
            flushing: Vec::new(),
        }
    }

    fn schedule(&mut self, pause: Duration, context: &mut Context<Self>) {
        if !self.scheduled && !self.writing && !self.dirty.is_empty() {
            self.scheduled = true;
            context.run_later(pause, |snapshots, context| {
                snapshots.scheduled = false;
                snapshots.write_next(context);
            });
        }
    }

    fn write_next(&mut self, context: &mut Context<Self>) {
        if self.writing {
            return;
        }
        let batch = self.take_batch();
        if batch.is_empty() {
            for reply in self.flushing.drain(..) {
                // Who stopped waiting has no more use for it.
                let _nobody_waits = reply.send(());
            }
            return;
        }
        self.writing = true;
        let (store, deadline, count) = (Arc::clone(&self.store), self.deadline, batch.len());
        let began = Instant::now();
        let write = async move {
            let written = tokio::time::timeout(deadline, store.put_many(&batch)).await;
            written
                .unwrap_or_else(|_elapsed| Err(StoreError::Unavailable("writing took too long".to_owned())))
        };
        context.spawn(write.into_actor(self).map(move |result, snapshots, context| {
            snapshots.writing = false;
            match result {
                Ok(()) => {
                    metrics::counter!("colloquy_snapshots_written_total").increment(count as u64);
                }
                Err(error) => {
                    skipped("store", count);
                    tracing::warn!(
                        event_type = "snapshots_not_written", count, error_code = %error,
                        "snapshots could not be written; the journal has what they held"
                    );
                }
            }
            if snapshots.flushing.is_empty() {
                snapshots.schedule(snapshots.pause_after(began.elapsed()), context);
            } else {
                snapshots.write_next(context);
            }
        }));
    }

    /// How long to leave the database alone after a write that took so long. When more than a batch waits, snapshots
    /// take a quarter of the time at most.
    fn pause_after(&self, took: Duration) -> Duration {
        if self.dirty.len() < BATCH {
            return self.interval;
        }
        (took * 3).min(self.interval)
    }

    fn take_batch(&mut self) -> Vec<StoredSnapshot> {
        let ids: Vec<ConversationId> = self.dirty.keys().take(BATCH).copied().collect();
        let mut batch: Vec<StoredSnapshot> = ids
            .iter()
            .filter_map(|id| self.dirty.remove(id))
            .filter_map(|waiting| packed(waiting.taken))
            .collect();
        // In one order everywhere, so that two writers never lock rows crosswise.
        batch.sort_by_key(|snapshot| snapshot.conversation_id);
        batch
    }
}

fn packed(taken: Taken) -> Option<StoredSnapshot> {
    let head = &taken.snapshot.state.head;
    let bytes = match snapshot::encode(&taken.snapshot) {
        Ok(bytes) => bytes,
        Err(error) => {
            skipped("encoding", 1);
            tracing::error!(
                event_type = "snapshot_not_encoded", conversation_id = %head.id, error_code = error.cause(),
                "a snapshot could not be encoded"
            );
            return None;
        }
    };
    Some(StoredSnapshot {
        business_id: head.business_id,
        conversation_id: head.id,
        version: head.version,
        last_seq: head.last_seq,
        taken_at: taken.at,
        bytes,
    })
}

impl Actor for Snapshots {
    type Context = Context<Self>;
}

impl Handler<Keep> for Snapshots {
    type Result = ();

    fn handle(&mut self, Keep(taken): Keep, context: &mut Context<Self>) {
        for waiting in taken {
            let id = waiting.taken.snapshot.state.head.id;
            if self.dirty.len() < self.capacity || self.dirty.contains_key(&id) {
                self.dirty.insert(id, waiting);
            } else {
                skipped("full", 1);
            }
        }
        self.schedule(self.interval, context);
    }
}

impl Handler<Flush> for Snapshots {
    type Result = ResponseActFuture<Self, ()>;

    fn handle(&mut self, _message: Flush, context: &mut Context<Self>) -> Self::Result {
        let (reply, done) = oneshot::channel();
        self.flushing.push(reply);
        self.write_next(context);
        Box::pin(
            async move {
                // Dropped with the actor: nothing is left to wait for.
                let _ended = done.await;
            }
            .into_actor(self),
        )
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use async_trait::async_trait;
    use chrono::{DateTime, Utc};
    use colloquy_engine::{
        channel::Channel,
        conversation::{ConversationState, snapshot::Snapshot},
        ids::BusinessId,
    };
    use parking_lot::Mutex;
    use uuid::Uuid;

    use super::{super::Held, *};

    #[derive(Default)]
    struct Writes(Mutex<Vec<Vec<(u128, i64)>>>);

    #[async_trait]
    impl SnapshotStore for Writes {
        async fn put_many(&self, snapshots: &[StoredSnapshot]) -> Result<(), StoreError> {
            let batch = snapshots
                .iter()
                .map(|one| (one.conversation_id.0.as_u128(), one.last_seq));
            self.0.lock().push(batch.collect());
            Ok(())
        }

        async fn get_many(
            &self,
            _: &[(BusinessId, ConversationId)],
        ) -> Result<HashMap<ConversationId, Vec<u8>>, StoreError> {
            Ok(HashMap::new())
        }

        async fn delete(&self, _: BusinessId, _: ConversationId) -> Result<(), StoreError> {
            Ok(())
        }
    }

    fn waiting(conversation: u128, last_seq: i64, all: &Arc<AtomicUsize>) -> Waiting {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let id = ConversationId(Uuid::from_u128(conversation));
        let mut state = ConversationState::fresh(id, BusinessId(Uuid::nil()), Channel::Web, None, at);
        state.head.last_seq = last_seq;
        all.fetch_add(10, Ordering::Relaxed);
        let held = Held {
            bytes: 10,
            all: Arc::clone(all),
        };
        let taken = Taken {
            snapshot: Snapshot {
                state,
                seen: Vec::new(),
            },
            bytes: 10,
            at,
        };
        Waiting { taken, _held: held }
    }

    #[test]
    fn each_conversation_is_written_once_with_its_newest_snapshot_and_no_more_than_there_is_room_for() {
        actix::System::new().block_on(async {
            let writes = Arc::new(Writes::default());
            let long = Duration::from_secs(3_600);
            let address = Snapshots::new(writes.clone(), 2, long, long).start();
            let bytes = Arc::default();
            for (conversation, seq) in [(1, 1), (2, 1), (3, 1), (1, 7)] {
                let keep = Keep(vec![waiting(conversation, seq, &bytes)]);
                address.send(keep).await.unwrap();
            }
            assert_eq!(bytes.load(Ordering::Relaxed), 20, "two wait");
            assert!(
                writes.0.lock().is_empty(),
                "nothing is written before the interval ends"
            );
            address.send(Flush).await.unwrap();
            address.send(Flush).await.unwrap();
            assert_eq!(*writes.0.lock(), [vec![(1, 7), (2, 1)]]);
            assert_eq!(bytes.load(Ordering::Relaxed), 0, "nothing waits any more");
        });
    }
}
