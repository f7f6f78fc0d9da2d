//! Many durations in a few figures.

use std::time::Duration;

use serde::Serialize;

/// Figures of a set of durations, in milliseconds. Each is a duration that was measured, none is interpolated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Latency {
    /// Half took at most this long.
    pub median_ms: f64,
    /// Nine in ten took at most this long.
    pub p90_ms: f64,
    /// Ninety-nine in a hundred took at most this long.
    pub p99_ms: f64,
    /// The longest.
    pub max_ms: f64,
    /// How many there were.
    pub count: usize,
}

impl Latency {
    /// Figures of these durations, all zero when there are none.
    #[must_use]
    pub fn of(mut durations: Vec<Duration>) -> Self {
        durations.sort_unstable();
        let at = |percent: usize| {
            let rank = (durations.len() * percent).div_ceil(100);
            durations
                .get(rank.saturating_sub(1))
                .map_or(0.0, |duration| duration.as_secs_f64() * 1e3)
        };
        Self {
            median_ms: at(50),
            p90_ms: at(90),
            p99_ms: at(99),
            max_ms: at(100),
            count: durations.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_the_nearest_ranks() {
        let latency = Latency::of((1..=200).rev().map(Duration::from_millis).collect());
        let figures = [latency.median_ms, latency.p90_ms, latency.p99_ms, latency.max_ms];
        assert_eq!(figures.map(f64::round), [100.0, 180.0, 198.0, 200.0]);
        assert_eq!(Latency::of(Vec::new()), Latency::default());
        assert_eq!(Latency::of(vec![Duration::from_secs(1)]).p99_ms, 1_000.0);
    }
}
