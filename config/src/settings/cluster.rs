//! Many nodes: leases, heartbeats and the deadlines of what goes between them.

use std::{
    num::{NonZeroU64, NonZeroUsize},
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// In force only where `REDIS_URL` names a Redis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClusterSettings {
    /// What every key and channel in Redis begins with: installations that share a Redis differ in it.
    pub prefix: String,
    /// Milliseconds that a node owns a shard, and counts as alive, after it last said so.
    pub lease_ms: NonZeroU64,
    /// Milliseconds between two renewals.
    pub heartbeat_ms: NonZeroU64,
    /// Milliseconds that a node keeps more than its share before it gives the surplus back.
    pub rebalance_ms: u64,
    /// Milliseconds between two looks at the messages that wait in the database.
    pub poll_ms: NonZeroU64,
    /// Milliseconds for one call of Redis.
    pub redis_deadline_ms: NonZeroU64,
    /// Seconds that Redis keeps the hot copy of a snapshot.
    pub snapshot_ttl_seconds: NonZeroU64,
    /// Frames, notices and doorbells that wait for Redis at most.
    pub publish_queue: NonZeroUsize,
}

impl ClusterSettings {
    /// How long a lease lasts.
    #[must_use]
    pub fn lease(&self) -> Duration {
        Duration::from_millis(self.lease_ms.get())
    }

    /// The time between two renewals.
    #[must_use]
    pub fn heartbeat(&self) -> Duration {
        Duration::from_millis(self.heartbeat_ms.get())
    }

    /// How long a surplus is kept.
    #[must_use]
    pub fn rebalance(&self) -> Duration {
        Duration::from_millis(self.rebalance_ms)
    }

    /// The time between two looks at the messages that wait.
    #[must_use]
    pub fn poll(&self) -> Duration {
        Duration::from_millis(self.poll_ms.get())
    }

    /// How long Redis keeps the hot copy of a snapshot.
    #[must_use]
    pub fn snapshot_ttl(&self) -> Duration {
        Duration::from_secs(self.snapshot_ttl_seconds.get())
    }

    /// How long a call of Redis may take.
    #[must_use]
    pub fn redis_deadline(&self) -> Duration {
        Duration::from_millis(self.redis_deadline_ms.get())
    }
}
