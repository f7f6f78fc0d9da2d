//! Recognition of what is wanted.

use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};

/// Thresholds and bounds of understanding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnderstandingSettings {
    /// Confidence below which a message is outside the shop's matters; 0 takes the model's own.
    pub out_of_scope_threshold: f32,
    /// Actions of one message that are done.
    pub max_actions: NonZeroUsize,
}

impl UnderstandingSettings {
    /// The threshold that stands in for the model's own, where one is set.
    #[must_use]
    pub fn threshold_override(&self) -> Option<f32> {
        (self.out_of_scope_threshold > 0.0).then_some(self.out_of_scope_threshold)
    }
}
