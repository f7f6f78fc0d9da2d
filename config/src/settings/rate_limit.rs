//! Requests and socket upgrades a minute.

use std::{num::NonZeroU32, time::Duration};

use serde::{Deserialize, Serialize};

/// One tier for each kind of caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimitSettings {
    /// Whether requests are counted at all.
    pub enabled: bool,
    /// A guest, by address.
    pub anonymous_per_minute: NonZeroU32,
    /// An account.
    pub authenticated_per_minute: NonZeroU32,
    /// An admin's account.
    pub admin_per_minute: NonZeroU32,
    /// Refusals after which a caller is shut out for a while; 0 shuts nobody out.
    pub penalty_after_refusals: u32,
    /// Seconds of the first time; each further one is twice as long.
    pub penalty_first_seconds: NonZeroU32,
    /// Seconds of the longest.
    pub penalty_longest_seconds: NonZeroU32,
    /// Milliseconds that the counting of all nodes together may take.
    pub shared_deadline_ms: NonZeroU32,
}

impl RateLimitSettings {
    /// How long the counting of all nodes together may take.
    #[must_use]
    pub fn shared_deadline(&self) -> Duration {
        Duration::from_millis(u64::from(self.shared_deadline_ms.get()))
    }
}
