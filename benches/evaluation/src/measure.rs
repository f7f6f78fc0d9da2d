//! The metrics that the data sets name.

use std::collections::{BTreeMap, BTreeSet};

/// A share in percent; zero of nothing.
#[must_use]
pub fn percent(hits: usize, of: usize) -> f64 {
    if of == 0 {
        0.0
    } else {
        100.0 * hits as f64 / of as f64
    }
}

/// Share of pairs (right, given) that agree, in percent.
#[must_use]
pub fn accuracy<T: PartialEq>(pairs: &[(T, T)]) -> f64 {
    percent(
        pairs.iter().filter(|(right, given)| right == given).count(),
        pairs.len(),
    )
}

/// Mean F1 over the labels that are right somewhere, in percent.
#[must_use]
pub fn macro_f1<T: Ord + Copy>(pairs: &[(T, T)]) -> f64 {
    let labels: BTreeSet<T> = pairs.iter().map(|(right, _)| *right).collect();
    let mut sum = 0.0;
    for label in &labels {
        let hits = pairs
            .iter()
            .filter(|(right, given)| right == label && given == label)
            .count();
        let named = pairs.iter().filter(|(right, _)| right == label).count();
        let given = pairs.iter().filter(|(_, given)| given == label).count();
        sum += percent(2 * hits, named + given);
    }
    sum / labels.len().max(1) as f64
}

/// Counts of what was found, what was to be found, and what was both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overlap {
    /// Found and to be found.
    pub hits: usize,
    /// Found.
    pub found: usize,
    /// To be found.
    pub wanted: usize,
}

impl Overlap {
    /// Counts two sets.
    pub fn add<T: Ord>(&mut self, wanted: &BTreeSet<T>, found: &BTreeSet<T>) {
        self.hits += wanted.intersection(found).count();
        self.found += found.len();
        self.wanted += wanted.len();
    }

    /// F1 in percent.
    #[must_use]
    pub fn f1(&self) -> f64 {
        percent(2 * self.hits, self.found + self.wanted)
    }

    /// Precision in percent; 100 when nothing was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        if self.found == 0 {
            100.0
        } else {
            percent(self.hits, self.found)
        }
    }

    /// Recall in percent.
    #[must_use]
    pub fn recall(&self) -> f64 {
        percent(self.hits, self.wanted)
    }
}

/// Expected calibration error of (confidence, right) over fifteen bins.
#[must_use]
pub fn expected_calibration_error(answers: &[(f32, bool)]) -> f64 {
    let mut bins = [(0.0_f64, 0.0_f64); 15];
    for (sure, right) in answers {
        let bin = ((sure * 15.0) as usize).min(14);
        if let Some((sum, hits)) = bins.get_mut(bin) {
            *sum += f64::from(*sure);
            *hits += f64::from(u8::from(*right));
        }
    }
    bins.iter().map(|(sum, hits)| (sum - hits).abs()).sum::<f64>() / answers.len().max(1) as f64
}

/// Probability that a positive scores above a negative.
#[must_use]
pub fn auroc(scored: &[(f32, bool)]) -> f64 {
    let mut sorted: Vec<&(f32, bool)> = scored.iter().collect();
    sorted.sort_by(|left, right| left.0.total_cmp(&right.0));
    let positives = scored.iter().filter(|(_, positive)| *positive).count();
    let negatives = scored.len() - positives;
    let mut below = 0_usize;
    let mut area = 0.0;
    for same in sorted.chunk_by(|left, right| left.0 == right.0) {
        let positive = same.iter().filter(|(_, positive)| *positive).count();
        let negative = same.len() - positive;
        area += positive as f64 * (below as f64 + negative as f64 / 2.0);
        below += negative;
    }
    area / (positives.max(1) * negatives.max(1)) as f64
}

/// Pearson's correlation.
#[must_use]
pub fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len().max(1) as f64;
    let (left, right) = pairs
        .iter()
        .fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    let (left, right) = (left / count, right / count);
    let (mut both, mut first, mut second) = (0.0, 0.0, 0.0);
    for pair in pairs {
        both += (pair.0 - left) * (pair.1 - right);
        first += (pair.0 - left).powi(2);
        second += (pair.1 - right).powi(2);
    }
    both / (first * second).sqrt().max(f64::EPSILON)
}

/// The runs of one tag in a row of tags, as (tag, first, behind the last); `O` is none.
#[must_use]
pub fn runs<'t>(tags: &[&'t str]) -> BTreeSet<(&'t str, usize, usize)> {
    let mut found = BTreeSet::new();
    let mut start = 0;
    for place in 1..=tags.len() {
        if tags.get(place) == tags.get(start) {
            continue;
        }
        if let Some(tag) = tags.get(start).filter(|tag| **tag != "O") {
            found.insert((*tag, start, place));
        }
        start = place;
    }
    found
}

/// Where the right one stands in rankings.
#[derive(Clone, Debug, Default)]
pub struct Ranks {
    ranks: Vec<Option<usize>>,
}

impl Ranks {
    /// Takes one ranking.
    pub fn add(&mut self, ranked: &[&str], right: &[&str]) {
        self.ranks.push(ranked.iter().position(|id| right.contains(id)));
    }

    /// Share of rankings with the right one among the first `count`, in percent.
    #[must_use]
    pub fn hit(&self, count: usize) -> f64 {
        let hits = self
            .ranks
            .iter()
            .filter(|rank| rank.is_some_and(|rank| rank < count));
        percent(hits.count(), self.ranks.len())
    }

    /// Mean reciprocal rank within the first ten.
    #[must_use]
    pub fn mean_reciprocal(&self) -> f64 {
        let sum: f64 = self
            .ranks
            .iter()
            .flatten()
            .filter(|rank| **rank < 10)
            .map(|rank| 1.0 / (*rank as f64 + 1.0))
            .sum();
        sum / self.ranks.len().max(1) as f64
    }
}

/// Counts of each key.
#[must_use]
pub fn tally<T: Ord>(keys: impl IntoIterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_perfect_order_has_an_area_of_one_and_a_constant_of_one_half() {
        assert!((auroc(&[(0.9, true), (0.8, true), (0.1, false)]) - 1.0).abs() < 1e-9);
        assert!((auroc(&[(0.5, true), (0.5, false)]) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn neighbouring_tags_of_one_kind_are_one_run() {
        let found = runs(&["O", "size", "size", "item", "O", "size"]);
        assert_eq!(
            found,
            BTreeSet::from([("size", 1, 3), ("item", 3, 4), ("size", 5, 6)])
        );
    }

    #[test]
    fn rare_labels_count_as_much_as_frequent_ones_in_the_macro_mean() {
        let pairs = [("a", "a"), ("a", "a"), ("a", "a"), ("b", "a")];
        assert!((accuracy(&pairs) - 75.0).abs() < 1e-9);
        assert!(macro_f1(&pairs) < 50.0);
    }

    #[test]
    fn the_second_place_counts_half() {
        let mut ranks = Ranks::default();
        ranks.add(&["x", "y"], &["y"]);
        assert!((ranks.mean_reciprocal() - 0.5).abs() < 1e-9);
        assert!(ranks.hit(1) < 1e-9 && ranks.hit(2) > 99.0);
    }
}
