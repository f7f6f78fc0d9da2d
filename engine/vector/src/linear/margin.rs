//! Fitting by dual coordinate descent: each class against all others, with a squared penalty inside the margin.
//!
//! Every text keeps one number for each class, and a visit solves it exactly. There is no step size to choose, few passes
//! do, and classes are worked on side by side, so that a visit costs as much as scoring the text twice.

use super::{SparseRow, fit::shuffle};

/// How long and how hard to fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarginSettings {
    /// Passes over all rows at most.
    pub passes: u32,
    /// How much a text on the wrong side counts beside small weights.
    pub penalty: f32,
    /// Where the order of the rows starts from.
    pub seed: u64,
}

/// A pass whose largest change is below this is the last.
const SETTLED: f32 = 1e-2;
/// What the constant feature of each text is worth.
const CONSTANT: f32 = 1.0;

/// Learns weights (class after class for each feature) and what each class starts from.
///
/// A row whose list of targets is empty is wrong for every class.
#[must_use]
pub fn fit_margin(
    rows: &[SparseRow],
    targets: &[Vec<u16>],
    importance: &[f32],
    shape: (usize, usize),
    settings: &MarginSettings,
) -> (Vec<f32>, Vec<f32>) {
    let (features, classes) = shape;
    let mut weights = vec![0.0_f32; features * classes];
    let mut bias = vec![0.0_f32; classes];
    let count = rows.len().min(targets.len()).min(importance.len());
    let mut duals = vec![0.0_f32; count * classes];
    let mut order: Vec<usize> = (0..count).collect();
    let mut moves = vec![0.0_f32; classes];
    let mut signs = vec![-1.0_f32; classes];
    let mut state = settings.seed;
    for _ in 0..settings.passes {
        shuffle(&mut order, &mut state);
        let mut largest = 0.0_f32;
        for &number in &order {
            let (Some(row), Some(right), Some(&worth)) =
                (rows.get(number), targets.get(number), importance.get(number))
            else {
                continue;
            };
            let Some(duals) = duals.get_mut(number * classes..(number + 1) * classes) else {
                continue;
            };
            signs.fill(-1.0);
            for class in right {
                if let Some(sign) = signs.get_mut(usize::from(*class)) {
                    *sign = 1.0;
                }
            }
            let slack = 0.5 / (settings.penalty * worth).max(f32::EPSILON);
            let length: f32 = row.entries.iter().map(|(_, value)| value * value).sum();
            let curve = length + CONSTANT * CONSTANT + slack;
            for (moved, start) in moves.iter_mut().zip(&bias) {
                *moved = start * CONSTANT;
            }
            for &(feature, value) in &row.entries {
                let start = feature as usize * classes;
                if let Some(learnt) = weights.get(start..start + classes) {
                    add_scaled(&mut moves, learnt, value);
                }
            }
            let change = solve(&mut moves, duals, &signs, slack, curve);
            largest = largest.max(change);
            if change <= 1e-5 {
                continue;
            }
            for &(feature, value) in &row.entries {
                let start = feature as usize * classes;
                if let Some(learnt) = weights.get_mut(start..start + classes) {
                    add_scaled(learnt, &moves, value);
                }
            }
            add_scaled(&mut bias, &moves, CONSTANT);
        }
        if largest < SETTLED {
            break;
        }
    }
    (weights, bias)
}

/// Turns scores into how far each class moves along the row; answers with the largest move.
fn solve(scores: &mut [f32], duals: &mut [f32], signs: &[f32], slack: f32, curve: f32) -> f32 {
    let mut largest = 0.0_f32;
    for ((score, dual), sign) in scores.iter_mut().zip(duals).zip(signs) {
        let slope = sign * *score - 1.0 + slack * *dual;
        let next = (*dual - slope / curve).max(0.0);
        *score = (next - *dual) * sign;
        largest = largest.max(score.abs());
        *dual = next;
    }
    largest
}

fn add_scaled(target: &mut [f32], source: &[f32], factor: f32) {
    for (target, source) in target.iter_mut().zip(source) {
        *target += factor * source;
    }
}
