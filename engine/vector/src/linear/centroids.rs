//! What the texts of each class have in common, so that a text can be told from the class it would be given.
//!
//! A linear model says which class is the likeliest, and little about whether any is: a text that has one telling word of a
//! class scores as high as one that speaks of nothing else. The mean of a class' texts sees the rest of the text too. It
//! is kept by family of features, since words and letter groups err on different texts, and with its features hashed
//! to fixed places, so that a class takes a few kilobytes and a likeness as many steps as the text has features.

use super::{SparseRow, grams::mix};

/// How many families of features are compared.
pub const FAMILIES: usize = 3;
/// Places of words, letter groups and concepts.
const PLACES: [usize; FAMILIES] = [2_048, 2_048, 512];
/// Places of one class.
const WIDTH: usize = PLACES[0] + PLACES[1] + PLACES[2];

/// A row with the ends of its families.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FamilyRow {
    /// All features, family after family.
    pub row: SparseRow,
    /// Behind the last entry of each family.
    pub ends: [usize; FAMILIES],
}

/// The mean direction of the texts of each class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Centroids {
    /// One scale for each class and family.
    scales: Vec<f32>,
    /// Place after place for each class.
    places: Vec<i8>,
}

impl Centroids {
    /// The means of rows by the class that each belongs to; a row counts for the first of its classes.
    #[must_use]
    pub fn learn(rows: &[FamilyRow], targets: &[Vec<u16>], classes: usize) -> Self {
        let mut sums = vec![0.0_f32; classes * WIDTH];
        for (row, classes) in rows.iter().zip(targets) {
            let class = classes.first().map(|class| usize::from(*class));
            let Some(sums) = class.and_then(|class| sums.get_mut(class * WIDTH..(class + 1) * WIDTH)) else {
                continue;
            };
            each(row, |_, place, value| {
                if let Some(sum) = sums.get_mut(place) {
                    *sum += value;
                }
            });
        }
        let mut learnt = Self::default();
        for sums in sums.chunks_exact(WIDTH) {
            let mut rest = sums;
            for width in PLACES {
                let (family, behind) = rest.split_at(width.min(rest.len()));
                rest = behind;
                learnt.add(family);
            }
        }
        learnt
    }

    /// Puts stored parts together again; `None` when their lengths disagree.
    #[must_use]
    pub fn from_parts(scales: Vec<f32>, places: Vec<i8>) -> Option<Self> {
        let fits = scales.len().is_multiple_of(FAMILIES)
            && (scales.len() / FAMILIES).checked_mul(WIDTH) == Some(places.len());
        fits.then_some(Self { scales, places })
    }

    /// The scales and the places, to be stored.
    #[must_use]
    pub fn parts(&self) -> (&[f32], &[i8]) {
        (&self.scales, &self.places)
    }

    /// The number of classes.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.scales.len() / FAMILIES
    }

    /// The number of places that so many classes take.
    #[must_use]
    pub fn places_of(classes: usize) -> Option<usize> {
        classes.checked_mul(WIDTH)
    }

    /// How far each family of a text points the way of a class; nothing for a class that is not known.
    #[must_use]
    pub fn likeness(&self, row: &FamilyRow, class: usize) -> [f32; FAMILIES] {
        let mut found = [0.0_f32; FAMILIES];
        let places = self.places.get(class * WIDTH..(class + 1) * WIDTH);
        let scales = self.scales.get(class * FAMILIES..(class + 1) * FAMILIES);
        let (Some(places), Some(scales)) = (places, scales) else {
            return found;
        };
        each(row, |family, place, value| {
            if let (Some(found), Some(held)) = (found.get_mut(family), places.get(place)) {
                *found += value * f32::from(*held);
            }
        });
        for (found, scale) in found.iter_mut().zip(scales) {
            *found *= scale;
        }
        found
    }

    /// Adds one family of a class, brought to length one and rounded to eight bits.
    fn add(&mut self, family: &[f32]) {
        let length = family.iter().map(|sum| sum * sum).sum::<f32>().sqrt();
        let largest = family.iter().fold(0.0_f32, |largest, sum| largest.max(sum.abs()));
        if length <= 0.0 || largest <= 0.0 {
            self.scales.push(0.0);
            self.places.extend(family.iter().map(|_| 0_i8));
            return;
        }
        self.scales.push(largest / (127.0 * length));
        self.places
            .extend(family.iter().map(|sum| (127.0 * sum / largest).round() as i8));
    }
}

/// Calls back with family, place and signed value of each entry.
fn each(row: &FamilyRow, mut visit: impl FnMut(usize, usize, f32)) {
    let mut first = 0;
    let mut offset = 0;
    for (family, (end, width)) in row.ends.iter().zip(PLACES).enumerate() {
        for (feature, value) in row.row.entries.get(first..*end).unwrap_or_default() {
            let spread = mix(u64::from(*feature) ^ 0x5eed_0004);
            let place = offset + (spread >> 1) as usize % width;
            visit(family, place, if spread & 1 == 0 { *value } else { -*value });
        }
        first = *end;
        offset += width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(words: &[(u32, f32)], letters: &[(u32, f32)]) -> FamilyRow {
        let entries: Vec<(u32, f32)> = words.iter().chain(letters).copied().collect();
        FamilyRow {
            ends: [words.len(), entries.len(), entries.len()],
            row: SparseRow { entries },
        }
    }

    fn learnt() -> Centroids {
        let rows = [
            row(&[(1, 1.0)], &[(7, 0.6), (8, 0.8)]),
            row(&[(2, 1.0)], &[(9, 1.0)]),
        ];
        Centroids::learn(&rows, &[vec![0], vec![1]], 2)
    }

    #[test]
    fn a_text_points_the_way_of_its_own_class_in_every_family_that_it_has() {
        let likeness = learnt().likeness(&row(&[(1, 1.0)], &[(7, 0.6), (8, 0.8)]), 0);
        assert!((likeness[0] - 1.0).abs() < 0.02, "{likeness:?}");
        assert!((likeness[1] - 1.0).abs() < 0.02, "{likeness:?}");
        assert!(likeness[2].abs() < f32::EPSILON);
        assert!(learnt().likeness(&row(&[(2, 1.0)], &[(9, 1.0)]), 0)[0] < 0.5);
    }

    #[test]
    fn parts_of_other_lengths_are_refused_and_right_ones_are_as_before() {
        let learnt = learnt();
        let (scales, places) = learnt.parts();
        assert_eq!(
            Centroids::from_parts(scales.to_vec(), places.to_vec()),
            Some(learnt.clone())
        );
        assert_eq!(Centroids::from_parts(scales.to_vec(), vec![0; 3]), None);
        assert_eq!(Centroids::places_of(2), Some(places.len()));
    }

    #[test]
    fn a_class_that_is_not_known_is_like_nothing() {
        assert_eq!(
            Centroids::default().likeness(&row(&[(1, 1.0)], &[]), 4),
            [0.0; FAMILIES]
        );
    }
}
