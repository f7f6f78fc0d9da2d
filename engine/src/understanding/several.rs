//! Learning to answer with several labels at once, and from which score on each label is given.
//!
//! One threshold for all labels is the best for the frequent ones. What a label's own would be is therefore looked for on
//! texts that were held back, and believed the more the more of its texts were seen. It goes into what the label starts
//! from, so that the model still has one threshold.

use std::collections::{BTreeSet, HashMap};

use colloquy_vector::linear::Head;

use super::{
    linear::{LinearModel, TrainingError},
    training::{SeveralExample, TrainingSettings},
};

/// Fewer texts than this say nothing about thresholds.
const FEWEST: usize = 100;
/// Into how many parts the texts are cut, each of which is held back once.
const PARTS: usize = 3;
/// How many texts of a label it takes to believe half of what its own threshold would be.
const BELIEVED_BY_HALF: f32 = 10.0;
/// Rounds over all labels; the best for one rests on what the others give.
const ROUNDS: usize = 2;

impl LinearModel {
    /// Learns to answer with several labels at once.
    ///
    /// # Errors
    /// When there are no examples, or all have one label.
    pub fn train_several(
        examples: &[SeveralExample],
        settings: &TrainingSettings,
    ) -> Result<Self, TrainingError> {
        let labels: BTreeSet<&str> = examples
            .iter()
            .flat_map(|example| example.labels.iter().map(String::as_str))
            .collect();
        let texts: Vec<&str> = examples.iter().map(|example| example.text.as_str()).collect();
        let targets = examples
            .iter()
            .map(|example| example.labels.iter().map(String::as_str).collect())
            .collect::<Vec<Vec<&str>>>();
        let held_back = held_back(&texts, &targets, &labels, settings);
        let mut model = Self::fit_any(&texts, &targets, labels, Head::AnyOf, settings)?;
        if let Some(held_back) = held_back {
            let (common, own) = thresholds(&held_back);
            let shifts: Vec<f32> = own.iter().map(|own| common - own).collect();
            model.weights.shift(&shifts);
            model.threshold = 1.0 / (1.0 + (-common).exp());
        }
        Ok(model)
    }
}

/// The scores of one label on all texts that were held back, the highest first, with whether it was right.
type Scored = Vec<(f32, bool)>;

/// What is said of each text by a model that has not seen it, label by label; `None` for too few texts.
fn held_back(
    texts: &[&str],
    targets: &[Vec<&str>],
    labels: &BTreeSet<&str>,
    settings: &TrainingSettings,
) -> Option<Vec<Scored>> {
    if texts.len() < FEWEST {
        return None;
    }
    // The same text in two parts would be known to the model that is asked, and it is texts never seen that thresholds are for.
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let parts: Vec<usize> = texts
        .iter()
        .map(|text| {
            let next = numbers.len();
            *numbers.entry(text).or_insert(next) % PARTS
        })
        .collect();
    let mut said: Vec<Scored> = vec![Vec::with_capacity(texts.len()); labels.len()];
    for part in 0..PARTS {
        let (mut kept, mut kept_targets, mut asked) = (Vec::new(), Vec::new(), Vec::new());
        for ((text, wanted), held_in) in texts.iter().zip(targets).zip(&parts) {
            if *held_in == part {
                asked.push((text, wanted));
            } else {
                kept.push(*text);
                kept_targets.push(wanted.clone());
            }
        }
        let model = LinearModel::fit_any(&kept, &kept_targets, labels.clone(), Head::AnyOf, settings).ok()?;
        for (text, wanted) in asked {
            let scores = model.scores(text);
            for ((said, label), score) in said.iter_mut().zip(&model.labels).zip(scores) {
                said.push((score, wanted.contains(&label.as_str())));
            }
        }
    }
    for scored in &mut said {
        scored.sort_by(|left, right| right.0.total_cmp(&left.0));
    }
    Some(said)
}

/// What a threshold gives: of what was to be given, and at all.
#[derive(Clone, Copy, Debug, Default)]
struct Given {
    hits: f32,
    found: f32,
}

/// The score from which on labels are given for the best micro F1: one for all, and one for each.
fn thresholds(said: &[Scored]) -> (f32, Vec<f32>) {
    let wanted = said
        .iter()
        .flatten()
        .map(|(_, right)| f32::from(u8::from(*right)))
        .sum::<f32>();
    let mut all: Scored = said.iter().flatten().copied().collect();
    all.sort_by(|left, right| right.0.total_cmp(&left.0));
    let (common, _) = best(&all, Given::default(), wanted);
    let mut own = vec![common; said.len()];
    let mut given: Vec<Given> = said.iter().map(|scored| above(scored, common)).collect();
    for _ in 0..ROUNDS {
        for (place, scored) in said.iter().enumerate() {
            let others = given
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != place)
                .fold(Given::default(), |sum, (_, given)| Given {
                    hits: sum.hits + given.hits,
                    found: sum.found + given.found,
                });
            let (found, _) = best(scored, others, wanted);
            let texts = scored.iter().filter(|(_, right)| *right).count() as f32;
            let believed = texts / (texts + BELIEVED_BY_HALF);
            let threshold = common + believed * (found - common);
            if let (Some(own), Some(given)) = (own.get_mut(place), given.get_mut(place)) {
                *own = threshold;
                *given = above(scored, threshold);
            }
        }
    }
    (common, own)
}

/// The score with the highest F1 beside what other labels give, and that F1.
fn best(scored: &Scored, others: Given, wanted: f32) -> (f32, f32) {
    let f1 = |hits: f32, found: f32| 2.0 * hits / (found + wanted).max(1.0);
    let highest = scored.first().map_or(0.0, |(score, _)| *score);
    let mut best = (highest + 1.0, f1(others.hits, others.found));
    let mut given = others;
    for pair in scored.windows(2) {
        let [this, next] = pair else { continue };
        given.hits += f32::from(u8::from(this.1));
        given.found += 1.0;
        let found = f1(given.hits, given.found);
        if found > best.1 {
            best = (f32::midpoint(this.0, next.0), found);
        }
    }
    best
}

fn above(scored: &Scored, threshold: f32) -> Given {
    let over = scored.iter().take_while(|(score, _)| *score >= threshold);
    over.fold(Given::default(), |sum, (_, right)| Given {
        hits: sum.hits + f32::from(u8::from(*right)),
        found: sum.found + 1.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_scores_low_when_it_is_right_gets_a_threshold_of_its_own() {
        // The first is right from 2 on, the second from -1 on.
        let ramp = |from: f32| -> Scored {
            let scores = (0_u8..60).map(|step| 4.0 - f32::from(step) / 8.0);
            scores.map(|score| (score, score >= from)).collect()
        };
        let (common, own) = thresholds(&[ramp(2.0), ramp(-1.0)]);
        assert!(own[0] > own[1] + 0.5, "{common} {own:?}");
        assert!(own[1] < 0.0 && own[0] > 0.5, "{common} {own:?}");
    }

    #[test]
    fn a_label_with_hardly_any_texts_keeps_the_threshold_of_all() {
        let plain: Scored = (0_u8..60)
            .map(|step| 4.0 - f32::from(step) / 8.0)
            .map(|score| (score, score >= 1.0))
            .collect();
        let rare: Scored = vec![(0.2, false), (-2.9, true), (-3.0, false)];
        let (common, own) = thresholds(&[plain, rare]);
        assert!((own[1] - common).abs() < 0.6, "{common} {own:?}");
    }
}
