//! What becomes of a long-lived actor that falls.

use std::{
    num::{NonZeroU64, NonZeroUsize},
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// Pauses and the budget of restarts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupervisionSettings {
    /// Milliseconds before the first restart; each further fall within the window doubles them.
    pub first_pause_ms: NonZeroU64,
    /// Milliseconds before a restart at most.
    pub longest_pause_ms: NonZeroU64,
    /// Restarts within the window; one more fall is a crash loop.
    pub budget: NonZeroUsize,
    /// Seconds that a fall counts.
    pub window_seconds: NonZeroU64,
    /// Seconds before an actor in a crash loop is tried again.
    pub crash_loop_pause_seconds: NonZeroU64,
}

impl SupervisionSettings {
    /// The pause before the first restart.
    #[must_use]
    pub fn first_pause(&self) -> Duration {
        Duration::from_millis(self.first_pause_ms.get())
    }

    /// The longest pause of the backoff.
    #[must_use]
    pub fn longest_pause(&self) -> Duration {
        Duration::from_millis(self.longest_pause_ms.get())
    }

    /// How long a fall counts.
    #[must_use]
    pub fn window(&self) -> Duration {
        Duration::from_secs(self.window_seconds.get())
    }

    /// The pause of a crash loop.
    #[must_use]
    pub fn crash_loop_pause(&self) -> Duration {
        Duration::from_secs(self.crash_loop_pause_seconds.get())
    }
}
