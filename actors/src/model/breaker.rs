//! Leaving an endpoint alone that fails.

use std::time::{Duration, Instant};

use colloquy_engine::port::model::ModelStanding;
use parking_lot::Mutex;

/// Counts failures in a row; at the bound nobody asks for a while, then one call tries.
#[derive(Debug)]
pub(super) struct Breaker {
    failures_allowed: u64,
    pause: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    failures: u64,
    rests_until: Option<Instant>,
    probing: bool,
}

/// Leave to make one call. Whoever drops it without a word was cut off, which says nothing of the endpoint.
#[derive(Debug)]
pub(super) struct Leave<'a> {
    breaker: &'a Breaker,
    probes: bool,
}

impl Breaker {
    pub(super) fn new(failures_allowed: u64, pause: Duration) -> Self {
        Self {
            failures_allowed,
            pause,
            state: Mutex::default(),
        }
    }

    /// Leave to call; none while the endpoint rests or is being tried.
    pub(super) fn leave(&self, now: Instant) -> Option<Leave<'_>> {
        let mut state = self.state.lock();
        let probes = match state.rests_until {
            None => false,
            Some(until) if now < until || state.probing => return None,
            Some(_) => {
                state.probing = true;
                true
            }
        };
        Some(Leave {
            breaker: self,
            probes,
        })
    }

    pub(super) fn standing(&self, now: Instant) -> ModelStanding {
        let state = self.state.lock();
        match state.rests_until {
            Some(until) if now < until => ModelStanding::Rests,
            Some(_) => ModelStanding::Probed,
            None if state.failures > 0 => ModelStanding::Falters,
            None => ModelStanding::Answers,
        }
    }
}

impl Leave<'_> {
    /// The endpoint works.
    pub(super) fn worked(self) {
        let mut state = self.breaker.state.lock();
        if state.rests_until.take().is_some() {
            tracing::info!(event_type = "model_back", "the model answers again");
        }
        state.failures = 0;
    }

    /// It does not.
    pub(super) fn failed(self, now: Instant) {
        let mut state = self.breaker.state.lock();
        state.failures += 1;
        let rests = state.rests_until.is_some();
        if self.probes || (!rests && state.failures >= self.breaker.failures_allowed) {
            state.rests_until = Some(now + self.breaker.pause);
            tracing::warn!(
                event_type = "model_out",
                error_code = "model_out",
                failures = state.failures,
                "the model failed too often and is left alone for a while"
            );
        }
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        if self.probes {
            self.breaker.state.lock().probing = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(60);

    fn fail(breaker: &Breaker, now: Instant) {
        breaker.leave(now).expect("leave").failed(now);
    }

    #[test]
    fn after_failures_in_a_row_nobody_asks_and_then_one_tries() {
        let (breaker, now) = (Breaker::new(3, PAUSE), Instant::now());
        fail(&breaker, now);
        fail(&breaker, now);
        assert_eq!(breaker.standing(now), ModelStanding::Falters);
        fail(&breaker, now);
        assert_eq!(breaker.standing(now), ModelStanding::Rests);
        assert!(breaker.leave(now).is_none());

        let later = now + PAUSE;
        let probe = breaker.leave(later).expect("one tries");
        assert!(breaker.leave(later).is_none(), "and no other");
        probe.failed(later);
        assert!(breaker.leave(later).is_none(), "it rests again");
        let probe = breaker.leave(later + PAUSE).expect("one tries");
        probe.worked();
        assert_eq!(breaker.standing(later + PAUSE), ModelStanding::Answers);
        assert!(breaker.leave(later + PAUSE).is_some());
    }

    #[test]
    fn one_answer_forgives_what_failed_before() {
        let (breaker, now) = (Breaker::new(2, PAUSE), Instant::now());
        fail(&breaker, now);
        breaker.leave(now).expect("leave").worked();
        fail(&breaker, now);
        assert!(breaker.leave(now).is_some());
    }

    #[test]
    fn a_try_that_is_cut_off_leaves_room_for_the_next() {
        let (breaker, now) = (Breaker::new(1, PAUSE), Instant::now());
        fail(&breaker, now);
        drop(breaker.leave(now + PAUSE).expect("one tries"));
        assert!(breaker.leave(now + PAUSE).is_some());
    }
}
