//! Callers who go on asking although they are refused: each time they are shut out for longer.

use std::{
    collections::HashMap,
    fmt,
    time::{Duration, Instant},
};

use colloquy_config::settings::rate_limit::RateLimitSettings;
use parking_lot::Mutex;

use super::rate_tier::Caller;

/// Offenders remembered at most. Beyond it new ones are only refused, as everybody is.
const CAPACITY: usize = 50_000;

/// What is remembered of a caller.
#[derive(Clone, Copy, Debug)]
struct Offence {
    /// Refusals since the last time they were shut out.
    refusals: u32,
    /// How often they were shut out.
    times: u32,
    /// Until when they are.
    until: Option<Instant>,
    /// The newest refusal.
    last: Instant,
}

/// Who is shut out, and who soon will be. All workers share it.
pub(super) struct Penalties {
    after: u32,
    first: Duration,
    longest: Duration,
    offences: Mutex<HashMap<Caller, Offence>>,
}

impl fmt::Debug for Penalties {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Penalties")
            .field("offenders", &self.offences.lock().len())
            .finish_non_exhaustive()
    }
}

impl Penalties {
    /// By the settings.
    pub(super) fn new(settings: &RateLimitSettings) -> Self {
        let seconds = |number: std::num::NonZeroU32| Duration::from_secs(u64::from(number.get()));
        Self {
            after: settings.penalty_after_refusals,
            first: seconds(settings.penalty_first_seconds),
            longest: seconds(settings.penalty_longest_seconds),
            offences: Mutex::default(),
        }
    }

    /// Lets a caller pass who is not shut out.
    ///
    /// # Errors
    /// How long they still are.
    pub(super) fn admit(&self, caller: Caller, now: Instant) -> Result<(), Duration> {
        if self.after == 0 {
            return Ok(());
        }
        let until = self
            .offences
            .lock()
            .get(&caller)
            .and_then(|offence| offence.until);
        match until {
            Some(until) if until > now => Err(whole_seconds(until - now)),
            _ => Ok(()),
        }
    }

    /// Counts a refusal. Answers for how long the caller is shut out, when this was one too many.
    pub(super) fn refused(&self, caller: Caller, now: Instant) -> Option<Duration> {
        if self.after == 0 {
            return None;
        }
        let mut offences = self.offences.lock();
        if !offences.contains_key(&caller) && offences.len() >= CAPACITY {
            return None;
        }
        let offence = offences.entry(caller).or_insert(Offence {
            refusals: 0,
            times: 0,
            until: None,
            last: now,
        });
        if self.is_forgotten(offence, now) {
            *offence = Offence {
                refusals: 0,
                times: 0,
                until: None,
                last: now,
            };
        }
        offence.last = now;
        offence.refusals += 1;
        if offence.refusals < self.after {
            return None;
        }
        let doubled = 1_u32.checked_shl(offence.times.min(30)).unwrap_or(u32::MAX);
        let penalty = self.first.saturating_mul(doubled).min(self.longest);
        offence.refusals = 0;
        offence.times += 1;
        offence.until = Some(now + penalty);
        shut_out_told(penalty);
        Some(penalty)
    }

    /// Forgets those who have behaved for long enough.
    pub(super) fn forget_idle(&self, now: Instant) {
        let mut offences = self.offences.lock();
        offences.retain(|_, offence| !self.is_forgotten(offence, now));
        offences.shrink_to_fit();
    }

    fn is_forgotten(&self, offence: &Offence, now: Instant) -> bool {
        let since = offence.until.unwrap_or(offence.last).max(offence.last);
        now.saturating_duration_since(since) >= self.longest.saturating_mul(2)
    }
}

/// Tells the staff that a caller is shut out.
pub(super) fn shut_out_told(penalty: Duration) {
    crate::metrics::security_event("shut_out");
    tracing::warn!(
        event_type = "caller_shut_out",
        error_code = "rate_limited",
        seconds = penalty.as_secs(),
        "a caller went on asking although it was refused"
    );
}

/// A client that waits so many whole seconds is let in.
pub(super) fn whole_seconds(wait: Duration) -> Duration {
    Duration::from_secs(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    const CALLER: Caller = Caller::Address(IpAddr::V4(Ipv4Addr::LOCALHOST));

    fn penalties() -> Penalties {
        Penalties {
            after: 3,
            first: Duration::from_secs(60),
            longest: Duration::from_secs(200),
            offences: Mutex::default(),
        }
    }

    /// Goes on asking until it is shut out, and answers for how long.
    fn offend(penalties: &Penalties, now: Instant) -> u64 {
        (0..10)
            .find_map(|_| penalties.refused(CALLER, now))
            .map_or(0, |penalty| penalty.as_secs())
    }

    #[test]
    fn who_offends_again_is_shut_out_for_longer_up_to_the_longest() {
        let (penalties, mut now) = (penalties(), Instant::now());
        assert_eq!(penalties.admit(CALLER, now), Ok(()));
        for seconds in [60, 120, 200, 200] {
            assert_eq!(offend(&penalties, now), seconds);
            assert_eq!(penalties.admit(CALLER, now), Err(Duration::from_secs(seconds)));
            now += Duration::from_secs(seconds);
            assert_eq!(penalties.admit(CALLER, now), Ok(()), "the time is over");
        }
        let other = Caller::Address(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        assert_eq!(penalties.admit(other, now), Ok(()), "nobody else is shut out");
    }

    #[test]
    fn who_behaves_for_long_enough_begins_anew() {
        let (penalties, mut now) = (penalties(), Instant::now());
        assert_eq!(offend(&penalties, now), 60);
        now += Duration::from_secs(60 + 400);
        assert_eq!(offend(&penalties, now), 60);
        now += Duration::from_secs(60 + 399);
        assert_eq!(offend(&penalties, now), 120);
        now += Duration::from_secs(120 + 400);
        penalties.forget_idle(now);
        assert!(penalties.offences.lock().is_empty());
    }

    #[test]
    fn a_few_refusals_shut_nobody_out() {
        let (penalties, now) = (penalties(), Instant::now());
        assert_eq!(penalties.refused(CALLER, now), None);
        assert_eq!(penalties.refused(CALLER, now), None);
        assert_eq!(penalties.admit(CALLER, now), Ok(()));
    }
}
