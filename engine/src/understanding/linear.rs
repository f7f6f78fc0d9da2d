//! The trained classifier: texts to labels with honest probabilities.

use colloquy_vector::linear::{
    Centroids, FAMILIES, FamilyRow, SparseRow, Vocabulary, Weights, sigmoid, softmax,
};

use super::{
    features::described,
    live::LiveExamples,
    scope::{Scope, View, foremost},
    training::OUT_OF_SCOPE_LABEL,
};

/// A classifier over any set of labels, learnt from examples.
#[derive(Clone, Debug)]
pub struct LinearModel {
    pub(super) labels: Vec<String>,
    pub(super) vocabulary: Vocabulary,
    pub(super) weights: Weights,
    /// What the texts of each class have in common; none of a model that answers with several.
    pub(super) centroids: Centroids,
    pub(super) temperature: f32,
    /// The probability from which on a label of several is given.
    pub(super) threshold: f32,
    pub(super) several: bool,
    /// Whether no text is left without a label: learnt from texts that all had one.
    pub(super) never_none: bool,
    pub(super) scope: Scope,
}

/// What a model says about one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// Every label but `oos` with its probability, the most likely first.
    pub candidates: Vec<(String, f32)>,
    /// Whether the text belongs to none of them, from 0 to 1; above one half it is turned away.
    pub out_of_scope: f32,
}

/// Why nothing could be learnt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrainingError {
    /// There are no examples.
    #[error("no examples to learn from")]
    Empty,
    /// All examples have the same label.
    #[error("examples of at least two labels are needed")]
    OneClass,
    /// More labels than a model can hold.
    #[error("{0} labels are more than a model can hold")]
    TooManyClasses(usize),
}

impl LinearModel {
    /// The labels this model knows, in alphabetical order.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Whether it answers with several labels at once.
    #[must_use]
    pub fn answers_several(&self) -> bool {
        self.several
    }

    /// The probability from which on a label is given, when it answers with several.
    #[must_use]
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// Every label with its calibrated probability, the most likely first.
    #[must_use]
    pub fn predict(&self, text: &str) -> Vec<(String, f32)> {
        let mut labelled: Vec<(String, f32)> = self
            .labels
            .iter()
            .cloned()
            .zip(self.probabilities(text))
            .collect();
        labelled.sort_by(|(_, left), (_, right)| right.total_cmp(left));
        labelled
    }

    /// The labels that a several-label model finds in a text, the most likely first: those above its threshold, and the
    /// likeliest of all where it has learnt that no text is without one.
    #[must_use]
    pub fn predict_several(&self, text: &str) -> Vec<(String, f32)> {
        let mut found = self.predict(text);
        let above = found.partition_point(|(_, probability)| *probability >= self.threshold);
        found.truncate(above.max(usize::from(self.never_none)));
        found
    }

    /// The in-scope labels, and how likely the text is out of scope.
    #[must_use]
    pub fn classify(&self, text: &str) -> Prediction {
        self.classify_with(text, None)
    }

    /// The same with what a shop's own examples teach on top.
    #[must_use]
    pub fn classify_with(&self, text: &str, live: Option<&LiveExamples>) -> Prediction {
        let (places, out_of_scope) = self.classify_places(text, live);
        let label = |place: usize| self.labels.get(place).cloned().unwrap_or_default();
        Prediction {
            candidates: places
                .into_iter()
                .map(|(place, probability)| (label(place), probability))
                .collect(),
            out_of_scope,
        }
    }

    /// The same with places in [`Self::labels`] instead of the labels.
    pub(super) fn classify_places(
        &self,
        text: &str,
        live: Option<&LiveExamples>,
    ) -> (Vec<(usize, f32)>, f32) {
        let row = self.vocabulary.encode_families(&described(text));
        let mut scores = self.weights.score(&row.row);
        if let Some(live) = live {
            live.correct(&row.row, &mut scores);
        }
        let mut probabilities = scores.clone();
        self.squash(&mut probabilities);
        let out_of_scope = position(&self.labels, OUT_OF_SCOPE_LABEL);
        let likeness = self.likeness(&row, &scores, out_of_scope);
        let view = View::new(&scores, &probabilities, out_of_scope, known(&row.row), likeness);
        let sure = self.scope.sureness(&view);
        // What is taken from the first is given to the others, so that they still sum to what is in scope.
        let rest = (1.0 - sure).max(0.0) / (1.0 - view.probability).max(1e-6);
        let mut candidates: Vec<(usize, f32)> = probabilities
            .into_iter()
            .enumerate()
            .filter(|(place, _)| Some(*place) != out_of_scope)
            .map(|(place, probability)| {
                let honest = if place == view.best {
                    sure
                } else {
                    (probability * rest).min(sure)
                };
                (place, honest)
            })
            .collect();
        // Where nothing is sure several are as likely as the best, which comes first all the same.
        candidates.sort_by(|(place, left), (other, right)| {
            let is_best = |place: &usize| *place == view.best;
            right
                .total_cmp(left)
                .then_with(|| is_best(other).cmp(&is_best(place)))
        });
        (candidates, self.scope.doubt(&view))
    }

    /// The label of the shop's own example that a text is, in other words for the same.
    #[must_use]
    pub fn example_of<'live>(&self, text: &str, live: &'live LiveExamples) -> Option<&'live str> {
        if live.is_empty() {
            return None;
        }
        live.same_as(&self.vocabulary.encode(&described(text)))
    }

    /// One raw score for each label.
    pub(super) fn scores(&self, text: &str) -> Vec<f32> {
        self.weights.score(&self.vocabulary.encode(&described(text)))
    }

    fn probabilities(&self, text: &str) -> Vec<f32> {
        let mut scores = self.scores(text);
        self.squash(&mut scores);
        scores
    }

    /// How far a text points the way of the class that scores foremost.
    pub(super) fn likeness(
        &self,
        row: &FamilyRow,
        scores: &[f32],
        out_of_scope: Option<usize>,
    ) -> [f32; FAMILIES] {
        self.centroids.likeness(row, foremost(scores, out_of_scope))
    }

    pub(super) fn squash(&self, scores: &mut [f32]) {
        if self.several {
            sigmoid(scores, self.temperature);
        } else {
            softmax(scores, self.temperature);
        }
    }
}

/// The share of a text that training knew: pieces never seen leave a gap in its length.
pub(super) fn known(row: &SparseRow) -> f32 {
    row.entries.iter().map(|(_, value)| value * value).sum()
}

pub(super) fn position(labels: &[String], label: &str) -> Option<usize> {
    labels.iter().position(|known| known == label)
}

#[cfg(test)]
#[path = "linear_tests.rs"]
mod tests;
