use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    channel::Channel,
    conversation::{ConversationState, Event, seen::SeenMessage},
    ids::SessionId,
    port::{
        conversations::{Lapsed, Origin, StoredSession, Unanswered},
        snapshots::StoredSnapshot,
    },
};
use futures::future::join_all;
use parking_lot::Mutex;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::*;

const BUSINESS: BusinessId = BusinessId(Uuid::nil());

/// Conversations that are read when the gate lets a read through.
struct Rows {
    gate: Semaphore,
    /// What each read was asked for: conversations, and whether each had a snapshot.
    reads: Mutex<Vec<Vec<(u128, bool)>>>,
    broken: Option<u128>,
    falls: AtomicBool,
    snapshots: HashMap<ConversationId, Vec<u8>>,
}

impl Rows {
    fn new() -> Self {
        Self {
            gate: Semaphore::new(0),
            reads: Mutex::default(),
            broken: None,
            falls: AtomicBool::new(false),
            snapshots: HashMap::new(),
        }
    }

    fn wakes(self: &Arc<Self>) -> Wakes {
        let (conversations, snapshots) = (Arc::clone(self), Arc::clone(self));
        Wakes::new(conversations, snapshots)
    }

    async fn begun(&self, reads: usize) {
        while self.reads.lock().len() < reads {
            tokio::task::yield_now().await;
        }
    }
}

#[async_trait]
impl ConversationStore for Rows {
    async fn load_many(
        &self,
        asleep: Vec<Asleep>,
    ) -> Result<HashMap<ConversationId, StoredConversation>, StoreError> {
        let asked = asleep
            .iter()
            .map(|one| (one.conversation_id.0.as_u128(), one.snapshot.is_some()));
        let asked: Vec<(u128, bool)> = asked.collect();
        self.reads.lock().push(asked.clone());
        self.gate.acquire().await.unwrap().forget();
        assert!(
            !self.falls.swap(false, Ordering::Relaxed),
            "asked for by the test"
        );
        if asked.iter().any(|(id, _)| Some(*id) == self.broken) {
            return Err(StoreError::Corrupt {
                what: "conversation",
                why: "the test says so".to_owned(),
            });
        }
        Ok(asleep
            .into_iter()
            .map(|one| (one.conversation_id, stored(one)))
            .collect())
    }

    async fn events_after(
        &self,
        _: BusinessId,
        _: ConversationId,
        _: i64,
        _: u64,
    ) -> Result<Vec<Event>, StoreError> {
        Ok(Vec::new())
    }

    async fn find_seen(
        &self,
        _: BusinessId,
        _: ConversationId,
        _: &str,
    ) -> Result<Option<SeenMessage>, StoreError> {
        Ok(None)
    }

    async fn find_session(&self, _: &SessionId) -> Result<Option<StoredSession>, StoreError> {
        Ok(None)
    }

    async fn end_session(&self, _: &SessionId, _: DateTime<Utc>) -> Result<bool, StoreError> {
        Ok(false)
    }

    async fn unanswered(&self, _: Option<ConversationId>, _: u64) -> Result<Vec<Unanswered>, StoreError> {
        Ok(Vec::new())
    }

    async fn lapsed(&self, _: DateTime<Utc>, _: DateTime<Utc>, _: u64) -> Result<Vec<Lapsed>, StoreError> {
        Ok(Vec::new())
    }

    async fn count_unsettled(&self) -> Result<u64, StoreError> {
        Ok(0)
    }
}

#[async_trait]
impl SnapshotStore for Rows {
    async fn put_many(&self, _: &[StoredSnapshot]) -> Result<(), StoreError> {
        Ok(())
    }

    async fn get_many(
        &self,
        conversations: &[(BusinessId, ConversationId)],
    ) -> Result<HashMap<ConversationId, Vec<u8>>, StoreError> {
        let kept = conversations
            .iter()
            .map(|(_, id)| (*id, self.snapshots.get(id).cloned()));
        Ok(kept.filter_map(|(id, bytes)| Some((id, bytes?))).collect())
    }

    async fn delete(&self, _: BusinessId, _: ConversationId) -> Result<(), StoreError> {
        Ok(())
    }
}

fn id(number: u128) -> ConversationId {
    ConversationId(Uuid::from_u128(number))
}

fn state(id: ConversationId) -> ConversationState {
    ConversationState::fresh(id, BUSINESS, Channel::Web, None, DateTime::<Utc>::UNIX_EPOCH)
}

fn stored(one: Asleep) -> StoredConversation {
    StoredConversation {
        state: state(one.conversation_id),
        unsettled: Vec::new(),
        seen: Vec::new(),
        origin: if one.snapshot.is_some() {
            Origin::Snapshot
        } else {
            Origin::Journal
        },
    }
}

fn snapshot_of(number: u128) -> Vec<u8> {
    let snapshot = Snapshot {
        state: state(id(number)),
        seen: Vec::new(),
    };
    snapshot::encode(&snapshot).unwrap()
}

/// Begins to wake conversations, a task for each.
fn asking(wakes: &Wakes, numbers: impl IntoIterator<Item = u128>) -> Vec<tokio::task::JoinHandle<Woken>> {
    let ask = |number| {
        let wakes = wakes.clone();
        actix::spawn(async move { wakes.wake(BUSINESS, id(number)).await })
    };
    numbers.into_iter().map(ask).collect()
}

/// One that asks alone is read at once, the second beside the first. Then all reads that may run do.
async fn two_reads_hang(rows: &Rows, wakes: &Wakes) -> Vec<tokio::task::JoinHandle<Woken>> {
    let mut before = asking(wakes, [1]);
    rows.begun(1).await;
    before.extend(asking(wakes, [2]));
    rows.begun(2).await;
    before
}

async fn answers(asked: Vec<tokio::task::JoinHandle<Woken>>) -> Vec<Woken> {
    let ended = join_all(asked).await;
    ended.into_iter().map(Result::unwrap).collect()
}

#[test]
fn conversations_that_wake_while_reads_run_are_read_together_and_one_alone_at_once() {
    actix::System::new().block_on(async {
        let rows = Arc::new(Rows::new());
        let wakes = rows.wakes();
        let before = two_reads_hang(&rows, &wakes).await;
        // One twice: it is read for each.
        let later = asking(&wakes, (3..=40).chain([3]));
        while wakes.0.waiting.borrow().len() < 39 {
            tokio::task::yield_now().await;
        }
        rows.gate.add_permits(10);
        for woken in answers(before.into_iter().chain(later).collect()).await {
            assert!(woken.unwrap().is_some());
        }
        let mut sizes: Vec<usize> = rows.reads.lock().iter().map(Vec::len).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [1, 1, 1, 38]);
        assert_eq!(wakes.0.reading.get(), 0);
    });
}

#[test]
fn snapshots_of_no_use_hurt_nobody_else_who_wakes_with_them() {
    actix::System::new().block_on(async {
        let mut rows = Rows::new();
        let (mut torn, mut newer) = (snapshot_of(11), snapshot_of(12));
        torn.truncate(torn.len() / 2);
        newer[0] = snapshot::FORMAT + 1;
        rows.snapshots = HashMap::from([
            (id(10), snapshot_of(10)),
            (id(11), torn),
            (id(12), newer),
            (id(13), snapshot_of(10)),
            (id(15), snapshot_of(15)),
        ]);
        let rows = Arc::new(rows);
        let wakes = rows.wakes();
        let before = two_reads_hang(&rows, &wakes).await;
        let together = asking(&wakes, 10..=15);
        while wakes.0.waiting.borrow().len() < 6 {
            tokio::task::yield_now().await;
        }
        rows.gate.add_permits(10);
        let _those_before = answers(before).await;
        let from: Vec<Origin> = answers(together)
            .await
            .into_iter()
            .map(|woken| woken.unwrap().unwrap().origin)
            .collect();
        let (kept, journal) = (Origin::Snapshot, Origin::Journal);
        assert_eq!(from, [kept, journal, journal, journal, journal, kept]);
        assert_eq!(rows.reads.lock().len(), 3, "they were read together");
    });
}

#[test]
fn a_conversation_whose_rows_cannot_be_read_fails_alone() {
    actix::System::new().block_on(async {
        let rows = Arc::new(Rows {
            broken: Some(12),
            ..Rows::new()
        });
        let wakes = rows.wakes();
        let before = two_reads_hang(&rows, &wakes).await;
        let together = asking(&wakes, 10..=14);
        while wakes.0.waiting.borrow().len() < 5 {
            tokio::task::yield_now().await;
        }
        rows.gate.add_permits(20);
        let _those_before = answers(before).await;
        let was_read: Vec<bool> = answers(together).await.iter().map(Result::is_ok).collect();
        assert_eq!(was_read, [true, true, false, true, true]);
    });
}

#[test]
fn a_read_that_falls_leaves_nobody_waiting_and_the_next_one_succeeds() {
    actix::System::new().block_on(async {
        let rows = Arc::new(Rows::new());
        rows.falls.store(true, Ordering::Relaxed);
        rows.gate.add_permits(10);
        let wakes = rows.wakes();
        assert!(wakes.wake(BUSINESS, id(1)).await.is_err());
        assert_eq!(wakes.0.reading.get(), 0);
        assert!(wakes.wake(BUSINESS, id(1)).await.unwrap().is_some());
    });
}

#[test]
fn beyond_the_bound_whoever_wakes_is_told_to_come_again() {
    actix::System::new().block_on(async {
        let rows = Arc::new(Rows::new());
        let wakes = rows.wakes();
        let waiting = asking(&wakes, 0..MOST_WAITING as u128 + 2 * BATCH as u128 + 2);
        while wakes.0.waiting.borrow().len() < MOST_WAITING {
            tokio::task::yield_now().await;
        }
        let refused = wakes.wake(BUSINESS, id(u128::MAX)).await;
        assert!(refused.is_err_and(|error| error.is_retryable()));
        for each in waiting {
            each.abort();
        }
    });
}
