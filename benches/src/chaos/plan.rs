//! What dies when: drawn from the seed before anything is started.

use std::{fmt, time::Duration};

use super::random::Random;

/// One thing that goes wrong, until it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A node ends at once and is started again.
    Kill,
    /// A node stands still for longer than its lease.
    HoldUp,
    /// Redis forgets everything.
    FlushRedis,
    /// Redis ends at once, stays away and comes back empty.
    RestartRedis,
    /// PostgreSQL ends at once and recovers.
    RestartDatabase,
    /// Every socket of a node breaks.
    ResetSockets,
    /// A node is asked to stop and is started again.
    Stop,
    /// A node ends at once and is started again with a clock that goes ahead, until it is next started.
    ClockJump,
    /// The provider takes nothing and says so.
    ProviderErrs,
    /// The provider takes some events, and never answers.
    ProviderHangs,
}

impl Fault {
    /// Every fault, the frequent ones several times.
    const DRAWN: [Self; 12] = [
        Self::Kill,
        Self::Kill,
        Self::HoldUp,
        Self::HoldUp,
        Self::FlushRedis,
        Self::RestartRedis,
        Self::RestartDatabase,
        Self::ResetSockets,
        Self::Stop,
        Self::ClockJump,
        Self::ProviderErrs,
        Self::ProviderHangs,
    ];
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Kill => "kill -9 of a node",
            Self::HoldUp => "SIGSTOP of a node",
            Self::FlushRedis => "Redis flushed",
            Self::RestartRedis => "Redis restarted",
            Self::RestartDatabase => "PostgreSQL restarted",
            Self::ResetSockets => "sockets reset",
            Self::Stop => "SIGTERM of a node",
            Self::ClockJump => "clock of a node jumped",
            Self::ProviderErrs => "provider answers 503",
            Self::ProviderHangs => "provider hangs",
        })
    }
}

/// A fault with its moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// How long nothing goes wrong before it.
    pub after: Duration,
    /// What.
    pub fault: Fault,
    /// Which node, where it is one.
    pub node: usize,
    /// How long it lasts.
    pub lasts: Duration,
    /// How many hours a clock goes ahead, where it does.
    pub hours: u64,
}

/// The steps of a run. A longer run with the same seed begins with the same steps.
#[must_use]
pub fn steps(seed: u64, lasts: Duration, nodes: usize, lease: Duration) -> Vec<Step> {
    let mut random = Random::new(seed, 0);
    let (mut steps, mut at) = (Vec::new(), Duration::ZERO);
    let lease = u64::try_from(lease.as_millis()).unwrap_or(u64::MAX);
    loop {
        let after = Duration::from_millis(random.between(800, 3_000));
        let fault = random.one_of(&Fault::DRAWN).copied().unwrap_or(Fault::Kill);
        let node = usize::try_from(random.between(0, nodes as u64)).unwrap_or_default();
        let milliseconds = match fault {
            Fault::Kill | Fault::Stop | Fault::ClockJump => random.between(100, 2 * lease),
            Fault::HoldUp => random.between(lease / 4, 2 * lease),
            Fault::ProviderErrs | Fault::ProviderHangs => random.between(lease, 3 * lease),
            Fault::RestartRedis => random.between(200, 3 * lease),
            Fault::FlushRedis | Fault::RestartDatabase | Fault::ResetSockets => random.between(0, 1),
        };
        let hours = match fault {
            Fault::ClockJump => random.between(1, 48),
            _ => 0,
        };
        let lasts_for = Duration::from_millis(milliseconds);
        at += after + lasts_for;
        if at > lasts {
            return steps;
        }
        steps.push(Step {
            after,
            fault,
            node,
            lasts: lasts_for,
            hours,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_faults_and_a_longer_run_begins_with_them() {
        let draw = |seed, seconds| steps(seed, Duration::from_secs(seconds), 3, Duration::from_secs(2));
        let (short, long) = (draw(11, 60), draw(11, 600));
        assert!(short.len() > 5 && long.len() > short.len());
        assert_eq!(short, long[..short.len()]);
        assert_ne!(short, draw(12, 60));
    }
}
