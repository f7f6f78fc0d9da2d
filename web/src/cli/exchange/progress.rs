//! How far long work is: a bar on a terminal, a plain line now and then elsewhere.

use std::{
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

/// Characters of the bar.
const WIDTH: usize = 30;
/// How often a line is written where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(5);

/// Tells on the error output, so that reports stay alone on the other.
#[derive(Debug)]
pub(super) struct Progress {
    what: &'static str,
    is_terminal: bool,
    told: Option<Instant>,
    drawn: bool,
}

impl Progress {
    /// Nothing is done yet.
    pub(super) fn new(what: &'static str) -> Self {
        Self {
            what,
            is_terminal: std::io::stderr().is_terminal(),
            told: None,
            drawn: false,
        }
    }

    /// So many of so many are done.
    pub(super) fn at(&mut self, done: usize, all: usize) {
        if self.is_terminal {
            let full = (done * WIDTH).checked_div(all).unwrap_or(WIDTH).min(WIDTH);
            let bar = "#".repeat(full) + &".".repeat(WIDTH - full);
            eprint!("\r[{bar}] {done} of {all} {}", self.what);
            // A bar that cannot be drawn is nobody's loss.
            let _undrawn = std::io::stderr().flush();
            self.drawn = true;
        } else if self.told.is_none_or(|told| told.elapsed() >= LINE_EVERY) || done == all {
            eprintln!("{done} of {all} {}", self.what);
            self.told = Some(Instant::now());
        }
    }

    /// Leaves the bar's line.
    pub(super) fn end(&mut self) {
        if std::mem::take(&mut self.drawn) {
            eprintln!();
        }
    }
}
