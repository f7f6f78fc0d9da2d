//! Service keys: `ck_` and 32 random bytes. Shown once, stored as a hash, looked up at every use.
//!
//! The secret is random and long, so one SHA-256 is enough of a hash: there is nothing to guess.

use std::{fmt, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use colloquy_engine::port::keys::{ApiKey, KeyStore, Scope};
use moka::sync::Cache;
use rand::Rng;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{problem::Problem, state::App};

/// What every key begins with.
pub const PREFIX: &str = "ck_";
/// Random bytes of a key.
const LENGTH: usize = 32;
/// A use is written down at most so often.
const NOTED_EVERY: chrono::TimeDelta = chrono::TimeDelta::minutes(1);
/// Good keys of late that are remembered for counting requests.
const REMEMBERED: u64 = 1_024;
/// How long.
const REMEMBERED_FOR: Duration = Duration::from_secs(60);

/// Draws a new secret.
#[must_use]
pub fn generate() -> String {
    let mut bytes = [0_u8; LENGTH];
    rand::rng().fill_bytes(&mut bytes);
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// The hash that a secret is stored and found by.
#[must_use]
pub fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

/// Whether a bearer token is meant to be a service key.
#[must_use]
pub fn is_key(token: &str) -> bool {
    token.starts_with(PREFIX)
}

/// Which keys were good of late. Only requests are counted by it: whether a key opens something is always asked of
/// the database, so that a revoked key is refused at once.
#[derive(Clone)]
pub struct SeenKeys {
    by_hash: Cache<String, Uuid>,
}

impl fmt::Debug for SeenKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SeenKeys")
            .field("keys", &self.by_hash.entry_count())
            .finish()
    }
}

impl Default for SeenKeys {
    fn default() -> Self {
        Self {
            by_hash: Cache::builder()
                .max_capacity(REMEMBERED)
                .time_to_live(REMEMBERED_FOR)
                .build(),
        }
    }
}

impl SeenKeys {
    /// The key that a token was of late.
    #[must_use]
    pub fn find(&self, token: &str) -> Option<Uuid> {
        is_key(token).then(|| self.by_hash.get(&hash(token)))?
    }
}

/// The key of a token, if it is good for `scope`.
///
/// # Errors
/// 401 for an unknown or revoked key, 403 for one with other scopes, 503 when the store is out of reach.
pub async fn check(app: &App, token: &str, scope: Scope) -> Result<ApiKey, Problem> {
    let hashed = hash(token);
    let found = match is_key(token) {
        true => app.store.key_by_hash(&hashed).await?,
        false => None,
    };
    let Some(key) = found.filter(|key| key.revoked_at.is_none()) else {
        crate::metrics::security_event("service_key_refused");
        return Err(Problem::unauthorized("key_invalid", "this API key is not valid"));
    };
    if !key.scopes.contains(&scope) {
        return Err(Problem::forbidden(
            "scope_missing",
            format!("this API key does not have the scope {}", scope.as_str()),
        ));
    }
    app.workspace.seen_keys.by_hash.insert(hashed, key.id);
    let now = app.engine.ports().clock.now();
    if key.last_used_at.is_none_or(|at| now - at >= NOTED_EVERY)
        && let Err(error) = app.store.key_used(key.id, now).await
    {
        // The key is good; that its use was not written down is no reason to refuse it.
        tracing::warn!(
            event_type = "key_use_not_noted",
            error_code = "storage",
            "{error}"
        );
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_another_and_is_told_from_an_access_token() {
        let (one, other) = (generate(), generate());
        assert_ne!(one, other);
        assert!(is_key(&one) && one.len() >= PREFIX.len() + 43);
        assert!(!is_key("eyJhbGciOiJIUzI1NiJ9.e30.x"));
    }

    #[test]
    fn what_is_stored_does_not_hold_the_secret() {
        let secret = generate();
        let stored = hash(&secret);
        assert!(!stored.contains(&secret[PREFIX.len()..]));
        assert_eq!(stored, hash(&secret));
    }
}
