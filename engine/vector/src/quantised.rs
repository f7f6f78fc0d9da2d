//! An exact search over vectors in whole steps, with the full vectors kept to settle the order.

use std::ops::Range;

use thiserror::Error;

use crate::{Neighbour, best_first, dot, dot_i16};

/// How many times more candidates than asked for are compared again in full precision.
const RERANK_FACTOR: usize = 4;
/// The fewest candidates compared again: quantisation moves neighbours by a few places, not by dozens.
const RERANK_FLOOR: usize = 32;

/// Why a vector was not stored.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum VectorError {
    /// The vector has another number of components than the store.
    #[error("the vector has {got} components, expected {expected}")]
    Dimensions {
        /// What the store holds.
        expected: usize,
        /// What was given.
        got: usize,
    },
    /// A component is infinite or not a number.
    #[error("the vector has a component that is not finite")]
    NotFinite,
}

/// Vectors of one size in one block of memory, numbered by slot.
///
/// A scan reads two bytes a component (half the memory traffic of a full scan) and multiplies whole numbers; only
/// the best candidates are compared in full precision.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuantisedVectors {
    dimensions: usize,
    full: Vec<f32>,
    steps: Vec<i16>,
    scales: Vec<f32>,
}

impl QuantisedVectors {
    /// An empty store for vectors of `dimensions` components.
    #[must_use]
    pub fn new(dimensions: usize) -> Self {
        Self {
            dimensions,
            ..Self::default()
        }
    }

    /// A store from one block of components, as [`Self::as_flat`] gives it.
    ///
    /// # Errors
    /// When the block is no whole number of vectors or holds a component that is not finite.
    pub fn from_flat(dimensions: usize, flat: &[f32]) -> Result<Self, VectorError> {
        let mut store = Self::new(dimensions);
        if dimensions == 0 || !flat.len().is_multiple_of(dimensions) {
            if flat.is_empty() {
                return Ok(store);
            }
            return Err(VectorError::Dimensions {
                expected: dimensions,
                got: flat.len(),
            });
        }
        for vector in flat.chunks_exact(dimensions) {
            store.push(vector)?;
        }
        Ok(store)
    }

    /// All components, slot after slot: what to write down to load the store again.
    #[must_use]
    pub fn as_flat(&self) -> &[f32] {
        &self.full
    }

    /// How many vectors are stored.
    #[must_use]
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// Whether nothing is stored.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// The number of components of each vector.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Stores a vector and returns its slot.
    ///
    /// # Errors
    /// When the vector has another size or a component that is not finite.
    pub fn push(&mut self, vector: &[f32]) -> Result<usize, VectorError> {
        self.check(vector)?;
        let slot = self.len();
        self.full.extend_from_slice(vector);
        self.scales.push(quantise_onto(&mut self.steps, vector));
        Ok(slot)
    }

    /// The vector in a slot.
    #[must_use]
    pub fn get(&self, slot: usize) -> Option<&[f32]> {
        let start = slot.checked_mul(self.dimensions)?;
        self.full
            .get(start..start.checked_add(self.dimensions)?)
            .filter(|_| slot < self.len())
    }

    /// The cosine of a stored vector with a query, both of length one; 0 for an unknown slot.
    #[must_use]
    pub fn similarity(&self, slot: usize, query: &[f32]) -> f32 {
        self.get(slot).map_or(0.0, |vector| dot(vector, query))
    }

    /// The `limit` kept vectors nearest to `query` among the slots of `range`, best first. Vectors and query
    /// are taken to have length one.
    #[must_use]
    pub fn search(
        &self,
        query: &[f32],
        limit: usize,
        range: Range<usize>,
        keep: &dyn Fn(usize) -> bool,
    ) -> Vec<Neighbour> {
        if limit == 0 || self.check(query).is_err() {
            return Vec::new();
        }
        let mut query_steps = Vec::with_capacity(self.dimensions);
        let query_scale = quantise_onto(&mut query_steps, query);
        let mut found = Vec::new();
        for slot in range.start..range.end.min(self.len()) {
            if !keep(slot) {
                continue;
            }
            let start = slot * self.dimensions;
            let product = dot_i16(&self.steps[start..start + self.dimensions], &query_steps);
            found.push(Neighbour {
                slot,
                similarity: product as f32 * self.scales[slot] * query_scale,
            });
        }
        best_first(&mut found, limit.saturating_mul(RERANK_FACTOR).max(RERANK_FLOOR));
        for near in &mut found {
            near.similarity = self.similarity(near.slot, query);
        }
        best_first(&mut found, limit);
        found
    }

    fn check(&self, vector: &[f32]) -> Result<(), VectorError> {
        if vector.len() != self.dimensions {
            return Err(VectorError::Dimensions {
                expected: self.dimensions,
                got: vector.len(),
            });
        }
        if vector.iter().any(|value| !value.is_finite()) {
            return Err(VectorError::NotFinite);
        }
        Ok(())
    }
}

/// Appends the vector in steps, 127 in each direction, and returns what one step is worth.
fn quantise_onto(steps: &mut Vec<i16>, vector: &[f32]) -> f32 {
    let largest = vector
        .iter()
        .fold(0.0_f32, |largest, value| largest.max(value.abs()));
    let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
    steps.extend(vector.iter().map(|value| (value / scale).round() as i16));
    scale
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::normalise;

    fn unit_vectors() -> impl Strategy<Value = Vec<Vec<f32>>> {
        prop::collection::vec(prop::collection::vec(-1.0_f32..1.0, 24), 1..80).prop_map(|mut vectors| {
            for vector in &mut vectors {
                normalise(vector);
            }
            vectors
        })
    }

    fn store(vectors: &[Vec<f32>]) -> QuantisedVectors {
        let mut store = QuantisedVectors::new(24);
        for vector in vectors {
            store.push(vector).unwrap();
        }
        store
    }

    #[test]
    fn a_vector_of_another_size_is_refused_and_named() {
        let error = QuantisedVectors::new(4).push(&[1.0]).unwrap_err();
        assert_eq!(error, VectorError::Dimensions { expected: 4, got: 1 });
    }

    #[test]
    fn a_torn_block_is_refused() {
        assert!(QuantisedVectors::from_flat(4, &[0.5; 7]).is_err());
        assert!(QuantisedVectors::from_flat(0, &[0.5; 7]).is_err());
        assert!(QuantisedVectors::from_flat(4, &[f32::NAN; 4]).is_err());
    }

    proptest! {
        #[test]
        fn the_best_found_is_the_best_there_is(vectors in unit_vectors()) {
            let (query, stored) = vectors.split_last().unwrap();
            let found = store(stored).search(query, 1, 0..stored.len(), &|_| true);
            let best = stored.iter().map(|vector| dot(vector, query)).fold(f32::MIN, f32::max);
            prop_assert_eq!(found.len(), stored.len().min(1));
            if let Some(first) = found.first() {
                prop_assert!((first.similarity - best).abs() < 1e-5);
            }
        }

        #[test]
        fn a_store_written_down_and_loaded_is_the_same(vectors in unit_vectors()) {
            let before = store(&vectors);
            prop_assert_eq!(&QuantisedVectors::from_flat(24, before.as_flat()).unwrap(), &before);
        }

        #[test]
        fn slots_outside_the_range_or_filter_are_not_found(vectors in unit_vectors(), from in 0_usize..40) {
            let found = store(&vectors).search(&vectors[0], 100, from..60, &|slot| slot % 2 == 0);
            prop_assert!(found.iter().all(|near| (from..60).contains(&near.slot) && near.slot % 2 == 0));
        }
    }
}
