//! Learning to answer with several labels at once, and from which score on each label is given.
//!
//! One threshold for all labels is the best for the frequent ones. What a label's own would be is therefore looked for on
//! texts that were held back, and believed the more the more of its texts were seen. It goes into what the label starts
//! from, so that the model still has one threshold. Where every text has a label the likeliest is given whatever it scores,
//! and the threshold is one for what is given beside it.

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
        model.never_none = targets.iter().all(|labels| !labels.is_empty());
        if let Some(held_back) = held_back {
            let (mut common, own) = thresholds(&by_label(&held_back, model.labels.len()));
            let shifts: Vec<f32> = own.iter().map(|own| common - own).collect();
            model.weights.shift(&shifts);
            if model.never_none {
                common = beside_the_likeliest(&held_back, &shifts);
            }
            model.threshold = 1.0 / (1.0 + (-common).exp());
        }
        Ok(model)
    }
}

/// The scores of one label on all texts that were held back, the highest first, with whether it was right.
type Scored = Vec<(f32, bool)>;

/// The score of each label on one text that was held back, with whether it was right.
type Answered = Vec<(f32, bool)>;

/// What is said of each text by a model that has not seen it; `None` for too few texts.
fn held_back(
    texts: &[&str],
    targets: &[Vec<&str>],
    labels: &BTreeSet<&str>,
    settings: &TrainingSettings,
) -> Option<Vec<Answered>> {
    if texts.len() < FEWEST {
        return None;
    }
    // The same text in two parts would be known to the model that is asked, and it is texts never seen that thresholds are
    // for. That is also why one that is said a thousand times is asked about once.
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let parts: Vec<(usize, bool)> = texts
        .iter()
        .map(|text| {
            let next = numbers.len();
            let number = *numbers.entry(text).or_insert(next);
            (number % PARTS, number == next)
        })
        .collect();
    let mut said: Vec<Answered> = Vec::with_capacity(texts.len());
    for part in 0..PARTS {
        let (mut kept, mut kept_targets, mut asked) = (Vec::new(), Vec::new(), Vec::new());
        for ((text, wanted), (held_in, is_first)) in texts.iter().zip(targets).zip(&parts) {
            if *held_in == part {
                asked.extend(is_first.then_some((text, wanted)));
            } else {
                kept.push(*text);
                kept_targets.push(wanted.clone());
            }
        }
        let model = LinearModel::fit_any(&kept, &kept_targets, labels.clone(), Head::AnyOf, settings).ok()?;
        for (text, wanted) in asked {
            let scores = model.scores(text);
            let labelled = model.labels.iter().zip(scores);
            said.push(
                labelled
                    .map(|(label, score)| (score, wanted.contains(&label.as_str())))
                    .collect(),
            );
        }
    }
    Some(said)
}

/// The same label by label.
fn by_label(answered: &[Answered], labels: usize) -> Vec<Scored> {
    let of_label = |place: usize| {
        let mut scored: Scored = answered
            .iter()
            .filter_map(|said| said.get(place).copied())
            .collect();
        highest_first(&mut scored);
        scored
    };
    (0..labels).map(of_label).collect()
}

/// The score from which on a label is given beside the likeliest, when that is given in any case.
fn beside_the_likeliest(answered: &[Answered], shifts: &[f32]) -> f32 {
    let mut likeliest = Given::default();
    let mut others: Scored = Vec::new();
    let mut wanted = 0.0;
    for said in answered {
        let mut shifted: Scored = said
            .iter()
            .zip(shifts)
            .map(|((score, right), shift)| (score + shift, *right))
            .collect();
        wanted += hits(&shifted);
        highest_first(&mut shifted);
        let (first, rest) = shifted.split_at(shifted.len().min(1));
        likeliest.hits += hits(first);
        likeliest.found += first.len() as f32;
        others.extend(rest);
    }
    highest_first(&mut others);
    best(&others, likeliest, wanted).0
}

fn highest_first(scored: &mut Scored) {
    scored.sort_by(|left, right| right.0.total_cmp(&left.0));
}

fn hits(scored: &[(f32, bool)]) -> f32 {
    scored.iter().map(|(_, right)| f32::from(u8::from(*right))).sum()
}

/// What a threshold gives: of what was to be given, and at all.
#[derive(Clone, Copy, Debug, Default)]
struct Given {
    hits: f32,
    found: f32,
}

/// The score from which on labels are given for the best micro F1: one for all, and one for each.
fn thresholds(said: &[Scored]) -> (f32, Vec<f32>) {
    let mut all: Scored = said.iter().flatten().copied().collect();
    let wanted = hits(&all);
    highest_first(&mut all);
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
    fn beside_the_likeliest_only_labels_that_are_often_right_are_given() {
        // The likeliest is right; a second label is right from 1 on.
        let answered: Vec<Answered> = (0_u8..40)
            .map(|step| {
                let second = 2.0 - f32::from(step) / 20.0;
                vec![(3.0, true), (second, second >= 1.0)]
            })
            .collect();
        let threshold = beside_the_likeliest(&answered, &[0.0, 0.0]);
        assert!((0.9..=1.01).contains(&threshold), "{threshold}");
        // A second label that is never right is never given.
        let answered = vec![vec![(-1.0, true), (-1.5, false)]; 40];
        assert!(beside_the_likeliest(&answered, &[0.0, 0.0]) > -1.5);
    }

    #[test]
    fn who_learnt_from_texts_that_all_had_a_label_leaves_none_without() {
        let text = |text: &str, labels: &[&str]| SeveralExample {
            text: text.to_owned(),
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        };
        let mut examples = vec![
            text("one pizza please", &["order"]),
            text("thank you", &["thanks"]),
            text("good evening", &["greeting"]),
            text("see you soon", &["farewell"]),
        ];
        let train = |examples: &[SeveralExample]| {
            LinearModel::train_several(examples, &TrainingSettings::default()).expect("it can be learnt")
        };
        let strange = "qqq zzz";
        let model = train(&examples);
        assert_eq!(model.predict_several(strange).len(), 1);
        let stored = LinearModel::from_bytes(&model.to_bytes()).expect("it can be read");
        assert_eq!(stored.predict_several(strange), model.predict_several(strange));
        examples.push(text("blue sky over the hills", &[]));
        assert!(train(&examples).predict_several("blue sky").is_empty());
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
