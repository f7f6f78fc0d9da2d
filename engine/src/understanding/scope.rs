//! Telling what lies outside: how likely a text belongs to no class, and how sure the answer is with that in mind.

use colloquy_vector::linear::FAMILIES;

use super::logistic::Logistic;

/// What is looked at to tell a stranger.
pub(super) const SIGNS: usize = 12;
/// Without strangers to learn from, a text is turned away below this probability.
const WITHOUT_STRANGERS: f32 = 0.2;

/// What the scores of one text look like from afar.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct View {
    /// The likeliest class in scope.
    pub(super) best: usize,
    /// Its probability.
    pub(super) probability: f32,
    signs: [f32; SIGNS],
}

impl View {
    /// Looks at raw scores and the probabilities they become; `known` is the share of the text that training knew, and
    /// `likeness` how far the text points the way of the class at [`foremost`].
    pub(super) fn new(
        scores: &[f32],
        probabilities: &[f32],
        out_of_scope: Option<usize>,
        known: f32,
        likeness: [f32; FAMILIES],
    ) -> Self {
        let best = foremost(scores, out_of_scope);
        let top = scores.get(best).copied().unwrap_or(0.0);
        let second = scores
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != best && Some(*place) != out_of_scope)
            .map(|(_, score)| *score)
            .fold(f32::NEG_INFINITY, f32::max);
        let second = if second.is_finite() { second } else { top };
        let stranger = out_of_scope.and_then(|place| scores.get(place)).copied();
        let probability = probabilities.get(best).copied().unwrap_or(0.0);
        let [words, letters, concepts] = likeness;
        let signs = [
            top,
            top - second,
            probability.max(1e-6).ln(),
            (1.0 - probability).max(1e-6).ln(),
            known,
            stranger.map_or(0.0, |stranger| top - stranger),
            words,
            letters,
            concepts,
            // Being unlike a class tells more than being very like it.
            words * words,
            letters * letters,
            concepts * concepts,
        ];
        Self {
            best,
            probability,
            signs,
        }
    }
}

/// The class in scope with the highest score.
pub(super) fn foremost(scores: &[f32], out_of_scope: Option<usize>) -> usize {
    let mut best = (0, f32::NEG_INFINITY);
    for (place, &score) in scores.iter().enumerate() {
        if Some(place) != out_of_scope && score > best.1 {
            best = (place, score);
        }
    }
    best.0
}

/// What was learnt of strangers, and of being right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scope {
    /// How likely a text lies inside, as a score.
    pub(super) inside: Logistic<SIGNS>,
    /// The score from which on a text is answered.
    pub(super) threshold: f32,
    /// How likely the answer is right.
    pub(super) right: Logistic<SIGNS>,
}

impl Default for Scope {
    /// Turns away below a cautious probability, and believes the probabilities.
    fn default() -> Self {
        let by_probability = Logistic {
            weights: [0.0, 0.0, 1.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            start: 0.0,
        };
        Self {
            inside: by_probability.clone(),
            threshold: (WITHOUT_STRANGERS / (1.0 - WITHOUT_STRANGERS)).ln(),
            right: by_probability,
        }
    }
}

/// A validation text: what it looks like, and its class; none when it is a stranger.
pub(super) type Seen = (View, Option<usize>);

impl Scope {
    /// Learns from texts that were not trained on. `stranger_weight` is how much recognising a stranger counts beside
    /// answering a text in scope.
    pub(super) fn learn(seen: &[Seen], stranger_weight: f32) -> Self {
        let strangers = seen.iter().filter(|(_, right)| right.is_none()).count();
        let mut scope = Self::default();
        let is_right = |view: &View, right: Option<usize>| right == Some(view.best);
        let rows: Vec<[f32; SIGNS]> = seen.iter().map(|(view, _)| view.signs).collect();
        // With a handful of texts the temperature alone is the safer teacher.
        if seen.len() >= 400 {
            let targets: Vec<bool> = seen.iter().map(|(view, right)| is_right(view, *right)).collect();
            scope.right = Logistic::fit(&rows, &targets, 1.0);
        }
        if strangers < 10 || strangers * 10 > seen.len() * 9 {
            return scope;
        }
        let inside: Vec<bool> = seen.iter().map(|(_, right)| right.is_some()).collect();
        let share = strangers as f32 / (seen.len() - strangers) as f32;
        scope.inside = Logistic::fit(&rows, &inside, share);
        let scored: Vec<(f32, bool, bool)> = seen
            .iter()
            .map(|(view, right)| {
                (
                    scope.inside.score(&view.signs),
                    is_right(view, *right),
                    right.is_none(),
                )
            })
            .collect();
        scope.threshold = threshold(&scored, stranger_weight);
        // Sureness follows the same score, so that who sorts by it sorts strangers to the end.
        let scores: Vec<[f32; 1]> = scored.iter().map(|(score, _, _)| [*score]).collect();
        let right: Vec<bool> = scored.iter().map(|(_, right, _)| *right).collect();
        scope.right = scope.inside.scaled(&Logistic::fit(&scores, &right, 1.0));
        scope
    }

    /// How likely a text is to be turned away, from 0 to 1: above one half it is.
    pub(super) fn doubt(&self, view: &View) -> f32 {
        let above = self.inside.score(&view.signs) - self.threshold;
        1.0 / (1.0 + above.exp())
    }

    /// How likely the best class is the right one.
    pub(super) fn sureness(&self, view: &View) -> f32 {
        self.right.probability(&view.signs)
    }
}

/// The score that balances the share of texts in scope answered rightly against the share of strangers turned away.
fn threshold(scored: &[(f32, bool, bool)], stranger_weight: f32) -> f32 {
    let strangers = scored.iter().filter(|(_, _, stranger)| *stranger).count();
    let known = (scored.len() - strangers).max(1) as f32;
    let strangers = strangers.max(1) as f32;
    let mut sorted: Vec<&(f32, bool, bool)> = scored.iter().collect();
    sorted.sort_by(|left, right| left.0.total_cmp(&right.0));
    let mut kept = scored.iter().filter(|(_, right, _)| *right).count() as f32;
    let mut away = 0.0_f32;
    let mut best = (kept / known, f32::NEG_INFINITY);
    for pair in sorted.windows(2) {
        let [low, high] = pair else { continue };
        kept -= f32::from(u8::from(low.1));
        away += f32::from(u8::from(low.2));
        let found = kept / known + stranger_weight * away / strangers;
        if found > best.0 + 1e-6 {
            best = (found, f32::midpoint(low.0, high.0));
        }
    }
    best.1.max(-30.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(top: f32, second: f32) -> View {
        let mut probabilities = vec![top, second];
        colloquy_vector::linear::softmax(&mut probabilities, 1.0);
        View::new(&[top, second], &probabilities, None, 0.5, [0.0; FAMILIES])
    }

    #[test]
    fn strangers_are_told_by_scores_that_no_known_text_has() {
        let mut seen: Vec<Seen> = (0_u8..40)
            .map(|step| (view(3.0 + f32::from(step) / 40.0, 0.0), Some(0)))
            .collect();
        seen.extend((0_u8..20).map(|step| (view(0.2 + f32::from(step) / 40.0, 0.0), None)));
        let scope = Scope::learn(&seen, 1.0);
        assert!(scope.doubt(&view(3.2, 0.0)) < 0.5);
        assert!(scope.doubt(&view(0.4, 0.0)) > 0.5);
        assert!(scope.sureness(&view(0.3, 0.0)) < scope.sureness(&view(3.3, 0.0)));
    }

    #[test]
    fn without_strangers_only_hopeless_texts_are_turned_away() {
        let scope = Scope::learn(&[(view(2.0, 0.0), Some(0))], 1.0);
        assert!(scope.doubt(&view(1.0, 0.0)) < 0.5);
        assert!((scope.sureness(&view(1.0, 0.0)) - view(1.0, 0.0).probability).abs() < 1e-3);
    }
}
