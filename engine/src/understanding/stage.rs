//! The classifier's stage of the line.

use crate::turn::Turn;

use super::{Candidate, Situation, Understander, Understanding};

/// Makes the turn's [`super::Understanding`] from its text and its context.
pub fn understand(turn: &mut Turn, understander: &Understander) {
    let understanding = read(turn, understander, None);
    turn.versions = turn.context.shop.versions.with_model(understander.version());
    turn.understanding = Some(understanding);
}

/// The same once more, with what a language model takes the text for: one more voice beside rules and model.
pub fn understand_hearing(turn: &mut Turn, understander: &Understander, voice: Candidate) {
    turn.understanding = Some(read(turn, understander, Some(voice)));
}

fn read(turn: &Turn, understander: &Understander, voice: Option<Candidate>) -> Understanding {
    let text = turn.text();
    let context = &turn.context;
    let situation = Situation {
        lexicon: &context.shop.lexicon,
        now: context.now,
        language_hint: context.language,
        open_question: context.dialogue.live_question(context.now),
        shown_products: &context.dialogue.shown_products,
    };
    understander.understand_hearing(&text, &situation, Some(&context.shop.live), voice)
}
