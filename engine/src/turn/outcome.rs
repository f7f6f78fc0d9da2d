//! What the tools of a turn did.

use serde::{Deserialize, Serialize};

use crate::{
    commerce::cart::Cart,
    conversation::event::{ActionReport, SuggestedAction},
    dialogue::Running,
    ids::ProductId,
    port::memory::MemoryChange,
    understanding::{Action, OpenQuestion},
};

/// The effects and findings of a turn's actions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What was asked for and what became of it, in the order it was asked.
    pub actions: Vec<ActionReport>,
    /// One sentence or block per action, in the same order, to be said to the shopper.
    pub sentences: Vec<String>,
    /// The cart after the actions, when they changed it.
    pub cart: Option<Cart>,
    /// What becomes of what is remembered. Left out of the trace, which would outlive its clearing.
    #[serde(skip)]
    pub memory: MemoryChange,
    /// Whether the cart should be shown though it did not change.
    pub show_cart: bool,
    /// Products to show as cards, best first.
    pub products: Vec<ProductId>,
    /// What we asked back.
    pub open_question: Option<OpenQuestion>,
    /// Flows that are open from now on, the one that is followed last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flows: Vec<Running>,
    /// The open question again, to be said behind an answer to something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder: Option<String>,
    /// What the shopper may want to say next.
    pub suggested_actions: Vec<SuggestedAction>,
    /// Actions that wait behind the question.
    pub queue: Vec<Action>,
    /// The shopper needs no person any more.
    pub request_closed: bool,
    /// Asked for beyond the five that were done.
    pub left_over: Vec<String>,
}
