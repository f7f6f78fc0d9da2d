//! Examples that a shop's people have given by putting an intent right: learnt in milliseconds, on top of the model.
//!
//! The model stays as it is. What is learnt is a small correction of its weights, for the pieces of text that the
//! examples have and no others, until each example gets its intent with a margin. The model's own examples that
//! resemble them are learnt beside them, so that what was right before stays right.

use std::collections::HashMap;

use colloquy_vector::linear::SparseRow;

use super::{
    features::described,
    lessons::Lessons,
    linear::{LinearModel, position},
    training::{Example, TrainingSet},
};

/// Examples of one shop at most.
pub const MOST_EXAMPLES: usize = 500;
/// How surely an example gets its intent, in temperatures of the model: one to ninety.
const MARGIN: f32 = 4.5;
/// How surely the model's own examples keep theirs.
const KEPT_MARGIN: f32 = 0.5;
/// From this cosine on one of the model's examples resembles one of the shop's.
const RESEMBLES: f32 = 0.2;
/// From this cosine on a message is the example itself, in other words for the same.
const SAME: f32 = 0.93;

/// What was learnt of a shop's examples.
#[derive(Clone, Debug, Default)]
pub struct LiveExamples {
    corrections: HashMap<u32, Vec<f32>>,
    examples: Vec<Known>,
}

/// An example, laid out to be compared with.
#[derive(Clone, Debug)]
struct Known {
    label: String,
    weights: HashMap<u32, f32>,
    length: f32,
}

/// The model's own examples in its own features, kept so that learning beside them is quick.
#[derive(Clone, Debug, Default)]
pub struct OwnExamples {
    rows: Vec<(SparseRow, usize)>,
}

impl OwnExamples {
    /// Reads the examples that a model was learnt from.
    #[must_use]
    pub fn new(model: &LinearModel, set: &TrainingSet) -> Self {
        let rows = set.examples.iter().filter_map(|example| {
            let class = position(&model.labels, &example.label)?;
            Some((model.vocabulary.encode(&described(&example.text)), class))
        });
        Self { rows: rows.collect() }
    }
}

impl LiveExamples {
    /// Learns examples on top of a model. Those with a label that the model does not have are left out.
    #[must_use]
    pub fn learn(model: &LinearModel, own: &OwnExamples, examples: &[Example]) -> Self {
        let rows: Vec<(SparseRow, String)> = examples
            .iter()
            .filter(|example| position(&model.labels, &example.label).is_some())
            .map(|example| {
                (
                    model.vocabulary.encode(&described(&example.text)),
                    example.label.clone(),
                )
            })
            .collect();
        let mut learnt = Self {
            corrections: HashMap::new(),
            examples: rows.iter().map(|(row, label)| Known::new(row, label)).collect(),
        };
        let mut lessons = Lessons::new(model);
        for (row, label) in &rows {
            if let Some(class) = position(&model.labels, label) {
                lessons.add(row, class, MARGIN);
            }
        }
        for (row, class) in learnt.guarded(own) {
            lessons.add(row, class, KEPT_MARGIN);
        }
        learnt.corrections = lessons.learnt();
        learnt
    }

    /// Whether there is nothing to go by.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.examples.is_empty()
    }

    /// Adds what was learnt to the scores of a text.
    pub(super) fn correct(&self, row: &SparseRow, scores: &mut [f32]) {
        for (feature, value) in &row.entries {
            let Some(corrections) = self.corrections.get(feature) else {
                continue;
            };
            for (score, correction) in scores.iter_mut().zip(corrections) {
                *score += value * correction;
            }
        }
    }

    /// The label of the example that a text is, in other words for the same.
    pub(super) fn same_as(&self, row: &SparseRow) -> Option<&str> {
        let nearest = self
            .examples
            .iter()
            .map(|example| (example.cosine(row), example.label.as_str()));
        let (cosine, label) = nearest.max_by(|(left, _), (right, _)| left.total_cmp(right))?;
        (cosine >= SAME).then_some(label)
    }

    /// The model's own examples that resemble the shop's: what is learnt must leave them right.
    fn guarded<'own>(&self, own: &'own OwnExamples) -> Vec<(&'own SparseRow, usize)> {
        let mut holders: HashMap<u32, Vec<(usize, f32)>> = HashMap::new();
        for (place, example) in self.examples.iter().enumerate() {
            for (feature, weight) in &example.weights {
                holders.entry(*feature).or_default().push((place, *weight));
            }
        }
        let mut guarded = Vec::new();
        for (row, class) in &own.rows {
            let mut products = vec![0.0_f32; self.examples.len()];
            for (feature, value) in &row.entries {
                for (place, weight) in holders.get(feature).into_iter().flatten() {
                    if let Some(product) = products.get_mut(*place) {
                        *product += weight * value;
                    }
                }
            }
            let length = length(row);
            let alike = products.iter().zip(&self.examples).any(|(product, example)| {
                let lengths = length * example.length;
                lengths > 0.0 && (RESEMBLES..SAME).contains(&(product / lengths))
            });
            if alike {
                guarded.push((row, *class));
            }
        }
        guarded
    }
}

impl Known {
    fn new(row: &SparseRow, label: &str) -> Self {
        Self {
            label: label.to_owned(),
            weights: row.entries.iter().copied().collect(),
            length: length(row),
        }
    }

    /// How alike a text is.
    fn cosine(&self, row: &SparseRow) -> f32 {
        let common = row
            .entries
            .iter()
            .filter_map(|(feature, value)| self.weights.get(feature).map(|own| own * value));
        let product: f32 = common.sum();
        let lengths = self.length * length(row);
        if lengths > 0.0 { product / lengths } else { 0.0 }
    }
}

fn length(row: &SparseRow) -> f32 {
    let squares: f32 = row.entries.iter().map(|(_, value)| value * value).sum();
    squares.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::TrainingSettings;

    fn set() -> TrainingSet {
        let mut set = TrainingSet::default();
        set.add_lines(
            "order_status",
            "where is my order\nhas my parcel left\ntrack my order\nwhen does my order arrive\nis my package on its way\nwhat is the status of my order",
        );
        set.add_lines(
            "request_refund",
            "I want my money back\nrefund my order\ngive me a refund\nI would like to be refunded\nsend the money back\nplease refund this",
        );
        set.add_lines(
            "cancel_order",
            "cancel my order\nstop the order\nI do not want the order any more\nplease cancel it\ncall off my order\nabort my purchase",
        );
        set
    }

    fn model() -> LinearModel {
        LinearModel::train(&set(), &TrainingSettings::default())
            .unwrap()
            .0
    }

    fn example(text: &str, label: &str) -> Example {
        Example {
            text: text.to_owned(),
            label: label.to_owned(),
        }
    }

    #[test]
    fn an_example_gets_its_intent_and_so_does_what_is_said_like_it() {
        let model = model();
        let own = OwnExamples::new(&model, &set());
        let told = example("get rid of the whole thing for me", "cancel_order");
        let live = LiveExamples::learn(&model, &own, &[told]);
        for text in [
            "get rid of the whole thing for me",
            "please get rid of the whole thing",
        ] {
            let first = &model.classify_with(text, Some(&live)).candidates[0];
            assert_eq!(first.0, "cancel_order", "{text}: {first:?}");
            assert!(first.1 >= 0.6, "{text}: {first:?}");
        }
    }

    #[test]
    fn what_the_model_was_taught_stays_as_it_was() {
        let model = model();
        let own = OwnExamples::new(&model, &set());
        let told = example(
            "my order is nowhere to be found and I want it gone",
            "cancel_order",
        );
        let live = LiveExamples::learn(&model, &own, &[told]);
        for Example { text, label } in set().examples {
            let prediction = model.classify_with(&text, Some(&live));
            assert_eq!(prediction.candidates[0].0, label, "{text}");
        }
    }

    #[test]
    fn a_label_that_the_model_does_not_have_changes_nothing() {
        let model = model();
        let own = OwnExamples::new(&model, &set());
        let live = LiveExamples::learn(&model, &own, &[example("sing me a song", "song")]);
        assert!(live.is_empty());
        assert_eq!(
            model.classify_with("sing me a song", Some(&live)),
            model.classify("sing me a song")
        );
    }
}
