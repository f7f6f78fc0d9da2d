//! Fitting by stochastic gradient descent with a step of its own for each feature.

use super::{SparseRow, grams::mix, sigmoid, softmax};

/// Whether exactly one class is right for a text, or any number of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// Exactly one: probabilities sum to one.
    OneOf,
    /// Any number: each class has a probability of its own.
    AnyOf,
}

/// How long and how boldly to fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitSettings {
    /// Passes over all rows.
    pub epochs: u32,
    /// Size of the first steps.
    pub step: f32,
    /// Pull towards zero; keeps rare features from deciding alone.
    pub decay: f32,
    /// Where the order of the rows starts from. The same seed gives the same model.
    pub seed: u64,
}

impl Default for FitSettings {
    fn default() -> Self {
        Self {
            epochs: 20,
            step: 0.7,
            decay: 1e-5,
            seed: 7,
        }
    }
}

/// Keeps the first steps of a feature finite.
const FIRST_WAY: f32 = 1e-2;
/// How little a row must be off to be passed over.
const LEARNT: f32 = 1e-4;

/// Learns weights (class after class for each feature) and what each class starts from, from rows and the classes that
/// are right for each.
///
/// `importance` is how much each row counts, for classes with few examples. Rows beyond the
/// shortest of the three lists are left out.
#[must_use]
pub fn fit(
    rows: &[SparseRow],
    targets: &[Vec<u16>],
    importance: &[f32],
    shape: (usize, usize),
    head: Head,
    settings: &FitSettings,
) -> (Vec<f32>, Vec<f32>) {
    let (features, classes) = shape;
    let mut weights = vec![0.0_f32; features * classes];
    let mut travelled = vec![FIRST_WAY; features];
    let mut bias = vec![0.0_f32; classes];
    let mut bias_travelled = 1.0_f32;
    let count = rows.len().min(targets.len()).min(importance.len());
    let mut order: Vec<usize> = (0..count).collect();
    let mut scores = vec![0.0_f32; classes];
    let mut state = settings.seed;
    for epoch in 0..settings.epochs {
        shuffle(&mut order, &mut state);
        let pace = settings.step * (1.0 - 0.9 * epoch as f32 / settings.epochs as f32);
        for &number in &order {
            let (Some(row), Some(right), Some(&worth)) =
                (rows.get(number), targets.get(number), importance.get(number))
            else {
                continue;
            };
            scores.copy_from_slice(&bias);
            for &(feature, value) in &row.entries {
                let start = feature as usize * classes;
                if let Some(learnt) = weights.get(start..start + classes) {
                    add_scaled(&mut scores, learnt, value);
                }
            }
            match head {
                Head::OneOf => softmax(&mut scores, 1.0),
                Head::AnyOf => sigmoid(&mut scores, 1.0),
            }
            // From here on the scores are how far each class is off.
            for &class in right {
                if let Some(score) = scores.get_mut(usize::from(class)) {
                    *score -= 1.0;
                }
            }
            let mut off = 0.0;
            for score in &mut scores {
                *score *= worth;
                off += *score * *score;
            }
            // Rows that are right beyond doubt teach nothing more; skipping them halves the time.
            if off < LEARNT {
                continue;
            }
            for &(feature, value) in &row.entries {
                let feature = feature as usize;
                let start = feature * classes;
                let (Some(learnt), Some(way)) = (
                    weights.get_mut(start..start + classes),
                    travelled.get_mut(feature),
                ) else {
                    continue;
                };
                *way += value * value * off;
                let rate = pace / way.sqrt();
                descend(learnt, &scores, rate * value, 1.0 - rate * settings.decay);
            }
            bias_travelled += off;
            add_scaled(&mut bias, &scores, -0.3 * pace / bias_travelled.sqrt());
        }
    }
    (weights, bias)
}

fn add_scaled(target: &mut [f32], source: &[f32], factor: f32) {
    for (target, source) in target.iter_mut().zip(source) {
        *target += factor * source;
    }
}

fn descend(weights: &mut [f32], off: &[f32], rate: f32, keep: f32) {
    for (weight, off) in weights.iter_mut().zip(off) {
        *weight = *weight * keep - rate * off;
    }
}

pub(crate) fn shuffle(order: &mut [usize], state: &mut u64) {
    for last in (1..order.len()).rev() {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let chosen = (mix(*state) % (last as u64 + 1)) as usize;
        order.swap(last, chosen);
    }
}
