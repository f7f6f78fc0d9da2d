//! How any endpoint is asked: few calls side by side, none while it rests, again within a budget, never past a deadline.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use colloquy_engine::port::model::{ModelErrorKind, ModelStanding};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{
    breaker::{Breaker, Leave},
    provider::Fault,
    retries::{RetryBudget, pause},
};

/// An endpoint with everything that protects it and us.
pub(super) struct Guarded {
    breaker: Breaker,
    budget: RetryBudget,
    places: Semaphore,
    retries: u32,
    least_time: Duration,
}

/// The bounds of an endpoint.
pub(super) struct Bounds {
    /// Failures in a row after which it is left alone.
    pub(super) breaker_failures: u64,
    /// How long.
    pub(super) breaker_pause: Duration,
    /// Calls under way side by side.
    pub(super) calls_at_once: usize,
    /// Requests that are sent again for one call at most.
    pub(super) retries: u32,
    /// Retries for a hundred calls.
    pub(super) retries_per_hundred: u32,
    /// A call with less time than this is not begun.
    pub(super) least_time: Duration,
}

/// Why an endpoint was not asked at all.
pub(super) type NotAsked = (ModelErrorKind, &'static str);

/// One call with its place; it ends with [`Call::worked`] or [`Call::failed`].
pub(super) struct Call<'g> {
    guarded: &'g Guarded,
    leave: Leave<'g>,
    _place: SemaphorePermit<'g>,
    deadline: Instant,
    attempts: u32,
}

impl Guarded {
    pub(super) fn new(bounds: &Bounds) -> Self {
        Self {
            breaker: Breaker::new(bounds.breaker_failures, bounds.breaker_pause),
            budget: RetryBudget::new(bounds.retries_per_hundred),
            places: Semaphore::new(bounds.calls_at_once),
            retries: bounds.retries,
            least_time: bounds.least_time,
        }
    }

    /// Begins a call, if there is time, a place, and an endpoint that does not rest.
    pub(super) fn begin(&self, deadline: Instant) -> Result<Call<'_>, NotAsked> {
        if Instant::now() + self.least_time > deadline {
            return Err((ModelErrorKind::TimedOut, "no time is left for a call"));
        }
        let place = self
            .places
            .try_acquire()
            .map_err(|_| (ModelErrorKind::Busy, "as many calls are under way as may be"))?;
        let leave = self
            .breaker
            .leave(Instant::now())
            .ok_or((ModelErrorKind::Out, "the endpoint failed too often and rests"))?;
        self.budget.called();
        Ok(Call {
            guarded: self,
            leave,
            _place: place,
            deadline,
            attempts: 0,
        })
    }

    pub(super) fn standing(&self) -> ModelStanding {
        self.breaker.standing(Instant::now())
    }
}

impl Call<'_> {
    /// How often it was tried.
    pub(super) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Tries once; none when the deadline came first.
    pub(super) async fn attempt<T>(
        &mut self,
        asked: impl Future<Output = Result<T, Fault>>,
    ) -> Option<Result<T, Fault>> {
        self.attempts += 1;
        tokio::time::timeout_at(self.deadline.into(), asked).await.ok()
    }

    /// Waits before another try, if the fault may pass, there is time for one, and the budget has one left.
    pub(super) async fn may_try_again(&self, fault: &Fault) -> bool {
        let pause = pause(self.attempts - 1, fault.retry_after());
        let is_allowed = fault.is_passing() && self.attempts <= self.guarded.retries;
        let has_time = Instant::now() + pause + self.guarded.least_time <= self.deadline;
        if !is_allowed || !has_time || !self.guarded.budget.take() {
            return false;
        }
        tokio::time::sleep(pause).await;
        true
    }

    /// The endpoint did its part.
    pub(super) fn worked(self) {
        self.leave.worked();
    }

    /// It did not.
    pub(super) fn failed(self) {
        self.leave.failed(Instant::now());
    }
}
