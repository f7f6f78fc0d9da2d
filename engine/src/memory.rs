//! What is remembered of a shopper who has an account: preferences they stated, what they came for, and how often they
//! turned to a product, a category or a brand. Guests are not remembered.

pub mod history;
pub mod preferences;
pub mod record;
pub mod taste;

pub use history::{Affinity, AffinityKind, Summary};
pub use preferences::{PreferenceKey, Preferences, PriceRange};
pub use taste::{Fit, Reason, Taste};

use serde::{Deserialize, Serialize};

/// Affinities that a turn reads, strongest first.
pub const AFFINITIES_READ: u64 = 40;

/// Summaries that a turn reads, newest first.
pub const SUMMARIES_READ: u64 = 3;

/// What a turn knows of the shopper.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Grows with every change of the preferences and with every clearing; a turn that read another one is computed
    /// again.
    pub version: i64,
    /// What the shopper said to like.
    pub preferences: Preferences,
    /// What the shopper turned to most, strongest first, at most [`AFFINITIES_READ`].
    pub affinities: Vec<Affinity>,
    /// What the shopper came for last, newest first, at most [`SUMMARIES_READ`].
    pub recent: Vec<Summary>,
}

impl Memory {
    /// Whether nothing at all is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.preferences.is_empty() && self.affinities.is_empty() && self.recent.is_empty()
    }
}
