//! Search in what the shop knows.

use serde::{Deserialize, Serialize};

/// How passages are searched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnowledgeSettings {
    /// Passages below which vectors are compared one by one.
    pub exact_search_below: usize,
}
