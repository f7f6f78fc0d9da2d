//! Figures and the table they are printed in.

use std::fmt::Write;

/// In which direction a figure gets better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// One measured figure beside what it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Folder of the data set.
    pub set: String,
    /// What was measured.
    pub metric: String,
    /// The figure, in percent where the metric is a share.
    pub value: f64,
    /// What it has to reach at least.
    pub floor: Option<f64>,
    /// What it aims at.
    pub goal: Option<f64>,
    /// What a published or plain model reaches, as the set's own README says.
    pub reference: String,
    /// The direction.
    pub better: Better,
}

impl Figure {
    /// A figure without anything beside it.
    #[must_use]
    pub fn new(set: &str, metric: impl Into<String>, value: f64) -> Self {
        Self {
            set: set.to_owned(),
            metric: metric.into(),
            value,
            floor: None,
            goal: None,
            reference: String::new(),
            better: Better::Higher,
        }
    }

    /// With a floor and a goal.
    #[must_use]
    pub fn aims(mut self, floor: f64, goal: f64) -> Self {
        (self.floor, self.goal) = (Some(floor), Some(goal));
        if goal < floor {
            self.better = Better::Lower;
        }
        self
    }

    /// With what it may be at most.
    #[must_use]
    pub fn at_most(mut self, bound: f64) -> Self {
        (self.floor, self.goal) = (Some(bound), Some(bound));
        self.better = Better::Lower;
        self
    }

    /// With what others reach.
    #[must_use]
    pub fn beside(mut self, reference: &str) -> Self {
        reference.clone_into(&mut self.reference);
        self
    }

    fn reaches(&self, bound: Option<f64>) -> bool {
        bound.is_none_or(|bound| match self.better {
            Better::Higher => self.value >= bound,
            Better::Lower => self.value <= bound,
        })
    }

    /// `goal`, `floor`, `below`, or nothing where there is nothing to reach.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        match (
            self.floor.is_some(),
            self.reaches(self.goal),
            self.reaches(self.floor),
        ) {
            (false, _, _) => "",
            (true, true, _) => "goal",
            (true, false, true) => "floor",
            (true, false, false) => "below",
        }
    }
}

/// The Markdown table of all figures, and a line for each set that was skipped.
#[must_use]
pub fn markdown(figures: &[Figure], skipped: &[String]) -> String {
    let mut written = String::from(
        "| set | metric | measured | floor | goal | reached | reference |\n|---|---|---:|---:|---:|---|---|\n",
    );
    for figure in figures {
        let bound = |bound: Option<f64>| bound.map_or_else(String::new, |bound| bound.to_string());
        let _infallible = writeln!(
            written,
            "| {} | {} | {} | {} | {} | {} | {} |",
            figure.set,
            figure.metric,
            rounded(figure.value),
            bound(figure.floor),
            bound(figure.goal),
            figure.verdict(),
            figure.reference
        );
    }
    for line in skipped {
        let _infallible = writeln!(written, "\nSkipped: {line}");
    }
    written
}

fn rounded(value: f64) -> String {
    if value.abs() < 1.5 {
        format!("{value:.3}")
    } else {
        format!("{value:.1}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_says_whether_it_reaches_floor_or_goal_in_either_direction() {
        let figure = |value| Figure::new("s", "m", value);
        assert_eq!(figure(91.0).aims(90.0, 92.0).verdict(), "floor");
        assert_eq!(figure(92.0).aims(90.0, 92.0).verdict(), "goal");
        assert_eq!(figure(0.04).aims(0.05, 0.03).verdict(), "floor");
        assert_eq!(figure(0.06).aims(0.05, 0.03).verdict(), "below");
        assert_eq!(figure(0.04).at_most(0.05).verdict(), "goal");
        assert_eq!(figure(0.06).at_most(0.05).verdict(), "below");
        assert_eq!(figure(1.0).verdict(), "");
    }
}
