//! What shoppers noticed of a node that was killed.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::{average, figures, write_errors};
use crate::load::latency::Latency;

/// One of several nodes was killed under load.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Nodes {
    /// Nodes before.
    pub nodes: usize,
    /// How long a lease lasts.
    pub lease_ms: u64,
    /// Shoppers whose socket or whose conversation was the killed node's.
    pub shoppers_of_the_killed: usize,
    /// From the kill until each of them had the answer to something that it said after it, or still waited for.
    pub to_answer_again: Latency,
    /// Those who were not answered again in time.
    pub never_again: usize,
    /// The other shoppers.
    pub others: usize,
    /// The others' answers before the kill.
    pub usual: Latency,
    /// The others' answers after it, for as long.
    pub after: Latency,
    /// The second 99th percentile over the first.
    pub p99_ratio: f64,
    /// What went wrong with the others, by name.
    pub errors: BTreeMap<String, usize>,
    /// Load average of the last minute.
    pub load_average: Option<f64>,
}

impl Nodes {
    /// Whether everybody was answered again and nobody else was disturbed by more than time.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.never_again == 0 && self.errors.is_empty()
    }
}

impl fmt::Display for Nodes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "one of {} nodes killed, lease {} ms",
            self.nodes, self.lease_ms
        )?;
        writeln!(
            out,
            "its {} shoppers answered again: {}; {} never",
            self.shoppers_of_the_killed,
            figures(&self.to_answer_again),
            self.never_again
        )?;
        writeln!(out, "the {} others", self.others)?;
        writeln!(out, "before       {}", figures(&self.usual))?;
        writeln!(out, "after        {}", figures(&self.after))?;
        writeln!(out, "p99          {:.2} times its usual", self.p99_ratio)?;
        writeln!(out, "load         {}", average(self.load_average))?;
        write_errors(out, &self.errors)
    }
}
