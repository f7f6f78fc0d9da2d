//! The table at the end.

use std::{collections::BTreeMap, fmt, path::PathBuf};

use serde::Serialize;

use super::{deliveries::Deliveries, verdict::Verdict};

/// What a run was and what came of it.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Reproduces the faults.
    pub seed: u64,
    /// How long faults happened.
    pub seconds: u64,
    /// Shoppers at once.
    pub shoppers: usize,
    /// How often they connected.
    pub connections: u64,
    /// How often the operator took a conversation over.
    pub take_overs: u32,
    /// The faults, by kind.
    pub faults: BTreeMap<String, u32>,
    /// How long it took after the last fault until nothing waited and every shopper had caught up.
    pub healed_after_seconds: f64,
    /// Shoppers who did not catch up in time.
    pub left_behind: usize,
    /// The comparison.
    pub verdict: Verdict,
    /// What went out.
    pub deliveries: Deliveries,
    /// Where the logs are, when they were kept.
    pub logs: Option<PathBuf>,
}

impl Report {
    /// Whether nothing is as it must not be.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.verdict.violations() == 0 && self.deliveries.violations() == 0 && self.left_behind == 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Verdict {
            acknowledged,
            answers,
            lost,
            taken_twice,
            unanswered,
            answered_twice,
            out_of_order,
            unheard,
            heard_twice,
            after_take_over,
            sessions_lost,
            broken_rows,
            ref examples,
        } = self.verdict;
        writeln!(
            formatter,
            "seed {}, {} s of faults, {} shoppers",
            self.seed, self.seconds, self.shoppers
        )?;
        for (fault, count) in &self.faults {
            writeln!(formatter, "  {fault:<24} {count:>8}")?;
        }
        let figures = [
            ("connections", self.connections as usize),
            ("take-overs", self.take_overs as usize),
            ("acknowledged messages", acknowledged),
            ("answers", answers),
            ("events taken", self.deliveries.taken),
            (
                "  again, same handle",
                usize::try_from(self.deliveries.repeats).unwrap_or(usize::MAX),
            ),
            ("letters written", self.deliveries.letters),
            ("deliveries given up", self.deliveries.dead),
        ];
        for (name, count) in figures {
            writeln!(formatter, "  {name:<24} {count:>8}")?;
        }
        writeln!(
            formatter,
            "  {:<24} {:>8.1}",
            "seconds to heal", self.healed_after_seconds
        )?;
        writeln!(formatter, "violations")?;
        let violations = [
            ("acknowledged and lost", lost),
            ("taken twice", taken_twice),
            ("never answered", unanswered),
            ("answered twice", answered_twice),
            ("out of order", out_of_order),
            ("reply never heard", unheard),
            ("reply heard twice", heard_twice),
            ("answer after take-over", after_take_over),
            ("sessions lost", sessions_lost),
            ("broken rows", broken_rows),
            ("shoppers left behind", self.left_behind),
            ("delivered and not taken", self.deliveries.lost),
            ("taken twice outside", self.deliveries.strange),
            ("events out of order", self.deliveries.out_of_order),
            ("deliveries left behind", self.deliveries.left_behind),
            ("deliveries malformed", self.deliveries.malformed),
        ];
        for (name, count) in violations {
            writeln!(formatter, "  {name:<24} {count:>8}")?;
        }
        for example in examples.iter().chain(&self.deliveries.examples) {
            writeln!(formatter, "  {example}")?;
        }
        if let Some(logs) = &self.logs {
            writeln!(formatter, "logs are kept in {}", logs.display())?;
        }
        Ok(())
    }
}
