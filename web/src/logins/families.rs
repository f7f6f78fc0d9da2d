//! Which logins are good, remembered for some seconds, so that not every request asks the database.

use std::{fmt, time::Duration};

use chrono::{DateTime, Utc};
use colloquy_engine::port::{StoreError, accounts::AccountStore};
use moka::future::Cache;
use uuid::Uuid;

/// How long an answer is believed. A login that ends on this node is forgotten at once.
const BELIEVED: Duration = Duration::from_secs(5);
/// Logins remembered at most.
const CAPACITY: u64 = 10_000;

/// What is known of logins.
#[derive(Clone)]
pub struct Families {
    /// When the login ends; none when it is not good.
    known: Cache<Uuid, Option<DateTime<Utc>>>,
}

impl fmt::Debug for Families {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Families")
            .field("known", &self.known.entry_count())
            .finish()
    }
}

impl Default for Families {
    fn default() -> Self {
        Self {
            known: Cache::builder()
                .max_capacity(CAPACITY)
                .time_to_live(BELIEVED)
                .build(),
        }
    }
}

impl Families {
    /// Whether a login is good now.
    ///
    /// # Errors
    /// When it is not remembered and the store is out of reach.
    pub async fn is_good(
        &self,
        accounts: &dyn AccountStore,
        family: Uuid,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let read = async {
            let row = accounts.family(family).await?;
            Ok::<_, StoreError>(
                row.filter(|row| row.revoked_at.is_none())
                    .map(|row| row.expires_at),
            )
        };
        let ends = self.known.try_get_with(family, read).await;
        let ends = ends.map_err(|error| StoreError::clone(&error))?;
        Ok(ends.is_some_and(|ends| now < ends))
    }

    /// Forgets a login that has ended.
    pub async fn forget(&self, family: Uuid) {
        self.known.invalidate(&family).await;
    }

    /// Forgets all of them, when it is not known which have ended.
    pub fn forget_all(&self) {
        self.known.invalidate_all();
    }
}
