//! What the assistant would say, before the gate judges it.

use serde::{Deserialize, Serialize};

use crate::{conversation::event::SuggestedAction, knowledge::SourceKind};

/// The kinds of source that an answer may name.
pub type SourceType = SourceKind;

/// One thing an answer rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Where it comes from.
    #[serde(rename = "type")]
    pub kind: SourceKind,
    /// The row, such as `knowledge:return-policy`.
    pub reference: String,
    /// As shown to people.
    pub title: String,
    /// How well it fits, from 0 to 1.
    pub score: f32,
}

/// An answer in neutral form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The text.
    pub text: String,
    /// Which part of the assistant speaks: product, cart, order, support or memory.
    pub agent: String,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// How sure the evidence alone makes us, from 0 to 1.
    pub support: f32,
    /// Statements that no source bears out; such an answer is held.
    pub ungrounded: Vec<String>,
    /// Buttons.
    pub suggested_actions: Vec<SuggestedAction>,
    /// Nothing was found at all.
    pub not_found: bool,
}
