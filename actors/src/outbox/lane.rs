//! What one connection may get now.

use std::time::{Duration, Instant};

use colloquy_engine::delivery::{Breaker, BreakerState, Rate};

use super::settings::OutboxSettings;

/// The bounds of one connection, as far as they are used up.
pub(super) struct Lane {
    breaker: Breaker,
    rate: Rate,
    places: usize,
    under_way: usize,
    /// Until when the other side wants to be left alone.
    rests_until: Option<Instant>,
}

/// How the other side behaved in one try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Behaviour {
    /// It answered.
    Answered,
    /// It did not answer, or could not do its work; why, and how long it wants to be left alone.
    Failed { cause: String, rest: Option<Duration> },
    /// It was not asked.
    Unasked,
}

impl Lane {
    pub(super) fn new(settings: &OutboxSettings, now: Instant) -> Self {
        Self {
            breaker: Breaker::new(settings.breaker),
            rate: Rate::new(settings.rate, now),
            places: settings.at_once,
            under_way: 0,
            rests_until: None,
        }
    }

    /// How many deliveries to claim now. What comes of it has to be told with [`Lane::begun`].
    pub(super) fn room(&mut self, now: Instant) -> usize {
        if self.rests_until.is_some_and(|until| now < until) {
            return 0;
        }
        let free = self
            .places
            .saturating_sub(self.under_way)
            .min(self.rate.room(now));
        self.breaker.admit(free, now)
    }

    /// So many were claimed and go out.
    pub(super) fn begun(&mut self, deliveries: usize) {
        self.under_way += deliveries;
        self.rate.spend(deliveries);
        if deliveries == 0 {
            self.breaker.give_back();
        }
    }

    /// One of them came to its end.
    pub(super) fn ended(&mut self, behaviour: &Behaviour, now: Instant) {
        self.under_way = self.under_way.saturating_sub(1);
        match behaviour {
            Behaviour::Answered => self.breaker.answered(),
            Behaviour::Failed { rest, .. } => {
                self.breaker.failed(now);
                if let Some(rest) = rest {
                    self.rests_until = Some(now + *rest);
                }
            }
            Behaviour::Unasked => self.breaker.give_back(),
        }
    }

    pub(super) fn state(&self, now: Instant) -> BreakerState {
        self.breaker.state(now)
    }

    pub(super) fn under_way(&self) -> usize {
        self.under_way
    }

    /// Nothing is known of it that a new lane would not know.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        self.under_way == 0
            && self.breaker.state(now) == BreakerState::Closed
            && self.rests_until.is_none_or(|until| until <= now)
    }
}
