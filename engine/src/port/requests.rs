//! Requests that carry an idempotency key: what was done for them, so that a repeat is answered and not done again.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{ids::BusinessId, port::StoreError};

/// A request by its key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestKey {
    /// Who asked for what: caller, method and path.
    pub scope: String,
    /// The key that the caller chose; unique in its business and scope.
    pub key: String,
    /// SHA-256 of the body, in hexadecimal.
    pub body_hash: String,
}

/// A request whose effect is written together with it.
#[derive(Clone, Debug, PartialEq)]
pub struct AnsweredRequest {
    /// Its key.
    pub request: RequestKey,
    /// What came of it; enough to answer a repeat.
    pub effect: Value,
    /// When.
    pub at: DateTime<Utc>,
}

/// Reads what was done, and forgets it in the end. It is written with its effect: by the journal, or by the store
/// that the effect is written to.
#[async_trait]
pub trait RequestStore: Send + Sync + 'static {
    /// What came of a request of this scope and key.
    async fn find_request(
        &self,
        business: BusinessId,
        scope: &str,
        key: &str,
    ) -> Result<Option<AnsweredRequest>, StoreError>;

    /// Forgets requests answered before a moment, oldest first, at most `limit`. Answers how many.
    async fn forget_requests(&self, before: DateTime<Utc>, limit: u64) -> Result<u64, StoreError>;
}
