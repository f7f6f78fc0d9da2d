//! Dense-vector arithmetic, exact and approximate nearest neighbours.
//!
//! The crate stands apart from the engine so that a development build optimises these few
//! loops while the rest of the workspace still compiles quickly. Nothing here is generic in
//! its public face: a generic one would be compiled again, unoptimised, in the caller.

mod accumulate;
mod dot;
mod graph;
pub mod linear;
mod quantised;
pub mod sequence;

pub use accumulate::{Posting, accumulate};
pub use dot::{add_scaled, dot, dot_i16, normalise};
pub use graph::Hnsw;
pub use quantised::{QuantisedVectors, VectorError};

/// A vector found near a query: its slot in the store and its cosine with the query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// The number under which the vector was stored.
    pub slot: usize,
    /// The cosine similarity, between -1 and 1.
    pub similarity: f32,
}

/// Sorts best first; equal similarities keep the order of their slots, so that results repeat exactly.
pub(crate) fn best_first(found: &mut Vec<Neighbour>, limit: usize) {
    let order = |left: &Neighbour, right: &Neighbour| {
        right
            .similarity
            .total_cmp(&left.similarity)
            .then(left.slot.cmp(&right.slot))
    };
    // Most of what was found is far away: only what is kept need be in order.
    if limit < found.len() {
        found.select_nth_unstable_by(limit, order);
        found.truncate(limit);
    }
    found.sort_unstable_by(order);
}
