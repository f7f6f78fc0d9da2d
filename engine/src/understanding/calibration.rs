//! Making probabilities honest, and choosing when to say "I do not know".

use colloquy_vector::linear::softmax;

/// What the model said about one held-back text.
pub(super) struct Judged {
    /// Raw scores, one a class.
    pub(super) scores: Vec<f32>,
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

/// The confidence below which a text counts as out of scope.
///
/// It balances the share of in-scope texts answered rightly against the share of strangers
/// turned away. Without strangers to learn from it stays at a cautious default.
pub(super) fn threshold(answers: &[(f32, bool, bool)], stranger_weight: f32) -> f32 {
    const WITHOUT_STRANGERS: f32 = 0.2;
    let strangers = answers.iter().filter(|(_, _, stranger)| *stranger).count();
    let known = answers.len() - strangers;
    if strangers == 0 || known == 0 {
        return WITHOUT_STRANGERS;
    }
    let mut best = (f32::NEG_INFINITY, WITHOUT_STRANGERS);
    for step in 0_u8..=95 {
        let candidate = f32::from(step) / 100.0;
        let right = answers
            .iter()
            .filter(|(sure, right, stranger)| !stranger && *right && *sure >= candidate);
        let turned_away = answers
            .iter()
            .filter(|(sure, _, stranger)| *stranger && *sure < candidate);
        let found = right.count() as f32 / known as f32
            + stranger_weight * turned_away.count() as f32 / strangers as f32;
        if found > best.0 + 1e-6 {
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
    fn threshold_separates_strangers_from_the_known() {
        let answers = [
            (0.9, true, false),
            (0.8, true, false),
            (0.3, false, true),
            (0.2, false, true),
        ];
        let chosen = threshold(&answers, 1.0);
        assert!(chosen > 0.3 && chosen <= 0.8, "{chosen}");
    }

    #[test]
    fn too_sure_a_model_is_cooled_down() {
        let judged: Vec<Judged> = (0..10)
            .map(|number| Judged {
                scores: vec![10.0, 0.0],
                right: Some(usize::from(number >= 6)),
            })
            .collect();
        assert!(temperature(&judged, None) > 3.0);
    }
}
