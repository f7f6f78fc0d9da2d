//! Tokens and passwords.

use std::{
    num::{NonZeroU32, NonZeroU64},
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// Lives of tokens and cost of password hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthSettings {
    /// Seconds an access token is good for.
    pub access_token_ttl_seconds: NonZeroU64,
    /// Seconds a refresh token is good for.
    pub refresh_token_ttl_seconds: NonZeroU64,
    /// Memory of one password hash in KiB.
    pub argon2_memory_kib: NonZeroU32,
    /// Passes over that memory.
    pub argon2_iterations: NonZeroU32,
    /// Lanes that may be worked in parallel.
    pub argon2_parallelism: NonZeroU32,
    /// Whether `/v1/admin` is closed to admins without a one-time code.
    pub admin_second_factor_required: bool,
}

impl AuthSettings {
    /// How long an access token is good for.
    #[must_use]
    pub fn access_token_ttl(&self) -> Duration {
        Duration::from_secs(self.access_token_ttl_seconds.get())
    }

    /// How long a refresh token is good for.
    #[must_use]
    pub fn refresh_token_ttl(&self) -> Duration {
        Duration::from_secs(self.refresh_token_ttl_seconds.get())
    }
}
