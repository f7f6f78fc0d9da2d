//! When it is too much.

use std::{num::NonZeroU32, time::Duration};

use serde::{Deserialize, Serialize};

/// Messages in a window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FloodSettings {
    /// From this message on within the window no work is done for more.
    pub messages: NonZeroU32,
    /// Length of the window in seconds.
    pub seconds: NonZeroU32,
    /// Milliseconds that an answer still counts as unread after it went out.
    pub grace_ms: u64,
}

impl FloodSettings {
    /// How long an answer still counts as unread after it went out.
    #[must_use]
    pub fn grace(&self) -> Duration {
        Duration::from_millis(self.grace_ms)
    }
}
