//! The classifier's stage of the line.

use crate::turn::Turn;

use super::{Situation, Understander};

/// Makes the turn's [`super::Understanding`] from its text and its context.
pub fn understand(turn: &mut Turn, understander: &Understander) {
    let text = turn.text();
    let context = &turn.context;
    let situation = Situation {
        lexicon: &context.shop.lexicon,
        now: context.now,
        language_hint: context.language,
        open_question: context.dialogue.live_question(context.now),
        shown_products: &context.dialogue.shown_products,
    };
    let understanding = understander.understand_with(&text, &situation, Some(&context.shop.live));
    turn.versions = context.shop.versions.with_model(understander.version());
    turn.understanding = Some(understanding);
}
