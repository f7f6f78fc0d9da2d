//! A tag for each place of a sequence, chosen for all places together.
//!
//! Weights are learnt as an averaged perceptron learns: the best sequence is decoded, and where it is wrong the weights of
//! the right one are raised and those of the wrong one lowered. The mean over all steps is kept, which forgets the order, and
//! the mean over several orders, which forgets the chance in each.

use crate::linear::{SparseRow, Weights};

/// What tags follow each other, and what they are chosen by.
#[derive(Clone, Debug, PartialEq)]
pub struct SequenceModel {
    /// One small whole number for each feature and tag.
    pub weights: Weights,
    /// How readily a tag (column) follows another (row); the last row is for the first place.
    pub follows: Vec<f32>,
}

/// Places of one sequence, each with the features that it has, and the right tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sequence {
    /// The features of each place.
    pub places: Vec<Vec<u32>>,
    /// The right tag of each place.
    pub tags: Vec<u16>,
}

/// A right place counts this much less while learning, so that tags win by a margin.
const MARGIN: f32 = 1.0;
/// In how many orders the sequences are learnt from.
const ORDERS: u64 = 3;

impl SequenceModel {
    /// Learns from sequences. `shape` is the number of features and of tags.
    ///
    /// The same seed gives the same model. A sequence whose lists differ in length is left out.
    #[must_use]
    pub fn fit(sequences: &[Sequence], shape: (usize, usize), passes: u32, seed: u64) -> Self {
        // Their sum chooses the same tags as their mean.
        let mut sum = Averaged::default();
        for order in 0..ORDERS {
            sum.add(&learn(sequences, shape, passes, seed.wrapping_add(order)));
        }
        SequenceModel {
            weights: Weights::quantise(&sum.weights, vec![0.0; shape.1]),
            follows: sum.follows,
        }
    }

    /// The tags that fit together best.
    #[must_use]
    pub fn tag(&self, places: &[Vec<u32>]) -> Vec<u16> {
        let mut scores = Vec::with_capacity(places.len() * self.weights.classes());
        for place in places {
            let row = SparseRow {
                entries: place.iter().map(|feature| (*feature, 1.0)).collect(),
            };
            scores.extend(self.weights.score(&row));
        }
        decode(&scores, &self.follows, self.weights.classes())
    }
}

/// Learns from sequences in one order.
fn learn(sequences: &[Sequence], shape: (usize, usize), passes: u32, seed: u64) -> Averaged {
    let (features, tags) = shape;
    let mut learnt = Learnt::new(features, tags);
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut state = seed;
    for _ in 0..passes {
        crate::linear::shuffle(&mut order, &mut state);
        let mut wrong = 0_usize;
        for &number in &order {
            let Some(one) = sequences.get(number) else {
                continue;
            };
            if one.places.len() != one.tags.len() || one.places.is_empty() {
                continue;
            }
            learnt.step += 1.0;
            let scores: Vec<f32> = learnt.scores(one);
            let given = decode(&scores, &learnt.follows, tags);
            if given != one.tags {
                wrong += 1;
                learnt.correct(one, &given);
            }
        }
        if wrong == 0 {
            break;
        }
    }
    learnt.averaged()
}

/// Weights that were learnt, or the sum of several.
#[derive(Default)]
struct Averaged {
    weights: Vec<f32>,
    follows: Vec<f32>,
}

impl Averaged {
    fn add(&mut self, other: &Self) {
        for (sum, other) in [
            (&mut self.weights, &other.weights),
            (&mut self.follows, &other.follows),
        ] {
            sum.resize(other.len(), 0.0);
            sum.iter_mut().zip(other).for_each(|(sum, other)| *sum += other);
        }
    }
}

/// Weights on their way, with what is needed for their mean.
struct Learnt {
    tags: usize,
    step: f64,
    weights: Vec<f32>,
    weighted: Vec<f64>,
    follows: Vec<f32>,
    weighted_follows: Vec<f64>,
}

impl Learnt {
    fn new(features: usize, tags: usize) -> Self {
        Self {
            tags,
            step: 0.0,
            weights: vec![0.0; features * tags],
            weighted: vec![0.0; features * tags],
            follows: vec![0.0; (tags + 1) * tags],
            weighted_follows: vec![0.0; (tags + 1) * tags],
        }
    }

    fn scores(&self, one: &Sequence) -> Vec<f32> {
        let mut scores = vec![MARGIN; one.places.len() * self.tags];
        for ((place, right), scores) in one
            .places
            .iter()
            .zip(&one.tags)
            .zip(scores.chunks_exact_mut(self.tags))
        {
            if let Some(score) = scores.get_mut(usize::from(*right)) {
                *score = 0.0;
            }
            for feature in place {
                let start = *feature as usize * self.tags;
                let Some(weights) = self.weights.get(start..start + self.tags) else {
                    continue;
                };
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += weight;
                }
            }
        }
        scores
    }

    fn correct(&mut self, one: &Sequence, given: &[u16]) {
        let mut before = (self.tags, self.tags);
        for ((place, right), given) in one.places.iter().zip(&one.tags).zip(given) {
            let (right, given) = (usize::from(*right), usize::from(*given));
            if right != given {
                for feature in place {
                    let start = *feature as usize * self.tags;
                    for (tag, by) in [(right, 1.0), (given, -1.0)] {
                        move_by(&mut self.weights, &mut self.weighted, start + tag, by, self.step);
                    }
                }
            }
            if (before.0, right) != (before.1, given) {
                for (place, by) in [
                    (before.0 * self.tags + right, 1.0),
                    (before.1 * self.tags + given, -1.0),
                ] {
                    move_by(
                        &mut self.follows,
                        &mut self.weighted_follows,
                        place,
                        by,
                        self.step,
                    );
                }
            }
            before = (right, given);
        }
    }

    fn averaged(self) -> Averaged {
        let steps = self.step.max(1.0);
        let mean = |last: Vec<f32>, weighted: Vec<f64>| -> Vec<f32> {
            last.iter()
                .zip(weighted)
                .map(|(last, weighted)| (f64::from(*last) - weighted / steps) as f32)
                .collect()
        };
        Averaged {
            weights: mean(self.weights, self.weighted),
            follows: mean(self.follows, self.weighted_follows),
        }
    }
}

fn move_by(weights: &mut [f32], weighted: &mut [f64], place: usize, by: f32, step: f64) {
    if let (Some(weight), Some(weighted)) = (weights.get_mut(place), weighted.get_mut(place)) {
        *weight += by;
        *weighted += f64::from(by) * step;
    }
}

/// The path of the highest sum: scores of each place and tag, and how readily tags follow each other.
fn decode(scores: &[f32], follows: &[f32], tags: usize) -> Vec<u16> {
    if tags == 0 {
        return Vec::new();
    }
    let mut best: Vec<f32> = Vec::new();
    let mut came_from: Vec<Vec<u16>> = Vec::new();
    for (place, scores) in scores.chunks_exact(tags).enumerate() {
        let first = follows.get(tags * tags..).unwrap_or_default();
        let mut next = Vec::with_capacity(tags);
        let mut from = Vec::with_capacity(tags);
        for (tag, score) in scores.iter().enumerate() {
            if place == 0 {
                next.push(score + first.get(tag).copied().unwrap_or_default());
                from.push(0);
                continue;
            }
            let mut chosen = (f32::NEG_INFINITY, 0_u16);
            for (before, sum) in (0_u16..).zip(&best) {
                let found = sum
                    + follows
                        .get(usize::from(before) * tags + tag)
                        .copied()
                        .unwrap_or_default();
                if found > chosen.0 {
                    chosen = (found, before);
                }
            }
            next.push(score + chosen.0);
            from.push(chosen.1);
        }
        best = next;
        came_from.push(from);
    }
    let last = (0_u16..)
        .zip(&best)
        .max_by(|left, right| left.1.total_cmp(right.1))
        .map(|(tag, _)| tag);
    let Some(mut tag) = last else {
        return Vec::new();
    };
    let mut path = Vec::with_capacity(came_from.len());
    for from in came_from.iter().rev() {
        path.push(tag);
        tag = from.get(usize::from(tag)).copied().unwrap_or_default();
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feature 0 is "from", 1 is "to", 2 is a place name; tag 0 is none, 1 where from, 2 where to.
    fn journeys() -> Vec<Sequence> {
        let both = Sequence {
            places: vec![vec![0], vec![2], vec![1], vec![2]],
            tags: vec![0, 1, 0, 2],
        };
        // The word before is a feature too.
        let with_context = |one: &Sequence| Sequence {
            places: one
                .places
                .iter()
                .enumerate()
                .map(|(place, own)| {
                    let before = place
                        .checked_sub(1)
                        .and_then(|before| one.places.get(before)?.first());
                    own.iter()
                        .copied()
                        .chain(before.map(|before| 3 + before))
                        .collect()
                })
                .collect(),
            tags: one.tags.clone(),
        };
        vec![with_context(&both)]
    }

    #[test]
    fn what_stands_before_decides_what_a_name_is() {
        let sequences = journeys();
        let model = SequenceModel::fit(&sequences, (6, 3), 10, 7);
        assert_eq!(model.tag(&sequences[0].places), sequences[0].tags);
        assert_eq!(model.tag(&[vec![1], vec![2, 4]]), [0, 2]);
    }

    #[test]
    fn the_same_seed_gives_the_same_model_and_nothing_gives_nothing() {
        let sequences = journeys();
        let fit = || SequenceModel::fit(&sequences, (6, 3), 5, 7);
        assert_eq!(fit(), fit());
        assert_eq!(fit().tag(&[]), [] as [u16; 0]);
    }

    #[test]
    fn the_best_path_is_not_the_best_place_by_place() {
        // Tag 1 scores higher at the first place, but nothing may follow it.
        let scores = [0.0, 1.0, 2.0, 0.0];
        let follows = [0.0, 0.0, -9.0, -9.0, 0.0, 0.0];
        assert_eq!(decode(&scores, &follows, 2), [0, 0]);
    }
}
