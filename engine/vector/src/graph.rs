//! Approximate nearest neighbours for stores too large to scan.

use std::fmt;

use hnsw_rs::prelude::{DistCosine, Hnsw as Graph};

use crate::{Neighbour, best_first};

/// Links per point: 16 is the usual choice for a few hundred dimensions.
const LINKS: usize = 16;
/// Layers of the graph, the most the library allows.
const LAYERS: usize = 16;
/// Candidates weighed while a point is linked in; more makes a better graph and a slower build.
const BUILD_BREADTH: usize = 200;

/// A navigable graph over vectors, compared by cosine.
///
/// It cannot forget a vector: a removed one is refused by the `keep` filter of a search, and the
/// owner builds a new graph when too many are. Layers are drawn from a fixed seed, so the same insertions in
/// the same order give the same graph.
pub struct Hnsw {
    graph: Graph<'static, f32, DistCosine>,
    dimensions: usize,
}

impl Hnsw {
    /// An empty graph for vectors of `dimensions` components; `capacity` is a hint, not a bound.
    #[must_use]
    pub fn new(dimensions: usize, capacity: usize) -> Self {
        Self {
            graph: Graph::new(LINKS, capacity.max(1), LAYERS, BUILD_BREADTH, DistCosine {}),
            dimensions,
        }
    }

    /// Links a vector in under `slot`. A vector of another size, of zeros, or with a component that is not
    /// finite has no direction; it is left out and `false` is returned.
    pub fn insert(&self, slot: usize, vector: &[f32]) -> bool {
        if !self.is_usable(vector) {
            return false;
        }
        self.graph.insert((vector, slot));
        true
    }

    /// Up to `limit` kept vectors near `query`, best first. `breadth` is how many candidates are held
    /// while walking the graph: more finds more and takes longer.
    #[must_use]
    pub fn search(
        &self,
        query: &[f32],
        limit: usize,
        breadth: usize,
        keep: &dyn Fn(usize) -> bool,
    ) -> Vec<Neighbour> {
        if limit == 0 || self.is_empty() || !self.is_usable(query) {
            return Vec::new();
        }
        let filter = |slot: &usize| keep(*slot);
        let mut found: Vec<Neighbour> = self
            .graph
            .search_filter(query, limit, breadth.max(limit), Some(&filter))
            .into_iter()
            .map(|near| Neighbour {
                slot: near.d_id,
                similarity: 1.0 - near.distance,
            })
            .collect();
        best_first(&mut found, limit);
        found
    }

    /// How many vectors are linked in.
    #[must_use]
    pub fn len(&self) -> usize {
        self.graph.get_nb_point()
    }

    /// Whether nothing is linked in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn is_usable(&self, vector: &[f32]) -> bool {
        vector.len() == self.dimensions
            && vector.iter().all(|value| value.is_finite())
            && vector.iter().any(|value| *value != 0.0)
    }
}

impl fmt::Debug for Hnsw {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Hnsw")
            .field("dimensions", &self.dimensions)
            .field("len", &self.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise;

    /// Vectors that look random and are the same in every run.
    fn scattered(count: usize, dimensions: usize) -> Vec<Vec<f32>> {
        let mut state = 1_u64;
        let mut vectors = Vec::new();
        for _ in 0..count {
            let mut vector = Vec::new();
            for _ in 0..dimensions {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                vector.push((state >> 40) as f32 / 16_777_216.0 - 0.5);
            }
            normalise(&mut vector);
            vectors.push(vector);
        }
        vectors
    }

    fn filled(vectors: &[Vec<f32>]) -> Hnsw {
        let graph = Hnsw::new(vectors[0].len(), vectors.len());
        for (slot, vector) in vectors.iter().enumerate() {
            assert!(graph.insert(slot, vector));
        }
        graph
    }

    #[test]
    fn a_stored_vector_is_its_own_nearest_neighbour() {
        let vectors = scattered(500, 32);
        let graph = filled(&vectors);
        let right = (0..500).filter(|slot| {
            graph
                .search(&vectors[*slot], 1, 64, &|_| true)
                .first()
                .is_some_and(|near| near.slot == *slot)
        });
        assert!(right.count() >= 495);
    }

    #[test]
    fn a_refused_vector_is_never_found() {
        let vectors = scattered(200, 16);
        let graph = filled(&vectors);
        let found = graph.search(&vectors[7], 10, 64, &|slot| slot != 7);
        assert!(!found.is_empty() && found.iter().all(|near| near.slot != 7));
    }

    #[test]
    fn a_vector_without_direction_is_left_out_instead_of_ending_the_process() {
        let graph = Hnsw::new(4, 4);
        for bad in [vec![0.0; 4], vec![f32::NAN; 4], vec![1.0; 3]] {
            assert!(!graph.insert(0, &bad));
            assert!(graph.search(&bad, 3, 16, &|_| true).is_empty());
        }
        assert!(graph.is_empty());
    }

    #[test]
    fn the_same_insertions_give_the_same_results() {
        let vectors = scattered(300, 16);
        let (first, second) = (filled(&vectors), filled(&vectors));
        for query in vectors.iter().take(20) {
            assert_eq!(
                first.search(query, 5, 32, &|_| true),
                second.search(query, 5, 32, &|_| true)
            );
        }
    }
}
