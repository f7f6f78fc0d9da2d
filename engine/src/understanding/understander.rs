//! Putting everything that is read in a message together.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::{ids::ProductId, language::Language};

use super::{
    Candidate, Origin, Understanding,
    actions::{self, Scene},
    entities, follow_up, handoff,
    impression::Impression,
    intent::Intent,
    linear::LinearModel,
    live::LiveExamples,
    products::CatalogueLexicon,
    question::{self, Filled, OpenQuestion},
    role,
    text::{Reading, understood},
    voice,
};

/// Candidates kept for the trace.
const MOST_CANDIDATES: usize = 5;
/// A part of a message is followed only when the model is at least this sure of it.
const PART_CONFIDENCE: f32 = 0.5;
/// The same where the part would cost, move or delete something.
const CONSEQUENTIAL_PART: f32 = 0.9;
/// From this confidence on an intent alone may call for a person.
const LEAST_SURE: f32 = 0.5;
/// How sure a message is that answers an open question.
const ANSWER_CONFIDENCE: f32 = 0.97;

/// How a message is seen that asks about the products shown last.
const FOLLOWS_UP: Candidate = Candidate {
    intent: Intent::ProductSearch,
    probability: 0.93,
    origin: Origin::Rule,
};

/// What a message is read against.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'s> {
    /// The words of the catalogue.
    pub lexicon: &'s CatalogueLexicon,
    /// From when relative dates count.
    pub now: DateTime<Utc>,
    /// The language of the conversation so far.
    pub language_hint: Option<Language>,
    /// What the assistant has asked and not been answered.
    pub open_question: Option<&'s OpenQuestion>,
    /// The products last listed to the shopper, for "the second one".
    pub shown_products: &'s [ProductId],
}

/// Reads messages. Cheap to clone and to share.
#[derive(Clone, Debug)]
pub struct Understander {
    pub(super) model: Arc<LinearModel>,
    /// The intents of the model's labels, in their order; none for a label that is no intent.
    pub(super) intents: Arc<[Option<Intent>]>,
    version: Arc<str>,
}

impl Understander {
    /// Reads with a model trained on the names of [`Intent`] and `oos`.
    #[must_use]
    pub fn new(model: Arc<LinearModel>) -> Self {
        let intents = model.labels().iter().map(|label| label.parse().ok()).collect();
        Self {
            model,
            intents,
            version: Arc::from("unnamed"),
        }
    }

    /// The same under the name of its version, by which the traces of turns tell models apart.
    #[must_use]
    pub fn named(self, version: &str) -> Self {
        Self {
            version: Arc::from(version),
            ..self
        }
    }

    /// The name of the model's version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The model it reads with.
    #[must_use]
    pub fn model(&self) -> &LinearModel {
        &self.model
    }

    /// Reads a message: the first 8,000 code points of it, whatever they hold.
    #[must_use]
    pub fn understand(&self, text: &str, situation: &Situation<'_>) -> Understanding {
        self.understand_with(text, situation, None)
    }

    /// The same with what a shop's own examples teach.
    #[must_use]
    pub fn understand_with(
        &self,
        text: &str,
        situation: &Situation<'_>,
        live: Option<&LiveExamples>,
    ) -> Understanding {
        self.understand_hearing(text, situation, live, None)
    }

    /// The same, with what somebody else takes the message for.
    #[must_use]
    pub fn understand_hearing(
        &self,
        text: &str,
        situation: &Situation<'_>,
        live: Option<&LiveExamples>,
        voice: Option<Candidate>,
    ) -> Understanding {
        let reading = Reading::new(understood(text));
        let impression = self.impression_of(&reading, situation, live);
        self.understand_read(&reading, impression, situation, live, voice)
    }

    /// What a message says whatever was said before it. Of the situation the shop's words, the day and the language so
    /// far count.
    #[must_use]
    pub fn impression(
        &self,
        text: &str,
        situation: &Situation<'_>,
        live: Option<&LiveExamples>,
    ) -> Impression {
        self.impression_of(&Reading::new(understood(text)), situation, live)
    }

    /// What a message wants that makes this impression, in the situation that it is said in.
    #[must_use]
    pub fn understand_from(
        &self,
        text: &str,
        impression: &Impression,
        situation: &Situation<'_>,
        live: Option<&LiveExamples>,
        voice: Option<Candidate>,
    ) -> Understanding {
        let reading = Reading::new(understood(text));
        self.understand_read(&reading, impression.clone(), situation, live, voice)
    }

    fn understand_read(
        &self,
        reading: &Reading<'_>,
        impression: Impression,
        situation: &Situation<'_>,
        live: Option<&LiveExamples>,
        voice: Option<Candidate>,
    ) -> Understanding {
        let (text, lexicon) = (reading.text, situation.lexicon);
        let Impression {
            language,
            entities,
            mut candidates,
            mut out_of_scope,
            offensive,
            feeling,
            urgency,
            injection,
        } = impression;
        if let Some(voice) = voice {
            voice::hear(voice, &mut candidates, &mut out_of_scope);
        }
        let top = candidates.first().copied().unwrap_or(Candidate {
            intent: Intent::OutOfScope,
            probability: 0.0,
            origin: Origin::Model,
        });
        let filled = situation
            .open_question
            .map(|open| question::fill(open, text, &entities));
        let answers = answers(filled.as_ref(), situation.open_question, top, reading);
        let mut plan = actions::Plan::default();
        if reading.tokens.is_empty() {
            out_of_scope = 1.0;
        } else if let (true, Some(open), Some(filled)) = (answers, situation.open_question, &filled) {
            out_of_scope = 0.0;
            plan.intent = Some(open.pending.intent);
            if let Filled::Complete(action) = filled {
                plan.actions = vec![action.clone()];
            }
        } else {
            let classify = |part: &str| self.intent_of_part(part, lexicon, situation.now, live);
            let shown_products = situation.shown_products;
            let scene = Scene {
                reading,
                entities: &entities,
                lexicon,
                shown_products,
                classify: &classify,
            };
            plan = actions::plan(&scene, top.intent);
            if let Some(action) = follow_up::search(reading, &entities, shown_products)
                && (top.origin == Origin::Model || top.intent == Intent::ProductSearch)
            {
                out_of_scope = 0.0;
                candidates.retain(|candidate| candidate.intent != FOLLOWS_UP.intent);
                candidates.insert(0, FOLLOWS_UP);
                plan = actions::Plan {
                    intent: Some(action.intent),
                    actions: vec![action],
                    confidence: Some(FOLLOWS_UP.probability),
                    ..actions::Plan::default()
                };
            }
            if top.origin == Origin::Example && plan.intent.is_some_and(|intent| intent != top.intent) {
                // A person has said what this very message wants; its parts are no better.
                plan = actions::Plan::default();
            }
        }
        let intent = if out_of_scope > 0.5 {
            Intent::OutOfScope
        } else {
            plan.intent.unwrap_or(top.intent)
        };
        if intent == Intent::OutOfScope {
            plan.actions.clear();
            plan.overflow.clear();
        }
        let known = candidates
            .iter()
            .find(|candidate| candidate.intent == intent)
            .map(|candidate| candidate.probability);
        let confidence = if answers {
            ANSWER_CONFIDENCE
        } else if intent == Intent::OutOfScope {
            out_of_scope
        } else {
            known
                .unwrap_or(0.0)
                .max(plan.confidence.unwrap_or(top.probability))
        };
        if candidates.first().is_none_or(|first| first.intent != intent) {
            let origin = if answers { Origin::Question } else { Origin::Parts };
            candidates.retain(|candidate| candidate.intent != intent);
            candidates.insert(
                0,
                Candidate {
                    intent,
                    probability: confidence,
                    origin,
                },
            );
        }
        candidates.truncate(MOST_CANDIDATES);
        let feeling = if offensive {
            feeling.with_swearing()
        } else {
            feeling
        };
        // An intent that is only guessed at calls nobody, nor does calling something off; words that do, still do.
        let sure_intent = if confidence >= LEAST_SURE && !question::is_never_mind(text) {
            intent
        } else {
            Intent::GeneralQuestion
        };
        Understanding {
            language,
            candidates,
            intent,
            confidence,
            actions: plan.actions,
            overflow: plan.overflow,
            sentiment: feeling,
            urgency,
            role: role::role(text, intent),
            offensive,
            injection,
            handoff: handoff::trigger(text, sure_intent, feeling, offensive),
            out_of_scope,
            answers_question: answers,
            entities,
        }
    }

    fn intent_of_part(
        &self,
        part: &str,
        lexicon: &CatalogueLexicon,
        now: DateTime<Utc>,
        live: Option<&LiveExamples>,
    ) -> Option<(Intent, f32)> {
        let reading = Reading::new(part);
        let entities = entities::find(&reading, lexicon, now);
        let (candidates, out_of_scope) = self.candidates(part, &reading, &entities, lexicon, live);
        let first = candidates.first()?;
        // What costs, moves or deletes something is not read out of half a sentence on a weak hint.
        let least = if first.origin == Origin::Model && first.intent.is_consequential() {
            CONSEQUENTIAL_PART
        } else {
            PART_CONFIDENCE
        };
        (out_of_scope <= 0.5 && first.probability >= least).then_some((first.intent, first.probability))
    }
}

/// Whether a message is to be taken as the answer to the open question.
fn answers(
    filled: Option<&Filled>,
    open: Option<&OpenQuestion>,
    top: Candidate,
    reading: &Reading<'_>,
) -> bool {
    let says = |word: &str| reading.tokens.iter().any(|token| token.word == word);
    match filled {
        None | Some(Filled::NotAnAnswer) => false,
        Some(Filled::Another(_)) => true,
        // "No, to 5 High Street" puts right what was to be agreed to; "change the order to …" asks for something else.
        Some(Filled::Partial(rest))
            if open.is_some_and(|open| open.pending.arguments.address != rest.pending.arguments.address) =>
        {
            says("no") || !(says("change") || says("order"))
        }
        // A bare address is what was asked for; by itself it would be one for an order that is there already.
        Some(Filled::Complete(action))
            if action.arguments.address.is_some() && top.intent == Intent::ChangeOrderAddress =>
        {
            let asks = |word: &str| matches!(word, "change" | "order" | "update" | "move" | "instead");
            !reading.tokens.iter().any(|token| asks(&token.word))
        }
        // A short message answers; a long one that a rule knows as something else does not.
        Some(_) => !(top.origin == Origin::Rule && top.probability >= 0.9 && reading.tokens.len() > 3),
    }
}

#[cfg(test)]
mod tests;
