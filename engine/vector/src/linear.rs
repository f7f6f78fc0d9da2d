//! Linear classifiers over sparse text features: fitting and scoring.
//!
//! They live in this crate because it is compiled with optimisation in development too; a
//! classifier of a few thousand lines then trains at start-up without anybody noticing.

mod centroids;
mod fit;
mod grams;
mod margin;
mod vocabulary;

pub use centroids::{Centroids, FAMILIES, FamilyRow};
pub(crate) use fit::shuffle;
pub use fit::{FitSettings, Head, fit};
pub use grams::GramShape;
pub use margin::{MarginSettings, fit_margin};
pub use vocabulary::{Vocabulary, VocabularyParts};

/// The features of one text: positions in the vocabulary with their weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SparseRow {
    /// Feature and weight, each feature at most once.
    pub entries: Vec<(u32, f32)>,
}

/// What was learnt: for each feature one small whole number a class, with a scale.
///
/// Weights are kept in eight bits also in memory, so that a model read back from a file
/// answers exactly as the one that was trained.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    classes: usize,
    scales: Vec<f32>,
    weights: Vec<i8>,
    bias: Vec<f32>,
}

impl Weights {
    /// Puts the parts of a stored model together again; `None` when their lengths disagree.
    #[must_use]
    pub fn from_parts(scales: Vec<f32>, weights: Vec<i8>, bias: Vec<f32>) -> Option<Self> {
        let classes = bias.len();
        let fits = classes > 0 && scales.len().checked_mul(classes) == Some(weights.len());
        fits.then_some(Self {
            classes,
            scales,
            weights,
            bias,
        })
    }

    /// Rounds full weights (class after class for each feature) to eight bits a weight.
    #[must_use]
    pub fn quantise(full: &[f32], bias: Vec<f32>) -> Self {
        let classes = bias.len().max(1);
        let mut scales = Vec::with_capacity(full.len() / classes);
        let mut weights = Vec::with_capacity(full.len());
        for row in full.chunks_exact(classes) {
            let largest = row
                .iter()
                .fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
            let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
            scales.push(scale);
            weights.extend(row.iter().map(|weight| (weight / scale).round() as i8));
        }
        Self {
            classes,
            scales,
            weights,
            bias,
        }
    }

    /// The number of classes.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The number of features.
    #[must_use]
    pub fn features(&self) -> usize {
        self.scales.len()
    }

    /// The scale of each feature's weights.
    #[must_use]
    pub fn scales(&self) -> &[f32] {
        &self.scales
    }

    /// The eight-bit weights, class after class for each feature.
    #[must_use]
    pub fn weights(&self) -> &[i8] {
        &self.weights
    }

    /// What each class starts from.
    #[must_use]
    pub fn bias(&self) -> &[f32] {
        &self.bias
    }

    /// Moves what each class starts from.
    pub fn shift(&mut self, by: &[f32]) {
        for (start, by) in self.bias.iter_mut().zip(by) {
            *start += by;
        }
    }

    /// One score a class; features the model does not know count for nothing.
    #[must_use]
    pub fn score(&self, row: &SparseRow) -> Vec<f32> {
        let mut scores = self.bias.clone();
        for &(feature, value) in &row.entries {
            let feature = feature as usize;
            let Some(scale) = self.scales.get(feature) else {
                continue;
            };
            let start = feature * self.classes;
            let Some(weights) = self.weights.get(start..start + self.classes) else {
                continue;
            };
            let factor = value * scale;
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += factor * f32::from(*weight);
            }
        }
        scores
    }
}

/// Turns scores into probabilities that sum to one; a temperature above one makes them less sure.
pub fn softmax(scores: &mut [f32], temperature: f32) {
    let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = ((*score - largest) / temperature).exp();
        sum += *score;
    }
    for score in scores.iter_mut() {
        *score /= sum;
    }
}

/// Turns each score into a probability of its own.
pub fn sigmoid(scores: &mut [f32], temperature: f32) {
    for score in scores.iter_mut() {
        *score = 1.0 / (1.0 + (-*score / temperature).exp());
    }
}

#[cfg(test)]
mod tests;
