//! Snapshots of conversations: taken when one falls asleep, at a stop, and now and then; never on the way of an
//! acknowledgement. Whatever is lost of them the journal rebuilds.

mod actor;
mod layered;
mod waking;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, Utc};
use colloquy_engine::{conversation::snapshot::Snapshot, port::snapshots::SnapshotStore};

use self::actor::{Flush, Keep, Snapshots};
pub(crate) use self::{
    layered::{HotCopies, LayeredSnapshots},
    waking::Wakes,
};
use crate::{
    settings::ActorSettings,
    supervisor::{Post, Supervised},
};

/// What the actor is called.
pub(crate) const ACTOR: &str = "snapshots";

/// Bytes that may wait to be written, as estimated. Beyond it snapshots are left out.
const MOST_BYTES: usize = 64 << 20;

/// A snapshot on its way to the store.
#[derive(Debug)]
pub(crate) struct Taken {
    pub snapshot: Snapshot,
    /// About how many bytes it takes until it is written.
    pub bytes: usize,
    pub at: DateTime<Utc>,
}

/// A snapshot for which there is room until it is dropped.
#[derive(Debug)]
struct Waiting {
    taken: Taken,
    _held: Held,
}

/// A share of the bytes that may wait.
#[derive(Debug)]
struct Held {
    bytes: usize,
    all: Arc<AtomicUsize>,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.all.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// Where snapshots are handed in.
#[derive(Clone)]
pub(crate) struct SnapshotsHandle {
    actor: Supervised<Snapshots>,
    waiting_bytes: Arc<AtomicUsize>,
}

impl SnapshotsHandle {
    pub(crate) fn start(store: Arc<dyn SnapshotStore>, settings: &ActorSettings, post: Post) -> Self {
        let (capacity, interval) = (settings.snapshots_waiting, settings.snapshot_interval);
        let deadline = settings.ask_deadline;
        let actor = Supervised::start(post, move |_handle| {
            move || Snapshots::new(Arc::clone(&store), capacity, interval, deadline)
        });
        Self {
            actor,
            waiting_bytes: Arc::default(),
        }
    }

    /// Hands a snapshot in. Without room for it, it is left out.
    pub(crate) fn keep(&self, taken: Taken) {
        let taken = self.admit(taken);
        if taken.is_none_or(|taken| self.actor.offer(Keep(vec![taken])).is_err()) {
            skipped("full", 1);
        }
    }

    /// Hands snapshots in and waits until they are taken.
    pub(crate) async fn keep_all(&self, taken: Vec<Taken>, deadline: Duration) {
        let all = taken.len();
        let admitted: Vec<Waiting> = taken.into_iter().filter_map(|taken| self.admit(taken)).collect();
        let count = admitted.len();
        skipped("full", all - count);
        if self.actor.ask(Keep(admitted), deadline).await.is_err() {
            skipped("full", count);
        }
    }

    /// Makes room for a snapshot, if there is any.
    fn admit(&self, taken: Taken) -> Option<Waiting> {
        let held = Held {
            bytes: taken.bytes,
            all: Arc::clone(&self.waiting_bytes),
        };
        let before = self.waiting_bytes.fetch_add(held.bytes, Ordering::Relaxed);
        // Given back with what is dropped here.
        (before + held.bytes <= MOST_BYTES).then_some(Waiting { taken, _held: held })
    }

    /// Waits until everything that was handed in is written or given up.
    pub(crate) async fn flush(&self, deadline: Duration) -> bool {
        self.actor.ask(Flush, deadline).await.is_ok()
    }
}

fn skipped(cause: &'static str, count: usize) {
    metrics::counter!("colloquy_snapshots_skipped_total", "cause" => cause).increment(count as u64);
}
