//! What providers deliver.

use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};

/// Bounds of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookSettings {
    /// Bytes of a body.
    pub max_body_bytes: NonZeroUsize,
}
