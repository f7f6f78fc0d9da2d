//! Shoppers' sessions.

use std::{num::NonZeroU64, time::Duration};

use serde::{Deserialize, Serialize};

/// Life of a session and form of its cookie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionSettings {
    /// Seconds a session lives after its last stored message.
    pub ttl_seconds: NonZeroU64,
    /// The cookie travels over HTTPS only.
    pub cookie_secure: bool,
    /// From where the cookie travels.
    pub cookie_same_site: SameSite,
}

impl SessionSettings {
    /// How long a session lives after its last stored message.
    #[must_use]
    pub fn ttl(&self) -> Duration {
        Duration::from_secs(self.ttl_seconds.get())
    }
}

/// From where a cookie travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SameSite {
    /// From own pages only.
    Strict,
    /// From own pages and from links to them.
    Lax,
    /// From everywhere; needs HTTPS.
    None,
}
