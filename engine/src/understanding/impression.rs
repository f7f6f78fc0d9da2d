//! The impression that a message makes by itself, whatever was said before it.

use crate::language::Language;

use super::{
    Candidate, Origin, Situation, Understander, detect,
    entities::{self, Entity},
    injection,
    intent::Intent,
    live::LiveExamples,
    offence,
    products::CatalogueLexicon,
    rules,
    sentiment::{self, Sentiment},
    text::Reading,
};

/// How sure a message is that a person has said the intent of, word for word or nearly so.
const EXAMPLE_CONFIDENCE: f32 = 0.96;

/// What a message says by itself; see [`Understander::impression`].
#[derive(Clone, Debug)]
pub struct Impression {
    pub(super) language: Language,
    pub(super) entities: Vec<Entity>,
    pub(super) candidates: Vec<Candidate>,
    pub(super) out_of_scope: f32,
    pub(super) offensive: bool,
    pub(super) feeling: Sentiment,
    pub(super) urgency: f32,
    pub(super) injection: bool,
}

impl Understander {
    pub(super) fn impression_of(
        &self,
        reading: &Reading<'_>,
        situation: &Situation<'_>,
        live: Option<&LiveExamples>,
    ) -> Impression {
        let (text, lexicon) = (reading.text, situation.lexicon);
        let is_name = |word: &str| lexicon.is_brand_word(word);
        let entities = entities::find(reading, lexicon, situation.now);
        let (candidates, out_of_scope) = self.candidates(text, reading, &entities, lexicon, live);
        Impression {
            language: detect::language(reading, situation.language_hint, &is_name),
            entities,
            candidates,
            out_of_scope,
            offensive: offence::is_offensive(text),
            feeling: sentiment::sentiment(reading),
            urgency: sentiment::urgency(reading),
            injection: injection::is_injection(text),
        }
    }

    /// What rules and model say, merged, and how likely the text is out of scope.
    pub(super) fn candidates(
        &self,
        text: &str,
        reading: &Reading<'_>,
        entities: &[Entity],
        lexicon: &CatalogueLexicon,
        live: Option<&LiveExamples>,
    ) -> (Vec<Candidate>, f32) {
        let (places, doubt) = self.model.classify_places(text, live);
        let mut candidates: Vec<Candidate> = rules::candidates(text, entities)
            .into_iter()
            .map(|(intent, probability)| Candidate {
                intent,
                probability,
                origin: Origin::Rule,
            })
            .collect();
        let ruled = !candidates.is_empty();
        for (place, probability) in places {
            let Some(intent) = self.intents.get(place).copied().flatten() else {
                continue;
            };
            match candidates.iter_mut().find(|candidate| candidate.intent == intent) {
                // Two that agree are surer than either.
                Some(candidate) => candidate.probability = candidate.probability.max(probability),
                None => candidates.push(Candidate {
                    intent,
                    probability,
                    origin: Origin::Model,
                }),
            }
        }
        let mut out_of_scope = if ruled { 0.0 } else { doubt };
        let names_product = entities
            .iter()
            .any(|entity| entity.kind == entities::EntityKind::Product);
        let only_product = names_product && only_names(reading, lexicon);
        if !ruled && only_product {
            // "Black hoodie size M" asks for it, whatever words the model has not seen.
            candidates.insert(
                0,
                Candidate {
                    intent: Intent::ProductSearch,
                    probability: 0.9,
                    origin: Origin::Rule,
                },
            );
            let mut seen = false;
            candidates.retain(|candidate| {
                candidate.intent != Intent::ProductSearch || !std::mem::replace(&mut seen, true)
            });
            out_of_scope = 0.0;
        } else if names_product {
            out_of_scope = out_of_scope.min(0.5);
        }
        candidates.sort_by(|left, right| right.probability.total_cmp(&left.probability));
        let example = live.and_then(|live| self.model.example_of(text, live));
        if let Some(intent) = example.and_then(|label| label.parse::<Intent>().ok()) {
            out_of_scope = if intent == Intent::OutOfScope { 1.0 } else { 0.0 };
            candidates.retain(|candidate| candidate.intent != intent);
            let said = Candidate {
                intent,
                probability: EXAMPLE_CONFIDENCE,
                origin: Origin::Example,
            };
            candidates.insert(0, said);
        }
        (candidates, out_of_scope)
    }
}

/// Whether a message holds nothing but words of the catalogue and words around them.
fn only_names(reading: &Reading<'_>, lexicon: &CatalogueLexicon) -> bool {
    reading.tokens.len() <= 8
        && reading.tokens.iter().all(|token| {
            let word = token.word.as_str();
            lexicon.knows(word)
                || lexicon.option_value("color", word).is_some()
                || lexicon.option_value("size", word).is_some()
                || lexicon.resembles(word)
                || matches!(
                    word,
                    "size"
                        | "in"
                        | "a"
                        | "the"
                        | "for"
                        | "with"
                        | "t"
                        | "some"
                        | "and"
                        | "any"
                        | "please"
                        | "under"
                        | "below"
                        | "dollars"
                        | "euros"
                )
                || word.chars().all(|letter| letter.is_ascii_digit())
        })
}
