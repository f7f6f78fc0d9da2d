//! Pictures that shops keep here.

use std::num::{NonZeroU64, NonZeroUsize};

use serde::{Deserialize, Serialize};

/// Their bounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MediaSettings {
    /// Bytes of one picture at most.
    pub max_image_bytes: NonZeroUsize,
    /// Pictures of one business at most.
    pub most_images: NonZeroU64,
}
