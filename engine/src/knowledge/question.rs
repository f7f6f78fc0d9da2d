//! What a text speaks of: its words reduced to units that can be compared.

use super::{
    concepts::{LONGEST_PHRASE, concept_of, concept_of_phrase, is_in_a_phrase},
    sentence::sentences,
    stopwords::{Content, content},
    text::{plain, stem, words},
};
use crate::language::Language;

/// A word, or a few that mean one thing together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The folded word or phrase.
    pub word: String,
    /// Its stem; a phrase keeps its words.
    pub stem: String,
    /// The shop concept it stands for.
    pub concept: Option<&'static str>,
    /// Whether it tells little about the matter.
    pub light: bool,
}

/// Words that people put inside a phrase: "send *it* back".
const GAPS: &[&str] = &[
    "it",
    "them",
    "this",
    "that",
    "these",
    "those",
    "my",
    "the",
    "a",
    "an",
    "something",
    "item",
    "items",
    "mein",
    "das",
    "het",
];

/// The units of a text, in order. Words that tell nothing are left out unless they belong to a phrase.
pub(crate) fn units(text: &str, language: Language) -> Vec<Unit> {
    let words = words(text);
    let plains: Vec<String> = words.iter().map(|word| plain(word)).collect();
    let mut found = Vec::new();
    let mut position = 0;
    while position < words.len() {
        if let Some((unit, length)) = phrase_at(&plains[position..]) {
            found.push(unit);
            position += length;
            continue;
        }
        found.extend(unit(&words[position], language));
        position += 1;
    }
    found
}

/// The unit of a single folded word; none for a word that tells nothing.
fn unit(word: &str, language: Language) -> Option<Unit> {
    let bare = super::text::without_elision(word, language);
    let told = content(bare, language);
    if told == Content::None || content(word, language) == Content::None {
        return None;
    }
    let stem = stem(bare, language);
    let concept = concept_of(bare, &stem, language);
    Some(Unit {
        word: bare.to_owned(),
        light: told == Content::Light,
        stem,
        concept,
    })
}

/// The longest phrase that opens `words`, and how many of them it takes.
fn phrase_at(words: &[String]) -> Option<(Unit, usize)> {
    if !is_in_a_phrase(words.first()?) {
        return None;
    }
    let mut joined = String::new();
    let mut taken = 0;
    let mut best = None;
    for (position, word) in words.iter().enumerate().take(LONGEST_PHRASE + 2) {
        if position > 0 && GAPS.contains(&word.as_str()) && !is_in_a_phrase(word) {
            continue;
        }
        if !is_in_a_phrase(word) || taken == LONGEST_PHRASE {
            break;
        }
        if taken > 0 {
            joined.push(' ');
        }
        joined.push_str(word);
        taken += 1;
        if let Some(concept) = concept_of_phrase(&joined) {
            // "How long" and "how much" ask for a figure; an answer seldom repeats them.
            let light = matches!(words[0].as_str(), "how" | "hoe" | "wie" | "combien");
            let unit = Unit {
                word: joined.clone(),
                stem: joined.clone(),
                concept: Some(concept),
                light,
            };
            best = Some((unit, position + 1));
        }
    }
    best
}

/// The part of a message that asks, when the message also says other things: a greeting or what happened before.
pub(crate) fn asking_part(text: &str) -> Option<String> {
    let sentences = sentences(text);
    if sentences.len() < 2 {
        return None;
    }
    let asking: Vec<&str> = sentences
        .into_iter()
        .filter(|sentence| sentence.contains('?'))
        .collect();
    if asking.is_empty() {
        None
    } else {
        Some(asking.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concepts(text: &str) -> Vec<&'static str> {
        units(text, Language::En)
            .into_iter()
            .filter_map(|unit| unit.concept)
            .collect()
    }

    #[test]
    fn a_phrase_is_found_with_other_words_inside() {
        assert_eq!(concepts("Can I send it back?"), ["return"]);
        assert_eq!(concepts("I want my money back"), ["refund"]);
        assert_eq!(concepts("will you send it"), ["delivery"]);
    }

    #[test]
    fn only_the_asking_part_of_a_long_message_is_the_question() {
        assert_eq!(
            asking_part("Hi! I bought shoes. Can I return them?").as_deref(),
            Some("Can I return them?")
        );
        assert_eq!(asking_part("Can I return them?"), None);
    }
}
