//! What a node has to know to stand in a cluster.

use std::{fmt, time::Duration};

/// Redis and the times of the protocol.
#[derive(Clone)]
pub struct ClusterSettings {
    /// Where Redis is. It may carry credentials and is never printed.
    pub redis_url: String,
    /// What every key and channel begins with.
    pub prefix: String,
    /// How long a lease, and a sign of life, lasts.
    pub lease: Duration,
    /// The time between two renewals.
    pub heartbeat: Duration,
    /// How long more than the fair share is kept.
    pub rebalance: Duration,
    /// The time between two looks at the messages that wait in the database.
    pub poll: Duration,
    /// How long one call of Redis may take.
    pub redis_deadline: Duration,
    /// How long the hot copy of a snapshot is kept.
    pub snapshot_ttl: Duration,
    /// How much may wait for Redis.
    pub publish_queue: usize,
}

impl fmt::Debug for ClusterSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClusterSettings")
            .field("prefix", &self.prefix)
            .field("lease", &self.lease)
            .field("heartbeat", &self.heartbeat)
            .field("rebalance", &self.rebalance)
            .field("poll", &self.poll)
            .field("redis_deadline", &self.redis_deadline)
            .field("snapshot_ttl", &self.snapshot_ttl)
            .field("publish_queue", &self.publish_queue)
            .finish_non_exhaustive()
    }
}
