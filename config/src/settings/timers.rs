//! How it is looked for what is due.

use std::{
    num::{NonZeroU64, NonZeroUsize},
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// One look at a time, page by page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimerSettings {
    /// Seconds from the end of one look to the next.
    pub sweep_seconds: NonZeroU64,
    /// Seconds that one look may take.
    pub sweep_deadline_seconds: NonZeroU64,
    /// Rows that are read at once.
    pub page: NonZeroUsize,
}

impl TimerSettings {
    /// How long after one look the next begins.
    #[must_use]
    pub fn sweep_every(&self) -> Duration {
        Duration::from_secs(self.sweep_seconds.get())
    }

    /// How long one look may take.
    #[must_use]
    pub fn sweep_deadline(&self) -> Duration {
        Duration::from_secs(self.sweep_deadline_seconds.get())
    }
}
