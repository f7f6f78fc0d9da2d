//! What goes out of the house, and how patiently.

use std::{
    num::{NonZeroU32, NonZeroU64, NonZeroUsize},
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// Bounds of deliveries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutboxSettings {
    /// Milliseconds from one look to the next.
    pub poll_ms: NonZeroU64,
    /// Milliseconds that a claim lasts.
    pub lease_ms: NonZeroU64,
    /// Milliseconds that one try may take.
    pub attempt_deadline_ms: NonZeroU64,
    /// Deliveries under way at once on one connection.
    pub at_once: NonZeroUsize,
    /// Connections that one look takes up.
    pub connections_at_once: NonZeroU64,
    /// Deliveries a second on one connection.
    pub per_second: NonZeroU32,
    /// Deliveries at once after a quiet time.
    pub burst: NonZeroU32,
    /// Tries of one delivery.
    pub most_attempts: NonZeroU32,
    /// Milliseconds after the first try.
    pub first_wait_ms: NonZeroU64,
    /// Seconds between two tries at most.
    pub longest_wait_seconds: NonZeroU64,
    /// Seconds that the other side may ask to wait.
    pub longest_retry_after_seconds: NonZeroU64,
    /// Failures in a row after which a connection is left alone.
    pub breaker_failures: NonZeroU32,
    /// Seconds that it is left alone.
    pub breaker_rest_seconds: NonZeroU64,
}

impl OutboxSettings {
    /// How long after one look the next begins.
    #[must_use]
    pub fn poll(&self) -> Duration {
        Duration::from_millis(self.poll_ms.get())
    }

    /// How long a claim lasts.
    #[must_use]
    pub fn lease(&self) -> Duration {
        Duration::from_millis(self.lease_ms.get())
    }

    /// How long one try may take.
    #[must_use]
    pub fn attempt_deadline(&self) -> Duration {
        Duration::from_millis(self.attempt_deadline_ms.get())
    }

    /// The wait after the first try.
    #[must_use]
    pub fn first_wait(&self) -> Duration {
        Duration::from_millis(self.first_wait_ms.get())
    }

    /// The longest wait between two tries.
    #[must_use]
    pub fn longest_wait(&self) -> Duration {
        Duration::from_secs(self.longest_wait_seconds.get())
    }

    /// The longest wait that the other side may ask for.
    #[must_use]
    pub fn longest_retry_after(&self) -> Duration {
        Duration::from_secs(self.longest_retry_after_seconds.get())
    }

    /// How long a connection is left alone.
    #[must_use]
    pub fn breaker_rest(&self) -> Duration {
        Duration::from_secs(self.breaker_rest_seconds.get())
    }
}
