//! People who shop.

pub(crate) mod affinities;
pub(crate) mod customers;
pub(crate) mod interaction_summaries;
pub(crate) mod memories;
pub(crate) mod preferences;
pub(crate) mod sessions;
pub(crate) mod turn_memories;
