//! Real time for the engine, which has no clock of its own.

use std::time::{Duration, Instant};

use colloquy_engine::port::clock::Laps;

/// Measures the stages that run inside one call.
#[derive(Debug)]
pub(crate) struct Stopwatch {
    began: Instant,
}

impl Default for Stopwatch {
    fn default() -> Self {
        Self {
            began: Instant::now(),
        }
    }
}

impl Laps for Stopwatch {
    fn lap(&mut self) -> Duration {
        let now = Instant::now();
        let took = now - self.began;
        self.began = now;
        took
    }
}
