//! Bounds of what goes out.

use std::time::Duration;

use colloquy_engine::delivery::{BreakerPolicy, NoticePolicy, RatePolicy, RetryPolicy};

/// Tunables of the outbox.
#[derive(Clone, Debug)]
pub struct OutboxSettings {
    /// How long after one look the next begins when nothing rings.
    pub poll: Duration,
    /// How long a claim lasts. A delivery whose sender died is taken by another after it.
    pub lease: Duration,
    /// How long one try may take; shorter than half of the lease.
    pub attempt_deadline: Duration,
    /// How long one question to the store may take.
    pub store_deadline: Duration,
    /// Deliveries under way at once on a connection.
    pub at_once: usize,
    /// Connections that one look takes up.
    pub connections_at_once: u64,
    /// Deliveries of a connection in a time.
    pub rate: RatePolicy,
    /// How often and how fast a delivery is tried.
    pub retry: RetryPolicy,
    /// When a connection is left alone.
    pub breaker: BreakerPolicy,
    /// How the staff is told of what is given up; none when it is not.
    pub notices: Option<NoticePolicy>,
}
