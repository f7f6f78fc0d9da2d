//! Time, given from outside so that a turn can be replayed.

use chrono::{DateTime, Utc};

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// Now, cut to microseconds so that what is saved equals what is read on every database.
    fn now(&self) -> DateTime<Utc>;
}
