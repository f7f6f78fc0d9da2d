//! What is remembered of shoppers.

use std::{num::NonZeroU64, time::Duration};

use serde::{Deserialize, Serialize};

/// How long it is remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemorySettings {
    /// Days that the summary of a turn is kept.
    pub history_days: NonZeroU64,
}

impl MemorySettings {
    /// How long the summary of a turn is kept.
    #[must_use]
    pub fn history_kept(&self) -> Duration {
        Duration::from_secs(self.history_days.get().saturating_mul(24 * 3_600))
    }
}
