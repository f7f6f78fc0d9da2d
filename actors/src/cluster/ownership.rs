//! Which shards this node owns, and until when: read before every turn, so it is one atomic number for each shard.

use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::{Duration, Instant},
};

use colloquy_engine::ids::ConversationId;

use super::shard::{SHARDS, Shard};

/// Not owned.
const NEVER: u64 = 0;

/// The leases of this node by its own monotonic clock, which goes on while the process is held up.
#[derive(Debug)]
pub(crate) struct Ownership {
    began: Instant,
    /// Milliseconds since `began` until which each shard is ours.
    until: Vec<AtomicU64>,
    /// Nobody can take a lease, because Redis answers nobody: ours stand, and the fence alone decides.
    suspended: AtomicBool,
}

impl Ownership {
    pub(crate) fn none() -> Self {
        Self {
            began: Instant::now(),
            until: (0..SHARDS).map(|_| AtomicU64::new(NEVER)).collect(),
            suspended: AtomicBool::new(false),
        }
    }

    /// Whether a conversation's turns are this node's at this moment.
    pub(crate) fn owns(&self, conversation: ConversationId) -> bool {
        self.holds(Shard::of(conversation))
    }

    /// Whether a shard is this node's at this moment.
    pub(crate) fn holds(&self, shard: Shard) -> bool {
        let until = self.until[shard.index()].load(Ordering::Acquire);
        until != NEVER && (until > self.now() || self.suspended.load(Ordering::Acquire))
    }

    /// Every shard that is this node's at this moment.
    pub(crate) fn held(&self) -> Vec<Shard> {
        Shard::all().filter(|shard| self.holds(*shard)).collect()
    }

    /// A lease was taken or renewed by a call that was begun at `asked`. Answers whether the shard was not held before.
    pub(crate) fn extend(&self, shard: Shard, asked: Instant, lease: Duration) -> bool {
        let was_held = self.holds(shard);
        let until = (asked + lease).saturating_duration_since(self.began).as_millis();
        // Never 0, which means that a shard is not owned.
        let until = u64::try_from(until).unwrap_or(u64::MAX).max(NEVER + 1);
        self.until[shard.index()].store(until, Ordering::Release);
        !was_held
    }

    /// A lease is gone, or about to be given back.
    pub(crate) fn drop(&self, shard: Shard) {
        self.until[shard.index()].store(NEVER, Ordering::Release);
    }

    /// Drops every lease that has run out. Answers which.
    pub(crate) fn drop_expired(&self) -> Vec<Shard> {
        let expired: Vec<Shard> = Shard::all()
            .filter(|shard| self.until[shard.index()].load(Ordering::Acquire) != NEVER && !self.holds(*shard))
            .collect();
        for shard in &expired {
            self.drop(*shard);
        }
        expired
    }

    /// Leases stand although they cannot be renewed.
    pub(crate) fn suspend(&self, suspended: bool) {
        self.suspended.store(suspended, Ordering::Release);
    }

    /// Whether leases stand unrenewed.
    pub(crate) fn is_suspended(&self) -> bool {
        self.suspended.load(Ordering::Acquire)
    }

    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis())
            .unwrap_or(u64::MAX)
            .max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn a_lease_that_has_run_out_is_not_held_even_before_anybody_looks() {
        let ownership = Ownership::none();
        let shard = Shard(7);
        assert!(!ownership.holds(shard));
        assert!(ownership.extend(shard, Instant::now(), LONG), "it is new");
        assert!(!ownership.extend(shard, Instant::now(), LONG), "it is renewed");
        assert_eq!(ownership.held(), [shard]);
        ownership.extend(shard, Instant::now(), Duration::ZERO);
        assert!(!ownership.holds(shard));
        assert_eq!(ownership.drop_expired(), [shard]);
        assert!(ownership.drop_expired().is_empty(), "told once");
    }

    #[test]
    fn leases_stand_while_nobody_can_take_them_and_end_when_somebody_can() {
        let ownership = Ownership::none();
        ownership.suspend(true);
        assert!(!ownership.holds(Shard(1)), "what was never ours is not ours now");
        ownership.extend(Shard(1), Instant::now(), Duration::ZERO);
        assert!(ownership.holds(Shard(1)));
        assert!(ownership.drop_expired().is_empty());
        ownership.suspend(false);
        assert_eq!(ownership.drop_expired(), [Shard(1)]);
    }
}
