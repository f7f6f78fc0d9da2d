//! Labelled texts, and which of them are held back to judge what was learnt.

use super::linear::TrainingError;

/// The label of texts that belong to no class.
pub const OUT_OF_SCOPE_LABEL: &str = "oos";

/// One text with the class it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// As somebody would write it.
    pub text: String,
    /// Name of the class; [`OUT_OF_SCOPE_LABEL`] for none.
    pub label: String,
}

/// One text with every class it belongs to, for models that answer with several at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeveralExample {
    /// As somebody would write it.
    pub text: String,
    /// Names of the classes; none when the text belongs to no class.
    pub labels: Vec<String>,
}

/// What a classifier learns from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrainingSet {
    /// Every labelled text.
    pub examples: Vec<Example>,
}

impl TrainingSet {
    /// Adds the lines of one class, leaving out empty lines and comments that start with `#`.
    pub fn add_lines(&mut self, label: &str, lines: &str) {
        let kept = lines
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        self.examples.extend(kept.map(|line| Example {
            text: line.to_owned(),
            label: label.to_owned(),
        }));
    }

    /// Splits off the held-back part: every fifth example of each class, in the order given.
    ///
    /// The same file is always split the same way, so that figures can be compared.
    #[must_use]
    pub fn hold_back(&self) -> HeldOut {
        let mut seen: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
        let mut split = HeldOut::default();
        for example in &self.examples {
            let count = seen.entry(example.label.as_str()).or_default();
            *count += 1;
            let part = if count.is_multiple_of(5) {
                &mut split.held_back
            } else {
                &mut split.kept
            };
            part.examples.push(example.clone());
        }
        split
    }
}

/// A training set in two parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldOut {
    /// Four fifths to learn from.
    pub kept: TrainingSet,
    /// One fifth to calibrate and judge with.
    pub held_back: TrainingSet,
}

/// How to train.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingSettings {
    /// Passes over the examples.
    pub epochs: u32,
    /// Pieces of text that occur in fewer examples are ignored.
    pub least_occurrences: u32,
    /// The same seed gives the same model.
    pub seed: u64,
    /// How much recognising a text out of scope counts beside answering one in scope, when the
    /// threshold is chosen: both alike at 1. Many more texts are in scope, so less is right.
    pub stranger_weight: f32,
    /// Whether the final model learns from the held-back part too, after it was judged.
    pub learn_from_held_back: bool,
}

impl Default for TrainingSettings {
    fn default() -> Self {
        Self {
            epochs: 20,
            least_occurrences: 1,
            seed: 7,
            stranger_weight: 0.3,
            learn_from_held_back: true,
        }
    }
}

impl TrainingSettings {
    /// For the shop's own conversations: most of what is written there is in scope, and turning
    /// a shopper away wrongly costs more than answering a stranger.
    #[must_use]
    pub fn for_conversations() -> Self {
        Self {
            stranger_weight: 0.25,
            ..Self::default()
        }
    }
}

/// How well the model did on texts it had not seen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TrainingReport {
    /// Share of all held-back texts with the right label, out of scope included.
    pub accuracy: f32,
    /// Mean over the classes of their F1.
    pub macro_f1: f32,
    /// Share of the out-of-scope texts that were recognised; 1 when there are none.
    pub oos_recall: f32,
    /// Share of the in-scope texts with the right label that were not turned away.
    pub in_scope_accuracy: f32,
    /// Expected calibration error: how far confidence is from being right, over fifteen bins.
    pub ece: f32,
    /// How many held-back texts these figures rest on.
    pub judged: usize,
}

/// Checks that there is something to tell apart.
pub(super) fn check(labels: usize, examples: usize) -> Result<(), TrainingError> {
    match (labels, examples) {
        (_, 0) => Err(TrainingError::Empty),
        (0 | 1, _) => Err(TrainingError::OneClass),
        (labels, _) if labels > usize::from(u16::MAX) => Err(TrainingError::TooManyClasses(labels)),
        _ => Ok(()),
    }
}
