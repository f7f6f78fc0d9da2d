//! How much of what was asked a passage speaks of.

use super::{
    lexical::{IndexedUnit, LIGHT_SHARE, LexicalIndex, PassageTerms},
    question::{Unit, destinations, places, units},
    text::stem,
};
use crate::language::Language;

/// What another word for the same thing counts for.
const SAME_CONCEPT: f32 = 0.9;
/// What a word counts for that stands in another passage of the same document.
const ELSEWHERE_IN_DOCUMENT: f32 = 0.8;
/// What a word of the title counts for beside one of the sentence itself.
const TITLE_FOR_SENTENCE: f32 = 0.6;
/// A question this telling is judged by its coverage alone; one that tells less is trusted less.
const TELLING_ENOUGH: f32 = 2.0;

/// What a word counts for that no passage holds: it may be another matter, or only another way to put it.
const UNKNOWN_SHARE: f32 = 0.75;
/// Concepts that name goods.
const GOODS: &[&str] = &["shoe", "pants", "hoodie", "jacket", "shirt", "backpack", "bottle"];
/// Concepts that name how a shop deals with any goods.
const DEALINGS: &[&str] = &[
    "return", "refund", "exchange", "delivery", "payment", "warranty", "defect",
];

/// One unit of a question with the terms that answer it.
#[derive(Clone, Debug)]
pub(crate) struct AskedUnit {
    /// Terms, best first, with what each counts for.
    pub alternatives: Vec<(u32, f32)>,
    /// How telling it is.
    pub weight: f32,
}

/// A question against one index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// What it asks about.
    pub units: Vec<AskedUnit>,
    total: f32,
}

/// How a passage meets a question; every figure between 0 and 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Coverage {
    /// The share of the question that the passage, its title or its document covers.
    pub question: f32,
    /// The largest share of the question that one sentence covers together with the title.
    pub by_sentence: f32,
    /// The share of the question that the title covers.
    pub by_heading: f32,
    /// The share of the title that the question covers.
    pub of_heading: f32,
    /// How much the question tells at all.
    pub telling: f32,
}

impl Coverage {
    /// How far question and title say the same.
    pub fn heading_likeness(&self) -> f32 {
        let sum = self.by_heading + self.of_heading;
        if sum <= 0.0 {
            0.0
        } else {
            2.0 * self.by_heading * self.of_heading / sum
        }
    }
}

impl Asked {
    /// Reads a question. Words are also looked up as words of the other languages: what a short text is
    /// written in is often guessed wrong.
    pub fn new(text: &str, language: Language, index: &LexicalIndex) -> Self {
        let mut asked = Self::default();
        let mut seen: Vec<String> = Vec::new();
        let places = places(text);
        let all = units(text, language);
        let is_on_delivery = all.iter().any(|unit| unit.concept == Some("delivery"));
        let destinations = if is_on_delivery {
            destinations(text)
        } else {
            Vec::new()
        };
        for unit in &all {
            if seen.contains(&unit.stem) {
                continue;
            }
            let mut unit = unit.clone();
            unit.light |= Self::is_aside(&unit, &all);
            // A place narrows the question, but is not what it is about.
            unit.light |= places.contains(&unit.word);
            // Written small it is one where it is delivered to and nothing else is known by that word.
            unit.light |= destinations.contains(&unit.word)
                && unit.concept.is_none()
                && index.term(&unit.stem).is_none();
            seen.push(unit.stem.clone());
            let unit = asked_unit(&unit, language, index);
            asked.total += unit.weight;
            asked.units.push(unit);
        }
        asked
    }

    /// Whether a unit names goods in a question that is about how the shop does things.
    fn is_aside(unit: &Unit, all: &[Unit]) -> bool {
        let is_of =
            |unit: &Unit, concepts: &[&str]| unit.concept.is_some_and(|concept| concepts.contains(&concept));
        is_of(unit, GOODS) && all.iter().any(|other| is_of(other, DEALINGS))
    }

    /// Terms and weights for scoring all passages.
    pub fn weighted_terms(&self) -> Vec<(u32, f32)> {
        let mut weighted = Vec::new();
        for unit in &self.units {
            for (place, (term, strength)) in unit.alternatives.iter().enumerate() {
                let share = if place == 0 {
                    1.0
                } else {
                    LexicalIndex::concept_share()
                };
                weighted.push((*term, unit.weight * strength * share));
            }
        }
        weighted
    }

    /// How much of another question this one asks, at most all of it.
    pub fn share_of(&self, whole: &Self) -> f32 {
        if whole.is_empty() {
            1.0
        } else {
            (self.total / whole.total).min(1.0)
        }
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.total <= 0.0
    }

    /// How a passage meets the question. `of_document` are the terms of all passages of its document, sorted.
    pub fn coverage(&self, passage: &PassageTerms, of_document: &[u32], index: &LexicalIndex) -> Coverage {
        if self.is_empty() {
            return Coverage::default();
        }
        let mut question = 0.0;
        let mut by_heading = 0.0;
        let mut held = Vec::with_capacity(self.units.len());
        for unit in &self.units {
            let unit_held = unit.held(passage);
            let here = unit_held.best(|_| true);
            let mut found = here;
            // The best that another passage could add is known before it is looked at.
            if here < unit.highest() * ELSEWHERE_IN_DOCUMENT {
                // The passage's own terms are among them, and count for more here than there.
                let there = unit.best(|term| of_document.binary_search(&term).is_ok());
                found = here.max(there * ELSEWHERE_IN_DOCUMENT);
            }
            question += unit.weight * found;
            let in_heading = unit.best(|term| heading_holds(passage, term));
            by_heading += unit.weight * in_heading;
            // Few of the terms stand in the passage at all, so its sentences are asked for those alone.
            held.push((unit_held, in_heading * TITLE_FOR_SENTENCE));
        }
        Coverage {
            question: question / self.total,
            by_sentence: self.by_sentence(passage, &held),
            by_heading: by_heading / self.total,
            of_heading: self.of_heading(&passage.heading, index),
            telling: (self.total / TELLING_ENOUGH).min(1.0),
        }
    }

    /// `held` has the units with the terms that the passage holds, each with what the title counts for.
    fn by_sentence(&self, passage: &PassageTerms, held: &[(AskedUnit, f32)]) -> f32 {
        let mut best = 0.0_f32;
        for terms in &passage.sentences {
            let mut covered = 0.0;
            for (unit, above) in held {
                let here = unit.best(|term| terms.binary_search(&term).is_ok());
                covered += unit.weight * here.max(*above);
            }
            best = best.max(covered);
        }
        best / self.total
    }

    fn of_heading(&self, heading: &[IndexedUnit], index: &LexicalIndex) -> f32 {
        let mut covered = 0.0;
        let mut total = 0.0;
        for unit in heading {
            let weight =
                index.rarity(unit.concept.unwrap_or(unit.stem)) * if unit.light { LIGHT_SHARE } else { 1.0 };
            total += weight;
            let strength = self
                .units
                .iter()
                .map(|asked| asked.best(|term| unit.stem == term || unit.concept == Some(term)))
                .fold(0.0, f32::max);
            covered += weight * strength;
        }
        if total > 0.0 { covered / total } else { 0.0 }
    }
}

fn heading_holds(passage: &PassageTerms, term: u32) -> bool {
    passage
        .heading
        .iter()
        .any(|unit| unit.stem == term || unit.concept == Some(term))
}

impl AskedUnit {
    /// The unit with those of its terms that a passage holds.
    fn held(&self, passage: &PassageTerms) -> Self {
        let alternatives = self.alternatives.iter().filter(|(term, _)| passage.holds(*term));
        Self {
            alternatives: alternatives.copied().collect(),
            weight: self.weight,
        }
    }

    /// What its best term counts for.
    fn highest(&self) -> f32 {
        self.best(|_| true)
    }

    fn best(&self, holds: impl Fn(u32) -> bool) -> f32 {
        self.alternatives
            .iter()
            .filter(|(term, _)| holds(*term))
            .map(|(_, strength)| *strength)
            .fold(0.0, f32::max)
    }
}

fn asked_unit(unit: &Unit, language: Language, index: &LexicalIndex) -> AskedUnit {
    let mut alternatives: Vec<(u32, f32)> = Vec::new();
    let mut add = |term: u32, strength: f32| {
        if !alternatives.iter().any(|(known, _)| *known == term) {
            alternatives.push((term, strength));
        }
    };
    if let Some(term) = index.term(&unit.stem) {
        add(term, 1.0);
    }
    for other in [
        Language::En,
        Language::Nl,
        Language::De,
        Language::Fr,
        Language::It,
    ] {
        if other != language
            && let Some(term) = index.term(&stem(&unit.word, other))
        {
            add(term, 0.95);
        }
    }
    if let Some(term) = unit.concept.and_then(|concept| index.concept_term(concept)) {
        add(term, SAME_CONCEPT);
    }
    let known = alternatives.iter().any(|(_, strength)| *strength >= SAME_CONCEPT);
    if !unit.light {
        for (term, strength) in index.near(&unit.stem) {
            // A word that the index knows is not misspelt, but it may have longer forms.
            if !known || strength < 0.8 {
                alternatives.push((term, strength));
            }
        }
    }
    let rarity = alternatives
        .iter()
        .map(|(term, _)| index.rarity(*term))
        .reduce(f32::min);
    let weight = rarity.unwrap_or_else(|| index.highest_rarity() * UNKNOWN_SHARE)
        * if unit.light { LIGHT_SHARE } else { 1.0 };
    AskedUnit { alternatives, weight }
}
