//! Time, given from outside so that a turn can be replayed.

use std::time::Duration;

use chrono::{DateTime, Utc};

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// Now, cut to microseconds so that what is saved equals what is read on every database.
    fn now(&self) -> DateTime<Utc>;
}

/// Measures how long stages take, for the trace.
pub trait Laps: Send {
    /// The time since the last lap, or since the beginning.
    fn lap(&mut self) -> Duration;
}
