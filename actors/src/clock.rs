//! The system's own time and identifiers.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use colloquy_engine::port::{Clock, Ids};
use uuid::Uuid;

/// Reads the machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// Reads the machine's clock and goes ahead of it, so that tests need not wait for days.
#[derive(Clone, Copy, Debug)]
pub struct ShiftedClock {
    /// How far.
    pub ahead: TimeDelta,
}

impl Clock for ShiftedClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + self.ahead
    }
}

/// Draws UUIDv7 from the machine's clock and random source.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}
