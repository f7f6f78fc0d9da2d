//! When a connection that keeps failing is left alone, and how it is tried again.

use std::time::{Duration, Instant};

/// When to stop and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakerPolicy {
    /// Failures in a row after which the connection is left alone.
    pub failures: u32,
    /// For this long. Then one delivery is tried, and only when it is answered the others follow.
    pub rest: Duration,
}

/// How a connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakerState {
    /// Deliveries go out.
    Closed,
    /// It is left alone.
    Open,
    /// One delivery is tried.
    Trial,
}

impl BreakerState {
    /// The name in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
            Self::Trial => "trial",
        }
    }
}

/// Counts the failures of one connection.
#[derive(Clone, Copy, Debug)]
pub struct Breaker {
    policy: BreakerPolicy,
    failures: u32,
    rests_until: Option<Instant>,
    trying: bool,
}

impl Breaker {
    /// A connection that nothing is known against.
    #[must_use]
    pub fn new(policy: BreakerPolicy) -> Self {
        Self {
            policy,
            failures: 0,
            rests_until: None,
            trying: false,
        }
    }

    /// How many of so many wished deliveries may go out now. What is allowed on trial must be begun.
    pub fn admit(&mut self, wished: usize, now: Instant) -> usize {
        match self.state(now) {
            BreakerState::Closed => wished,
            BreakerState::Open => 0,
            BreakerState::Trial if self.trying => 0,
            BreakerState::Trial => {
                self.trying = wished > 0;
                wished.min(1)
            }
        }
    }

    /// What was admitted on trial was not begun: there was nothing to send.
    pub fn give_back(&mut self) {
        self.trying = false;
    }

    /// The other side answered, whatever it said.
    pub fn answered(&mut self) {
        self.failures = 0;
        self.rests_until = None;
        self.trying = false;
    }

    /// The other side did not answer, or could not do its work.
    pub fn failed(&mut self, now: Instant) {
        self.trying = false;
        self.failures = self.failures.saturating_add(1);
        if self.failures >= self.policy.failures.max(1) {
            self.rests_until = Some(now + self.policy.rest);
        }
    }

    /// How it is now.
    #[must_use]
    pub fn state(&self, now: Instant) -> BreakerState {
        match self.rests_until {
            None => BreakerState::Closed,
            Some(until) if now < until => BreakerState::Open,
            Some(_) => BreakerState::Trial,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_in_a_row_open_it_and_one_answered_trial_closes_it() {
        let policy = BreakerPolicy {
            failures: 3,
            rest: Duration::from_secs(10),
        };
        let (mut breaker, start) = (Breaker::new(policy), Instant::now());
        for _ in 0..2 {
            breaker.failed(start);
        }
        breaker.answered();
        for _ in 0..2 {
            breaker.failed(start);
        }
        assert_eq!(breaker.admit(8, start), 8, "not three in a row");
        breaker.failed(start);
        assert_eq!(breaker.admit(8, start), 0);
        let later = start + Duration::from_secs(10);
        assert_eq!(breaker.admit(8, later), 1, "one trial");
        assert_eq!(breaker.admit(8, later), 0, "and no second beside it");
        breaker.failed(later);
        assert_eq!(breaker.admit(8, later), 0, "it rests again");
        let much_later = later + Duration::from_secs(10);
        assert_eq!(breaker.admit(8, much_later), 1);
        breaker.give_back();
        assert_eq!(breaker.admit(8, much_later), 1, "the trial was not used");
        breaker.answered();
        assert_eq!(breaker.admit(8, much_later), 8);
    }
}
