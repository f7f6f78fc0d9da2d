//! How often, and when, a request is sent again.

use std::{collections::hash_map::RandomState, hash::BuildHasher, time::Duration};

use parking_lot::Mutex;

/// The pause before the first retry; each further one doubles it.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
/// Retries that are there at the start, so that the first trouble of a quiet day is retried too.
const SAVED: f64 = 10.0;

/// A share of the calls: an endpoint in trouble is not asked several times as often.
#[derive(Debug)]
pub(super) struct RetryBudget {
    for_each_call: f64,
    left: Mutex<f64>,
}

impl RetryBudget {
    pub(super) fn new(per_hundred: u32) -> Self {
        Self {
            for_each_call: f64::from(per_hundred) / 100.0,
            left: Mutex::new(if per_hundred == 0 { 0.0 } else { SAVED }),
        }
    }

    /// A call is made.
    pub(super) fn called(&self) {
        let mut left = self.left.lock();
        *left = (*left + self.for_each_call).min(SAVED.max(self.for_each_call));
    }

    /// Takes one retry, if there is one.
    pub(super) fn take(&self) -> bool {
        let mut left = self.left.lock();
        let enough = *left >= 1.0;
        if enough {
            *left -= 1.0;
        }
        enough
    }
}

/// How long to wait before a retry: what the endpoint wishes, else longer each time, by chance between half and all of it.
pub(super) fn pause(retry: u32, wished: Option<Duration>) -> Duration {
    if let Some(wished) = wished {
        return wished;
    }
    let whole = FIRST_PAUSE.saturating_mul(1 << retry.min(6));
    // The keys of every new state are random; nothing secret rests on them here.
    let share = (RandomState::new().hash_one(0_u8) % 1_024) as f64 / 1_024.0;
    whole.mul_f64(0.5 + share / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_stay_a_share_of_the_calls() {
        let budget = RetryBudget::new(20);
        let mut retried = 0;
        for _ in 0..1_000 {
            budget.called();
            retried += u32::from(budget.take());
        }
        assert!((200..=210).contains(&retried), "{retried}");
        assert!(!RetryBudget::new(0).take());
    }

    #[test]
    fn the_endpoint_says_how_long_and_else_it_is_longer_each_time() {
        assert_eq!(pause(0, Some(Duration::from_secs(3))), Duration::from_secs(3));
        assert!(pause(0, None) <= FIRST_PAUSE);
        assert!(pause(3, None) >= FIRST_PAUSE * 4);
    }
}
