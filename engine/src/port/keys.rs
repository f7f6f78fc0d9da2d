//! Service keys: how programs of a business, and whoever watches over the process, say who they are.

use std::str::FromStr;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{activity::NewActivity, channel::UnknownName, ids::BusinessId, port::StoreError};

/// What a key opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// `/assistants`: drafts, and what becomes of them.
    Assistants,
    /// `/customer_summary`.
    CustomerSummary,
    /// `/mcp`.
    Mcp,
    /// `/metrics` and `/metrics/channels`.
    Metrics,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 4] = [Self::Assistants, Self::CustomerSummary, Self::Mcp, Self::Metrics];

    /// The name in the schema and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assistants => "assistants",
            Self::CustomerSummary => "customer_summary",
            Self::Mcp => "mcp",
            Self::Metrics => "metrics",
        }
    }
}

impl FromStr for Scope {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.as_str() == text)
            .ok_or_else(|| UnknownName(text.to_owned()))
    }
}

/// A key as it is stored: of the secret itself only a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The key.
    pub id: Uuid,
    /// The only business whose things it opens.
    pub business_id: BusinessId,
    /// What it is called among people.
    pub name: String,
    /// SHA-256 of the secret, in hexadecimal.
    pub key_hash: String,
    /// What it opens.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Since when it opens nothing.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Reads and writes keys.
#[async_trait]
pub trait KeyStore: Send + Sync + 'static {
    /// Adds a key; the log tells of it.
    async fn add_key(&self, key: &ApiKey, activity: &NewActivity) -> Result<(), StoreError>;
    /// The key with this hash, revoked or not.
    async fn key_by_hash(&self, hash: &str) -> Result<Option<ApiKey>, StoreError>;
    /// The keys of a business, oldest first.
    async fn keys(&self, business: BusinessId) -> Result<Vec<ApiKey>, StoreError>;
    /// Writes down when a key was used.
    async fn key_used(&self, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError>;
    /// Ends a key at the time of the log's entry. Answers whether it was good until then.
    async fn revoke_key(
        &self,
        business: BusinessId,
        id: Uuid,
        activity: &NewActivity,
    ) -> Result<bool, StoreError>;
}
