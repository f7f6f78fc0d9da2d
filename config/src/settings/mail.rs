//! Letters.

use std::{
    num::{NonZeroU32, NonZeroU64},
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// Who letters come from and how long their links are good for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// `NAME <ADDRESS>`.
    pub from: String,
    /// Minutes that a link to set a new password is good for.
    pub reset_minutes: NonZeroU32,
    /// Hours that a link to confirm an address is good for.
    pub confirm_hours: NonZeroU32,
    /// Letters of one kind to one account within an hour.
    pub most_an_hour: NonZeroU64,
}

impl MailSettings {
    /// How long a link to set a new password is good for.
    #[must_use]
    pub fn reset_ttl(&self) -> Duration {
        Duration::from_secs(u64::from(self.reset_minutes.get()) * 60)
    }

    /// How long a link to confirm an address is good for.
    #[must_use]
    pub fn confirm_ttl(&self) -> Duration {
        Duration::from_secs(u64::from(self.confirm_hours.get()) * 3_600)
    }
}
