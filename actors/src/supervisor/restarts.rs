//! How long to wait before an actor is started again, and when to stop hurrying.

use std::{
    collections::VecDeque,
    hash::{BuildHasher, RandomState},
    time::{Duration, Instant},
};

/// How falls are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestartPolicy {
    /// The pause after a first fall; each further fall within the window doubles it.
    pub first_pause: Duration,
    /// No pause of the backoff is longer.
    pub longest_pause: Duration,
    /// Falls within the window that are answered with a backoff; one more is a crash loop.
    pub budget: usize,
    /// How long a fall counts.
    pub window: Duration,
    /// The pause of a crash loop.
    pub crash_loop_pause: Duration,
}

impl Default for RestartPolicy {
    fn default() -> Self {
        Self {
            first_pause: Duration::from_millis(10),
            longest_pause: Duration::from_secs(5),
            budget: 10,
            window: Duration::from_secs(60),
            crash_loop_pause: Duration::from_secs(15),
        }
    }
}

/// What to do about a fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pause {
    /// Start again after so long.
    Backoff(Duration),
    /// The budget is spent: start again after so long, and tell that it is so.
    CrashLoop(Duration),
}

/// The falls of one actor that still count.
#[derive(Clone, Debug)]
pub(crate) struct Restarts {
    policy: RestartPolicy,
    falls: VecDeque<Instant>,
}

impl Restarts {
    pub(crate) fn new(policy: RestartPolicy) -> Self {
        Self {
            policy,
            falls: VecDeque::new(),
        }
    }

    /// Notes a fall and says how long to wait.
    pub(crate) fn fell(&mut self, now: Instant) -> Pause {
        self.forget(now);
        self.falls.push_back(now);
        if self.falls.len() > self.policy.budget {
            // More than one beyond the budget says nothing new.
            self.falls.pop_front();
            return Pause::CrashLoop(jittered(self.policy.crash_loop_pause));
        }
        let doublings = u32::try_from(self.falls.len() - 1).unwrap_or(u32::MAX).min(20);
        let pause = self.policy.first_pause.saturating_mul(1 << doublings);
        Pause::Backoff(jittered(pause.min(self.policy.longest_pause)))
    }

    /// Whether any fall still counts.
    pub(crate) fn is_calm(&mut self, now: Instant) -> bool {
        self.forget(now);
        self.falls.is_empty()
    }

    fn forget(&mut self, now: Instant) {
        let window = self.policy.window;
        while self
            .falls
            .front()
            .is_some_and(|fall| now.saturating_duration_since(*fall) > window)
        {
            self.falls.pop_front();
        }
    }
}

/// Between half of a pause and all of it, so that what fell together is not started together.
fn jittered(pause: Duration) -> Duration {
    // The keys of every new state are random; nothing secret rests on them here.
    let random = RandomState::new().hash_one(0_u8);
    let share = (random % 1_024) as f64 / 1_024.0;
    pause.mul_f64(0.5 + share / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> RestartPolicy {
        RestartPolicy {
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_millis(500),
            budget: 4,
            window: Duration::from_secs(60),
            crash_loop_pause: Duration::from_secs(30),
        }
    }

    fn within(pause: Pause, longest: Duration) -> bool {
        matches!(pause, Pause::Backoff(wait) if wait >= longest / 2 && wait <= longest)
    }

    #[test]
    fn pauses_double_up_to_the_longest_and_a_spent_budget_is_a_crash_loop() {
        let mut restarts = Restarts::new(policy());
        let now = Instant::now();
        for milliseconds in [100, 200, 400, 500] {
            let pause = restarts.fell(now);
            assert!(within(pause, Duration::from_millis(milliseconds)), "{pause:?}");
        }
        assert!(matches!(restarts.fell(now), Pause::CrashLoop(wait) if wait >= Duration::from_secs(15)));
        assert!(matches!(restarts.fell(now), Pause::CrashLoop(_)), "still");
    }

    #[test]
    fn falls_that_are_long_past_cost_nothing() {
        let mut restarts = Restarts::new(policy());
        let now = Instant::now();
        for _ in 0..5 {
            restarts.fell(now);
        }
        let later = now + Duration::from_secs(61);
        assert!(restarts.is_calm(later));
        assert!(within(restarts.fell(later), Duration::from_millis(100)));
    }

    #[test]
    fn two_actors_that_fell_together_do_not_wait_equally_long() {
        let pauses: std::collections::HashSet<_> =
            (0..32).map(|_| jittered(Duration::from_secs(1))).collect();
        assert!(pauses.len() > 8, "{pauses:?}");
    }
}
