//! Buttons under an answer, in the conversation's language: what stands on one, and what a press says for the shopper.

use crate::{conversation::event::SuggestedAction, turn::Turn};

/// The button of a name: `button_NAME` stands on it, `says_NAME` is what the shopper would have written.
pub(super) fn button(turn: &Turn, name: &str, places: &[(&str, &str)]) -> SuggestedAction {
    let texts = &turn.context.shop.texts;
    let text = |part: &str| texts.fill(turn.language(), &format!("{part}_{name}"), places);
    SuggestedAction::new(text("button"), text("says"))
}
