//! The log of what the staff of a business did.

use async_trait::async_trait;

use crate::{
    activity::{Activity, Fault, Head, NewActivity},
    ids::{BusinessId, UserId},
    port::{StoreError, conversations::Page},
};

/// Which entries to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityFilter {
    /// Only this action, or this kind of thing when it ends with a dot, such as `product.`.
    pub action: Option<String>,
    /// Only what was done to this.
    pub subject: Option<String>,
    /// Only what this person did.
    pub user: Option<UserId>,
}

/// What a check of the whole log came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integrity {
    /// How many entries there are.
    pub count: u64,
    /// The end as it was written.
    pub head: Head,
    /// What is wrong, in the order of the log, as far as it is kept.
    pub faults: Vec<Fault>,
    /// How much is wrong in all.
    pub fault_count: u64,
}

/// Reads the log. Entries are written with the acts that they tell of.
#[async_trait]
pub trait ActivityStore: Send + Sync + 'static {
    /// Writes an entry for an act that writes nothing else, or whose effect is written elsewhere.
    async fn record(&self, business: BusinessId, activity: &NewActivity) -> Result<Activity, StoreError>;

    /// Entries, newest first.
    async fn activities(
        &self,
        business: BusinessId,
        filter: &ActivityFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Page<Activity>, StoreError>;

    /// Where the log of each business ends; those without an entry are left out.
    async fn activity_ends(&self) -> Result<Vec<(BusinessId, i64)>, StoreError>;

    /// Whether the log of a business tells of this action after a place.
    async fn tells_of(&self, business: BusinessId, action: &str, after: i64) -> Result<bool, StoreError>;

    /// Holds every entry against the one before it. Keeps at most `most` faults.
    async fn check_activities(&self, business: BusinessId, most: usize) -> Result<Integrity, StoreError>;
}
