//! Answers that an operator has laid down, which win over everything else.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    lexical::LIGHT_SHARE,
    question::{Unit, asking_part, units},
    text::words,
    typo,
};
use crate::{language::Language, spelling::Spelling};

/// How much of the question a phrasing must cover, and of the phrasing the question.
const NEARLY_ALL: f32 = 0.85;
/// What sums of shares may be off by.
const ROUNDING: f32 = 1e-4;
/// What another word for the same thing counts for.
const SAME_CONCEPT: f32 = 0.95;
/// A match in other words is never quite as sure as one word for word.
const IN_OTHER_WORDS: f32 = 0.98;

/// An answer for a question, whatever the other sources say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The name that answers give as their source, such as `correction:return-shoes`.
    pub reference: String,
    /// The question it answers.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// Other ways to ask the question.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// The language of question and patterns.
    #[serde(default)]
    pub language: Language,
}

/// A correction that answers a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CorrectionHit {
    /// The correction.
    pub correction: Correction,
    /// 1 when asked word for word, less when asked in other words.
    pub score: f32,
}

/// All corrections of a business.
///
/// A correction that answers what was not asked is worse than none: it matches only a question that says nearly all
/// that one of its phrasings says, and nearly nothing that none of them does.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    corrections: Vec<Correction>,
    exact: HashMap<String, usize>,
    phrasings: Vec<Phrasing>,
    /// By correction, what all of its phrasings say together.
    spoken: Vec<Vec<Spoken>>,
}

#[derive(Clone, Debug)]
struct Phrasing {
    correction: usize,
    language: Language,
    units: Vec<Spoken>,
}

/// A unit as it is compared.
#[derive(Clone, Debug)]
struct Spoken {
    unit: Unit,
    stem: Spelling,
}

impl Corrections {
    /// Makes corrections findable. Of two with the same phrasing the later one wins: it is the newer decision.
    #[must_use]
    pub fn new(corrections: Vec<Correction>) -> Self {
        let mut exact = HashMap::new();
        let mut phrasings = Vec::new();
        let mut spoken = vec![Vec::new(); corrections.len()];
        for (position, correction) in corrections.iter().enumerate() {
            for phrasing in std::iter::once(&correction.question).chain(&correction.patterns) {
                let key = normalised(phrasing);
                if key.is_empty() {
                    continue;
                }
                exact.insert(key, position);
                let units = spoken_units(phrasing, correction.language);
                if let Some(spoken) = spoken.get_mut(position) {
                    spoken.extend(units.iter().cloned());
                }
                phrasings.push(Phrasing {
                    correction: position,
                    language: correction.language,
                    units,
                });
            }
        }
        Self {
            corrections,
            exact,
            phrasings,
            spoken,
        }
    }

    /// The correction for a text, if there is one.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<CorrectionHit> {
        self.find_in(text).or_else(|| self.find_in(&asking_part(text)?))
    }

    /// How many corrections there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.corrections.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.corrections.is_empty()
    }

    fn find_in(&self, text: &str) -> Option<CorrectionHit> {
        if let Some(position) = self.exact.get(&normalised(text)) {
            return self.hit(*position, 1.0);
        }
        let mut asked: HashMap<Language, Vec<Spoken>> = HashMap::new();
        let mut best: Option<(usize, f32)> = None;
        for phrasing in &self.phrasings {
            let asked = asked
                .entry(phrasing.language)
                .or_insert_with(|| spoken_units(text, phrasing.language));
            // One telling word is a topic, not a question.
            if asked.iter().filter(|spoken| !spoken.unit.light).count() < 2 {
                continue;
            }
            // One phrasing must be asked; what else is said may stand in another phrasing of the same correction.
            let spoken = self
                .spoken
                .get(phrasing.correction)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let Some(of_phrasing) = nearly_all_covered(&phrasing.units, asked) else {
                continue;
            };
            let Some(of_asked) = nearly_all_covered(asked, spoken) else {
                continue;
            };
            let covered = of_phrasing.min(of_asked);
            // At a tie the later correction wins, as in `new`.
            if best.is_none_or(|(_, score)| covered >= score) {
                best = Some((phrasing.correction, covered));
            }
        }
        best.and_then(|(position, covered)| self.hit(position, covered * IN_OTHER_WORDS))
    }

    fn hit(&self, position: usize, score: f32) -> Option<CorrectionHit> {
        self.corrections.get(position).map(|correction| CorrectionHit {
            correction: correction.clone(),
            score,
        })
    }
}

fn normalised(text: &str) -> String {
    words(text).join(" ")
}

fn spoken_units(text: &str, language: Language) -> Vec<Spoken> {
    let spoken = |unit: Unit| Spoken {
        stem: Spelling::new(unit.stem.as_str()),
        unit,
    };
    units(text, language).into_iter().map(spoken).collect()
}

/// The share of `units` that `others` say as well, where it is nearly all of them.
fn nearly_all_covered(units: &[Spoken], others: &[Spoken]) -> Option<f32> {
    let weight = |spoken: &Spoken| if spoken.unit.light { LIGHT_SHARE } else { 1.0 };
    let total: f32 = units.iter().map(weight).sum();
    if total <= 0.0 {
        return None;
    }
    let (mut covered, mut left) = (0.0, total);
    for spoken in units {
        let weight = weight(spoken);
        left -= weight;
        covered += weight
            * others
                .iter()
                .map(|other| likeness(spoken, other))
                .fold(0.0, f32::max);
        // Most phrasings are of another matter, which shows in their first words.
        if covered + left < total * (NEARLY_ALL - ROUNDING) {
            return None;
        }
    }
    Some(covered / total).filter(|share| *share >= NEARLY_ALL)
}

fn likeness(one: &Spoken, other: &Spoken) -> f32 {
    if one.unit.stem == other.unit.stem {
        return 1.0;
    }
    if one.unit.concept.is_some() && one.unit.concept == other.unit.concept {
        return SAME_CONCEPT;
    }
    typo::likeness(&one.stem, &other.stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corrections() -> Corrections {
        Corrections::new(vec![Correction {
            reference: "correction:worn-shoes".into(),
            question: "Can I return shoes that I have worn outside?".into(),
            answer: "No.".into(),
            patterns: vec!["sending back trainers used outdoors".into()],
            language: Language::En,
        }])
    }

    fn score(text: &str) -> Option<f32> {
        corrections().find(text).map(|hit| hit.score)
    }

    #[test]
    fn a_question_word_for_word_is_certain_whatever_its_capitals_and_marks() {
        assert_eq!(score("can i return shoes that i have worn OUTSIDE"), Some(1.0));
    }

    #[test]
    fn the_same_question_in_other_words_is_found() {
        assert!(score("May I send back sneakers I've worn outside?").is_some());
        assert!(score("Hi, lovely shop! Can I return shoes worn outside?").is_some());
        assert!(score("can i retrun shoes worn outside").is_some());
    }

    #[test]
    fn a_question_that_says_less_more_or_other_is_not_taken_for_it() {
        assert_eq!(score("can I return shoes"), None);
        assert_eq!(
            score("can I return shoes I have worn outside in Canada without a receipt"),
            None
        );
        assert_eq!(score("shoes"), None);
        assert_eq!(score(""), None);
    }

    #[test]
    fn of_two_corrections_of_one_question_the_later_wins() {
        let mut list = corrections().corrections;
        list.push(Correction {
            reference: "correction:newer".into(),
            ..list[0].clone()
        });
        let found = Corrections::new(list)
            .find("Can I return shoes that I have worn outside?")
            .unwrap();
        assert_eq!(found.correction.reference, "correction:newer");
    }
}
