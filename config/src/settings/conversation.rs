//! Lives of conversations.

use std::{num::NonZeroU64, time::Duration};

use serde::{Deserialize, Serialize};

use super::channels::PerChannel;

/// When a conversation goes on, sleeps and ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConversationSettings {
    /// Hours in which a messaging channel goes on with the same conversation.
    pub reopen_hours: NonZeroU64,
    /// Seconds an idle conversation that nobody watches stays in memory.
    pub passivate_after_seconds: NonZeroU64,
    /// Hours without a message after which nothing open means resolved.
    pub resolve_after_hours: NonZeroU64,
    /// Days after its resolution that a conversation is archived.
    pub archive_after_days: NonZeroU64,
    /// Milliseconds to gather messages before a turn.
    pub quiet_window_ms: PerChannel<u64>,
}

impl ConversationSettings {
    /// How long after the last message a messaging channel goes on with the same conversation.
    #[must_use]
    pub fn reopen_within(&self) -> Duration {
        hours(self.reopen_hours.get())
    }

    /// How long an idle conversation stays in memory.
    #[must_use]
    pub fn passivate_after(&self) -> Duration {
        Duration::from_secs(self.passivate_after_seconds.get())
    }

    /// How long without a message until a conversation is resolved.
    #[must_use]
    pub fn resolve_after(&self) -> Duration {
        hours(self.resolve_after_hours.get())
    }

    /// How long after its resolution a conversation is archived.
    #[must_use]
    pub fn archive_after(&self) -> Duration {
        hours(self.archive_after_days.get().saturating_mul(24))
    }

    /// The channels with a quiet window, by name. A channel that has none is not among them.
    pub fn quiet_windows(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        self.quiet_window_ms
            .iter()
            .filter(|(_, milliseconds)| **milliseconds > 0)
            .map(|(channel, milliseconds)| (channel, Duration::from_millis(*milliseconds)))
    }
}

fn hours(count: u64) -> Duration {
    Duration::from_secs(count.saturating_mul(3_600))
}
