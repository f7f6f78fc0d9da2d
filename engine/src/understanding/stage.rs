//! The classifier's stage of the line.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::{language::Language, remembered::Remembered, turn::Turn};

use super::{Candidate, Impression, Situation, Understander, Understanding};

/// What an impression follows from beside the shop: relative dates count from the day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Said {
    text: String,
    language: Option<Language>,
    day: NaiveDate,
}

/// Makes the turn's [`super::Understanding`] from its text and its context.
pub fn understand(turn: &mut Turn, understander: &Understander) {
    let understanding = read(turn, understander, None);
    understood(turn, understander, understanding);
}

/// The same, with an impression that was made before where there is one. What is remembered must come from the same
/// understander.
pub fn understand_remembering(
    turn: &mut Turn,
    understander: &Understander,
    remembered: &mut Remembered<Said, Arc<Impression>>,
) {
    let context = &turn.context;
    let text = turn.text();
    if !remembered.is_worth(&text) {
        return understand(turn, understander);
    }
    let (situation, live) = (situation(turn), Some(&*context.shop.live));
    let said = Said {
        text: text.clone(),
        language: context.language,
        day: context.now.date_naive(),
    };
    let impression = remembered.get(&context.shop, &said).unwrap_or_else(|| {
        let impression = Arc::new(understander.impression(&text, &situation, live));
        remembered.keep(&context.shop, said, Arc::clone(&impression));
        impression
    });
    let understanding = understander.understand_from(&text, &impression, &situation, live, None);
    understood(turn, understander, understanding);
}

/// The same once more, with what a language model takes the text for: one more voice beside rules and model.
pub fn understand_hearing(turn: &mut Turn, understander: &Understander, voice: Candidate) {
    turn.understanding = Some(read(turn, understander, Some(voice)));
}

fn understood(turn: &mut Turn, understander: &Understander, understanding: Understanding) {
    turn.versions = turn.context.shop.versions.with_model(understander.version());
    turn.understanding = Some(understanding);
}

fn read(turn: &Turn, understander: &Understander, voice: Option<Candidate>) -> Understanding {
    let live = Some(&*turn.context.shop.live);
    understander.understand_hearing(&turn.text(), &situation(turn), live, voice)
}

fn situation(turn: &Turn) -> Situation<'_> {
    let context = &turn.context;
    Situation {
        lexicon: &context.shop.lexicon,
        now: context.now,
        language_hint: context.language,
        open_question: context.dialogue.live_question(context.now),
        shown_products: &context.dialogue.shown_products,
    }
}
