//! What can go wrong at a store, by what the caller can do about it.

/// A store did not do what was asked. Nothing of it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached or did not answer in time; try again later.
    #[error("the database is out of reach: {0}")]
    Unavailable(String),
    /// The database has no room left; try again once there is.
    #[error("the database is full")]
    Full,
    /// A unique key is taken: the field that holds it.
    #[error("{0} is taken")]
    Taken(&'static str),
    /// A row cannot be read: what and why.
    #[error("stored {what} cannot be read: {why}")]
    Corrupt {
        /// What kind of row.
        what: &'static str,
        /// Why not.
        why: String,
    },
    /// A statement was refused for a reason of ours: a defect.
    #[error("the database refused a statement: {0}")]
    Refused(String),
}

impl StoreError {
    /// Whether the same call may succeed later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Full)
    }
}
