//! Since when each part is as it is.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use parking_lot::Mutex;

use super::Status;

/// What was seen last of each part, and when it was first seen so.
#[derive(Debug, Default)]
pub struct HealthBoard {
    seen: Mutex<HashMap<&'static str, (Status, DateTime<Utc>)>>,
}

impl HealthBoard {
    /// Notes how a part is now and answers since when it is so.
    pub fn since(&self, part: &'static str, status: Status, now: DateTime<Utc>) -> DateTime<Utc> {
        let mut seen = self.seen.lock();
        match seen.get(part) {
            Some((before, since)) if *before == status => *since,
            _ => {
                seen.insert(part, (status, now));
                now
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_as_it_is_since_it_changed() {
        let board = HealthBoard::default();
        let at = |seconds| DateTime::from_timestamp(seconds, 0).expect("a test's own time");
        assert_eq!(board.since("database", Status::Healthy, at(1)), at(1));
        assert_eq!(board.since("database", Status::Healthy, at(5)), at(1));
        assert_eq!(board.since("database", Status::Unhealthy, at(9)), at(9));
        assert_eq!(board.since("redis", Status::Off, at(9)), at(9));
    }
}
