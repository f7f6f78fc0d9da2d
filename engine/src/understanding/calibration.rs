//! Making probabilities honest, and measuring how honest they are.

use colloquy_vector::linear::{FAMILIES, softmax};

/// What the model said about one held-back text.
pub(super) struct Judged {
    /// Raw scores, one a class.
    pub(super) scores: Vec<f32>,
    /// The share of the text that training knew.
    pub(super) known: f32,
    /// How far the text points the way of the class that scores foremost.
    pub(super) likeness: [f32; FAMILIES],
    /// The right class, when the model has it; none for a text out of scope.
    pub(super) right: Option<usize>,
}

/// The temperature under which the right answers are least surprising.
pub(super) fn temperature(judged: &[Judged], out_of_scope: Option<usize>) -> f32 {
    let surprise = |temperature: f32| -> f32 {
        judged
            .iter()
            .filter_map(|one| {
                let right = one.right.or(out_of_scope)?;
                let mut scores = one.scores.clone();
                softmax(&mut scores, temperature);
                scores.get(right).map(|probability| -probability.max(1e-6).ln())
            })
            .sum()
    };
    let candidates = (0..60).map(|step| 0.2 * 1.05_f32.powi(step));
    let mut best = (f32::INFINITY, 1.0);
    for candidate in candidates {
        let found = surprise(candidate);
        if found < best.0 {
            best = (found, candidate);
        }
    }
    best.1
}

/// Expected calibration error over fifteen bins of confidence.
pub(super) fn expected_error(answers: &[(f32, bool)]) -> f32 {
    const BINS: usize = 15;
    let mut bins = [(0.0_f32, 0.0_f32); BINS];
    for (sure, right) in answers {
        let bin = ((sure * BINS as f32) as usize).min(BINS - 1);
        if let Some((sum, hits)) = bins.get_mut(bin) {
            *sum += sure;
            *hits += f32::from(u8::from(*right));
        }
    }
    let gap: f32 = bins.iter().map(|(sum, hits)| (sum - hits).abs()).sum();
    gap / answers.len().max(1) as f32
}

/// Mean F1 over the classes, from pairs of the right and the given class.
pub(super) fn macro_f1(pairs: &[(usize, usize)], classes: usize) -> f32 {
    let mut counts = vec![(0_u32, 0_u32, 0_u32); classes];
    for &(right, given) in pairs {
        if right == given {
            if let Some(count) = counts.get_mut(right) {
                count.0 += 1;
            }
            continue;
        }
        if let Some(count) = counts.get_mut(right) {
            count.1 += 1;
        }
        if let Some(count) = counts.get_mut(given) {
            count.2 += 1;
        }
    }
    let seen: Vec<f32> = counts
        .iter()
        .filter(|(hit, missed, _)| hit + missed > 0)
        .map(|&(hit, missed, wrong)| 2.0 * hit as f32 / (2 * hit + missed + wrong) as f32)
        .collect();
    seen.iter().sum::<f32>() / seen.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn perfectly_honest_answers_have_no_error() {
        let answers: Vec<(f32, bool)> = (0..10).map(|number| (0.7, number < 7)).collect();
        assert!(expected_error(&answers) < 1e-5);
        assert!((expected_error(&[(1.0, false)]) - 1.0).abs() < 1e-5);
    }

    #[test]
    fn too_sure_a_model_is_cooled_down() {
        let judged: Vec<Judged> = (0..10)
            .map(|number| Judged {
                scores: vec![10.0, 0.0],
                known: 1.0,
                likeness: [0.0; FAMILIES],
                right: Some(usize::from(number >= 6)),
            })
            .collect();
        assert!(temperature(&judged, None) > 3.0);
    }
}
