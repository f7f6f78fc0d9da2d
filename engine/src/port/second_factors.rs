//! One-time codes of people, as they are stored.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::{
    activity::NewActivity,
    ids::{BusinessId, UserId},
    port::StoreError,
};

/// What is kept of a person's one-time codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// Whose.
    pub user_id: UserId,
    /// Their business.
    pub business_id: BusinessId,
    /// The encrypted secret.
    pub secret: String,
    /// The newest step whose code was used; no code of it or of an older one is good any more.
    pub last_step: i64,
    /// SHA-256 of the recovery codes that are left, in hexadecimal.
    pub recovery_hashes: Vec<String>,
    /// When it was set up.
    pub created_at: DateTime<Utc>,
    /// When it was proved to work; it is asked for from then on.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// Reads and writes one-time codes.
#[async_trait]
pub trait SecondFactorStore: Send + Sync + 'static {
    /// A person's.
    async fn second_factor(
        &self,
        business: BusinessId,
        user: UserId,
    ) -> Result<Option<SecondFactor>, StoreError>;

    /// Begins to set one up. One that is not confirmed yet is replaced. Answers false when there is a confirmed one.
    async fn begin_second_factor(&self, factor: &SecondFactor) -> Result<bool, StoreError>;

    /// Confirms it by the first code, with the recovery codes. Answers false when it is confirmed already, or the
    /// step was used.
    async fn confirm_second_factor(
        &self,
        factor: &SecondFactor,
        activity: &NewActivity,
    ) -> Result<bool, StoreError>;

    /// Uses the code of a step. Answers false when it, or a newer one, was used before.
    async fn use_step(&self, business: BusinessId, user: UserId, step: i64) -> Result<bool, StoreError>;

    /// Uses a recovery code. Answers false when it was used before or never given.
    async fn use_recovery(
        &self,
        business: BusinessId,
        user: UserId,
        hash: &str,
        activity: &NewActivity,
    ) -> Result<bool, StoreError>;

    /// Takes it away. Answers whether there was one.
    async fn remove_second_factor(
        &self,
        business: BusinessId,
        user: UserId,
        activity: &NewActivity,
    ) -> Result<bool, StoreError>;
}
