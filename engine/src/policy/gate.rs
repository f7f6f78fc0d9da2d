//! The gate: what may be said without a person having read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::channel::Channel;

/// How much a channel's assistant may do by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateMode {
    /// Send at or above the threshold, hold below.
    #[default]
    Auto,
    /// Every answer is a draft that a person approves.
    Approve,
    /// Every message goes to a person.
    Handoff,
}

/// Thresholds and modes of a business.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GateRules {
    /// What the confidence must reach (`gate.threshold`).
    pub threshold: f32,
    /// Channels that differ from [`GateMode::Auto`].
    pub modes: BTreeMap<Channel, GateMode>,
}

impl Default for GateRules {
    fn default() -> Self {
        Self {
            threshold: 0.65,
            modes: BTreeMap::new(),
        }
    }
}

impl GateRules {
    /// The mode of a channel.
    #[must_use]
    pub fn mode(&self, channel: Channel) -> GateMode {
        self.modes.get(&channel).copied().unwrap_or_default()
    }
}
