//! The sentences of the passages found that answer a question.

use serde::{Deserialize, Serialize};

use super::{
    document::{Passage, SourceKind},
    index::Hit,
    lexical::LIGHT_SHARE,
    question::{Unit, asking_part, readings, units},
    spoken::{ReadOnce, SpokenSentence},
    text::words,
    typo::likeness,
};
use crate::{language::Language, spelling::Spelling};

/// The most sentences taken from an article.
const SENTENCES: usize = 3;
/// The most words taken from an article; the first sentence is taken whatever its length.
const WORDS: usize = 60;
/// What covering a word counts for in the second and third sentence: the answer should come first.
const LATER: [f32; SENTENCES] = [1.0, 0.7, 0.5];
/// What a word counts for that the title covers: it tells articles apart, not sentences.
const IN_TITLE: f32 = 0.35;
/// What a first sentence counts for that refers to an earlier one.
const DANGLING: f32 = 0.6;
/// What a first sentence counts for that states a condition: the rule comes before its exceptions.
const CONDITIONAL: f32 = 0.8;
/// Words that open a condition.
const CONDITIONS: &[&str] = &["if", "unless", "als", "wenn", "falls", "si", "se"];
/// How much a sentence with a figure gains when a figure was asked for.
const FIGURE: f32 = 0.9;

/// What another word for the same thing counts for.
const SAME_CONCEPT: f32 = 0.8;

/// Words that open a sentence which cannot stand alone.
const REFERRING: &[&str] = &[
    "it",
    "this",
    "that",
    "these",
    "those",
    "they",
    "he",
    "she",
    "however",
    "otherwise",
    "then",
    "also",
    "but",
    "and",
    "so",
    "afterwards",
    "therefore",
    "instead",
    "both",
    "dit",
    "dat",
    "deze",
    "zij",
    "daarna",
    "dies",
    "diese",
    "danach",
    "dann",
    "sonst",
    "cela",
    "ils",
    "ensuite",
    "sinon",
    "questo",
    "questi",
    "poi",
    "altrimenti",
];
/// Words that ask for a figure.
const ASKS_FIGURE: &[&str] = &[
    "long",
    "much",
    "many",
    "when",
    "cost",
    "price",
    "fee",
    "wait",
    "age",
    "temperature",
    "minimum",
    "maximum",
    "hoeveel",
    "lang",
    "viel",
    "viele",
    "combien",
    "quanto",
    "quanti",
];

/// Sentences taken word for word from what the shop knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extract {
    /// The sentences.
    pub text: String,
    /// The references of the documents they come from.
    pub sources: Vec<String>,
    /// The share of the question that the sentences and their title speak of, 0 to 1.
    pub support: f32,
}

/// The best sentences of the best passages for a question; `None` when the hits hold no text.
///
/// From an article come one to three sentences in a row, the best-fitting first and none that leans on a sentence
/// left out; an FAQ entry gives its whole answer.
#[must_use]
pub fn extract(question: &str, hits: &[Hit]) -> Option<Extract> {
    let first = hits.iter().find(|hit| !hit.passage.text.trim().is_empty())?;
    let asked = Reading::new(question, first.passage.language);
    if is_whole(first.passage.kind) {
        let spoken = &ReadOnce::of(&first.passage).all;
        return Some(asked.extract(&first.passage, first.passage.text.trim().to_owned(), spoken));
    }
    let mut best: Option<(f32, &Passage, &[SpokenSentence])> = None;
    // Another passage of the same article may hold the sentence that counts. All are weighed by the wording that the
    // question was met by, so that none gains by standing under another.
    let title = &ReadOnce::of(&first.passage).title;
    for hit in hits
        .iter()
        .filter(|hit| hit.passage.document == first.passage.document)
    {
        for (fit, window) in asked.windows(&hit.passage, title) {
            if best.as_ref().is_none_or(|(highest, ..)| fit > *highest) {
                best = Some((fit, &hit.passage, window));
            }
        }
    }
    best.map(|(_, passage, window)| {
        let sentences: Vec<&str> = window.iter().map(|sentence| sentence.text.as_str()).collect();
        let spoken: Vec<Unit> = ReadOnce::of(passage)
            .title
            .iter()
            .chain(window.iter().flat_map(|sentence| &sentence.units))
            .cloned()
            .collect();
        asked.extract(passage, sentences.join(" "), &spoken)
    })
}

/// Whether the text of a kind is given whole.
fn is_whole(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::Faq | SourceKind::Correction | SourceKind::Order)
}

/// What a question looks for in a sentence.
struct Reading {
    units: Vec<Unit>,
    /// What its clauses ask by themselves, with how far each is trusted.
    clauses: Vec<(Vec<Unit>, f32)>,
    asks_figure: bool,
}

impl Reading {
    fn new(question: &str, language: Language) -> Self {
        let asking = asking_part(question).unwrap_or_else(|| question.to_owned());
        let mut asked = units(&asking, language);
        if asked.iter().all(|unit| unit.light) {
            asked = units(question, language);
        }
        let asks_figure = words(&asking)
            .iter()
            .any(|word| ASKS_FIGURE.contains(&word.as_str()));
        let clauses = readings(question).into_iter().skip(1);
        Self {
            units: asked,
            clauses: clauses
                .map(|(clause, trust)| (units(&clause, language), trust))
                .filter(|(units, _)| units.iter().any(|unit| !unit.light))
                .collect(),
            asks_figure,
        }
    }

    /// An answer of `text`, which together with the title of its passage speaks of `spoken`.
    fn extract(&self, passage: &Passage, text: String, spoken: &[Unit]) -> Extract {
        let clauses = self
            .clauses
            .iter()
            .map(|(units, trust)| covered(units, spoken) * trust);
        let support = clauses.fold(covered(&self.units, spoken), f32::max);
        // The score weighs already how far it answers; what people say in other words than the shop counts half here.
        let is_told = matches!(passage.kind, SourceKind::Faq | SourceKind::Knowledge);
        Extract {
            text,
            sources: vec![passage.document.clone()],
            support: if is_told { support.sqrt() } else { support },
        }
    }

    /// Every run of sentences that an answer may be, with how well it fits.
    fn windows<'passage>(
        &self,
        passage: &'passage Passage,
        title: &[Unit],
    ) -> Vec<(f32, &'passage [SpokenSentence])> {
        let spoken = ReadOnce::of(passage);
        let sentences = &spoken.sentences;
        let weights: Vec<f32> = self
            .units
            .iter()
            .map(|unit| {
                let holding = sentences
                    .iter()
                    .filter(|sentence| says(&sentence.units, unit) > 0.0)
                    .count() as f32;
                let rare = (1.0 + (sentences.len() as f32 + 1.0) / (holding + 1.0)).ln();
                rare * if unit.light { LIGHT_SHARE } else { 1.0 }
                    * if says(title, unit) > 0.0 { IN_TITLE } else { 1.0 }
            })
            .collect();
        (0..sentences.len())
            .map(|start| self.window(&sentences[start..], &weights, start))
            .collect()
    }

    /// As many of the sentences as an answer may have, from the first on.
    fn window<'passage>(
        &self,
        sentences: &'passage [SpokenSentence],
        weights: &[f32],
        start: usize,
    ) -> (f32, &'passage [SpokenSentence]) {
        let mut words = 0;
        let mut taken = 0;
        let mut fit = 0.0;
        let mut covered = vec![0.0_f32; self.units.len()];
        for (sentence, later) in sentences.iter().zip(LATER) {
            if taken > 0 && words + sentence.length > WORDS {
                break;
            }
            words += sentence.length;
            taken += 1;
            for ((unit, weight), covered) in self.units.iter().zip(weights).zip(&mut covered) {
                let said = says(&sentence.units, unit);
                if said > *covered {
                    fit += weight * later * (said - *covered);
                    *covered = said;
                }
            }
            if self.asks_figure && sentence.text.bytes().any(|byte| byte.is_ascii_digit()) {
                fit += FIGURE * later * later;
            }
        }
        let opening = sentences.first().map_or("", |sentence| sentence.opening.as_str());
        let stands = if REFERRING.contains(&opening) && start > 0 {
            DANGLING
        } else if CONDITIONS.contains(&opening) {
            CONDITIONAL
        } else {
            1.0
        };
        // Between equals the earlier sentence wins: an article opens with what matters.
        ((fit + 0.01 / (start + 1) as f32) * stands, &sentences[..taken])
    }
}

/// The share of what is asked that is spoken of, from 0 to 1.
fn covered(asked: &[Unit], spoken: &[Unit]) -> f32 {
    let (mut covered, mut total) = (0.0, 0.0);
    for unit in asked {
        let weight = if unit.light { LIGHT_SHARE } else { 1.0 };
        total += weight;
        let said = says(spoken, unit);
        covered += weight
            * if said > 0.0 || unit.light {
                said
            } else {
                resembles(spoken, unit)
            };
    }
    if total > 0.0 { covered / total } else { 0.0 }
}

/// How surely one of the units says the same as `unit`.
fn says(spoken: &[Unit], unit: &Unit) -> f32 {
    if spoken.iter().any(|other| other.stem == unit.stem) {
        return 1.0;
    }
    let same_concept = unit.concept.is_some() && spoken.iter().any(|other| other.concept == unit.concept);
    if same_concept { SAME_CONCEPT } else { 0.0 }
}

/// How surely `unit` is one of the units, misspelt or in another form.
fn resembles(spoken: &[Unit], unit: &Unit) -> f32 {
    let asked = Spelling::new(unit.stem.as_str());
    let others = spoken
        .iter()
        .map(|other| likeness(&asked, &Spelling::new(other.stem.as_str())));
    others.fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::knowledge::Document;

    fn hit(kind: SourceKind, title: &str, text: &str) -> Hit {
        let document = Document {
            kind,
            reference: "knowledge:returns".into(),
            title: title.into(),
            text: text.into(),
            language: Language::En,
        };
        Hit {
            passage: Arc::new(Passage::new(&document, 0, text.into())),
            score: 0.9,
            lexical: 1.0,
            vector: 0.5,
        }
    }

    const ARTICLE: &str = "Returns are accepted in all our stores. You have 30 days to send an item back. \
        It must be unworn. The refund reaches your card within 5 days. Gift cards are not refunded. We love to help.";

    #[test]
    fn the_figure_that_is_asked_for_comes_from_the_sentence_on_the_matter() {
        let article = "You have 30 days from the day the parcel is delivered to send an item back. The item must be unworn, with its tags \
            attached, and shoes must come back in their shoe box.\n\nTrying shoes on a carpet at home is fine, running in them \
            outdoors is not. The day of delivery counts as day zero, so the last day is printed on the packing slip.\n\nItems \
            bought between November 15 and December 24 have a longer holiday window: they may come back until January 31.";
        for title in [
            "How many days do I have to send something back?",
            "How long do I have to return something?",
        ] {
            let found = extract(
                "how many days do I have to send something back",
                &[hit(SourceKind::Knowledge, title, article)],
            )
            .unwrap();
            assert!(
                found.text.starts_with("You have 30 days"),
                "{title}: {}",
                found.text
            );
        }
    }

    #[test]
    fn the_answer_opens_with_the_sentence_that_fits() {
        let found = extract(
            "when does the refund reach my card",
            &[hit(SourceKind::Knowledge, "Returns", ARTICLE)],
        )
        .unwrap();
        assert!(
            found.text.starts_with("The refund reaches your card"),
            "{}",
            found.text
        );
        assert_eq!(found.sources, ["knowledge:returns"]);
    }

    #[test]
    fn the_answer_does_not_open_with_a_word_that_leans_on_what_was_left_out() {
        let found = extract(
            "how many days to return unworn items",
            &[hit(SourceKind::Knowledge, "Returns", ARTICLE)],
        )
        .unwrap();
        assert!(found.text.starts_with("You have 30 days"), "{}", found.text);
    }

    #[test]
    fn an_faq_entry_gives_its_whole_answer() {
        let found = extract("refund", &[hit(SourceKind::Faq, "Refunds?", ARTICLE)]).unwrap();
        assert_eq!(found.text, ARTICLE);
    }

    #[test]
    fn a_misspelt_word_is_spoken_of_all_the_same() {
        let found = extract(
            "refunnds for gift cards",
            &[hit(SourceKind::Faq, "Refunds?", ARTICLE)],
        )
        .unwrap();
        assert!(found.support > 0.9, "{}", found.support);
    }

    #[test]
    fn hits_without_text_give_no_answer() {
        assert_eq!(extract("refund", &[]), None);
        assert_eq!(
            extract("refund", &[hit(SourceKind::Catalogue, "Shoe", " ")]),
            None
        );
    }
}
