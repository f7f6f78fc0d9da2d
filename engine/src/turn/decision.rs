//! What the gate decided.

use serde::{Deserialize, Serialize};

/// The gate's verdict on a turn, with the figures that it was held against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// What happens.
    pub kind: DecisionKind,
    /// Why, in a stable word such as `human_requested` or `below_threshold`.
    pub reason: String,
    /// How sure the whole turn is, from 0 to 1.
    pub confidence: f32,
    /// What it had to reach.
    pub threshold: f32,
}

/// What happens with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// It is sent.
    Send,
    /// It becomes a draft for an operator; the shopper gets the holding sentence.
    Hold,
    /// A person takes over; the shopper is told.
    Handoff,
    /// Nothing is said.
    Silent,
}

impl DecisionKind {
    /// The label in metrics and tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Hold => "hold",
            Self::Handoff => "handoff",
            Self::Silent => "silent",
        }
    }
}
