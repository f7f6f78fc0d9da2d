//! What is remembered of shoppers. A turn writes its part with the journal; pages read and change it here.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::{
    ids::{BusinessId, TurnId, UserId},
    memory::{Affinity, Memory, Preferences, Summary},
    port::StoreError,
};

/// What one turn changes of a memory, judged under the version that the turn has read.
#[derive(Clone, Debug)]
pub struct MemoryPart {
    /// Whose.
    pub user_id: UserId,
    /// The version that must still stand. A change advances it by one, a mere record leaves it alone.
    pub expected_version: i64,
    /// What becomes of what was known before.
    pub change: MemoryChange,
    /// What the shopper came for.
    pub summary: Option<Summary>,
    /// How much is to be added to each count.
    pub affinities: Vec<Affinity>,
    /// What the turn knew, recorded so that it can be run again; none where it knew nothing, or is to forget it.
    pub known: Option<KnownMemory>,
    /// Whether what earlier turns knew is not to be told any more: something was taken back.
    pub takes_back: bool,
}

/// What a turn knew of its shopper.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownMemory {
    /// The turn.
    pub turn_id: TurnId,
    /// What it read.
    pub memory: Arc<Memory>,
}

/// What becomes of what was known before.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum MemoryChange {
    /// It stays.
    #[default]
    None,
    /// The preferences are these from now on.
    Preferences(Preferences),
    /// Preferences, history and affinities are deleted.
    Cleared,
}

/// What of the memory is to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forget {
    /// The preferences.
    Preferences,
    /// The history, and with it the affinities that were counted from it.
    History,
    /// All of it.
    Everything,
}

/// Reads and changes memories. No account sees another's, and no business another's.
#[async_trait]
pub trait MemoryStore: Send + Sync + 'static {
    /// What a turn has to know; an empty memory at version 0 where nothing was ever remembered.
    async fn memory(&self, business: BusinessId, user: UserId) -> Result<Memory, StoreError>;

    /// Every affinity, strongest first, at most `limit`.
    async fn affinities(
        &self,
        business: BusinessId,
        user: UserId,
        limit: u64,
    ) -> Result<Vec<Affinity>, StoreError>;

    /// A page of the history, newest first, and how many summaries there are in all.
    async fn history(
        &self,
        business: BusinessId,
        user: UserId,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<Summary>, u64), StoreError>;

    /// Writes the preferences if the version still stands, and advances it. Answers whether it stood.
    async fn write_preferences(
        &self,
        business: BusinessId,
        user: UserId,
        expected_version: i64,
        preferences: &Preferences,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError>;

    /// Deletes, whatever the version, and advances it: a turn that was computed before is computed again.
    async fn forget(
        &self,
        business: BusinessId,
        user: UserId,
        what: Forget,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// Deletes summaries of before a moment, oldest first, at most `limit`. Answers how many.
    async fn forget_summaries(&self, before: DateTime<Utc>, limit: u64) -> Result<u64, StoreError>;
}
