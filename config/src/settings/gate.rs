//! What may be said without a person having read it.

use serde::{Deserialize, Serialize};

use super::channels::PerChannel;

/// Threshold and modes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateSettings {
    /// Confidence that an answer needs, from 0 to 1.
    pub threshold: f32,
    /// How much each channel's assistant may do by itself.
    pub modes: PerChannel<GateMode>,
}

/// How much an assistant may do by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateMode {
    /// Send at or above the threshold, hold below.
    #[default]
    Auto,
    /// A person approves every answer.
    Approve,
    /// Every message goes to a person.
    Handoff,
}
