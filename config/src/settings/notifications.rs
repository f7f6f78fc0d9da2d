//! What the staff of a shop is told of.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

/// How staff is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotificationSettings {
    /// Whether it is told at all.
    pub staff: bool,
    /// People of one shop who get a letter at most.
    pub most_letters: NonZeroU32,
    /// The address that people reach this server by; empty for the listener's own.
    pub public_url: String,
}
