//! What a channel gets, within its limits.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::conversation::event::SuggestedAction;

/// The answer in the form of its channel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// The text as it is sent.
    pub content: String,
    /// Which part of the assistant speaks.
    pub agent: String,
    /// Buttons.
    pub suggested_actions: Vec<SuggestedAction>,
    /// Product cards.
    pub products: Vec<Value>,
    /// The cart, when it changed or was asked for.
    pub cart: Option<Value>,
}
