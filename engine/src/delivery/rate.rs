//! How many deliveries a connection may get in a time.

use std::time::{Duration, Instant};

/// A rate and what may be saved up of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RatePolicy {
    /// Deliveries in a second.
    pub per_second: u32,
    /// Deliveries that may go out at once after a quiet time.
    pub burst: u32,
}

/// What is left of a connection's rate.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    policy: RatePolicy,
    left: f64,
    at: Instant,
}

impl Rate {
    /// Nothing has gone out yet.
    #[must_use]
    pub fn new(policy: RatePolicy, now: Instant) -> Self {
        Self {
            policy,
            left: f64::from(policy.burst),
            at: now,
        }
    }

    /// How many deliveries may go out now.
    pub fn room(&mut self, now: Instant) -> usize {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.at = self.at.max(now);
        let gained = passed * f64::from(self.policy.per_second);
        self.left = (self.left + gained).min(f64::from(self.policy.burst));
        // Never negative, and no larger than the burst.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it lies between zero and a u32"
        )]
        let room = self.left.floor() as usize;
        room
    }

    /// So many went out.
    pub fn spend(&mut self, deliveries: usize) {
        let spent = u32::try_from(deliveries).unwrap_or(u32::MAX);
        self.left = (self.left - f64::from(spent)).max(0.0);
    }

    /// How long until one more may go out.
    #[must_use]
    pub fn until_next(&self) -> Duration {
        let missing = (1.0 - self.left).max(0.0);
        Duration::from_secs_f64(missing / f64::from(self.policy.per_second.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_goes_out_at_once_and_the_rest_at_the_rate() {
        let policy = RatePolicy {
            per_second: 4,
            burst: 3,
        };
        let start = Instant::now();
        let mut rate = Rate::new(policy, start);
        assert_eq!(rate.room(start), 3);
        rate.spend(3);
        assert_eq!(rate.room(start), 0);
        assert_eq!(rate.until_next(), Duration::from_millis(250));
        assert_eq!(rate.room(start + Duration::from_millis(500)), 2);
        assert_eq!(
            rate.room(start + Duration::from_secs(60)),
            3,
            "no more is saved up"
        );
    }
}
