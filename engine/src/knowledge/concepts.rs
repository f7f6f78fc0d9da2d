//! Different words for the same thing in a shop, in all languages that Colloquy answers in.
//!
//! A passage that says "send it back" answers a question about a return, and a Dutch question about a
//! `bezorging` is answered by an English article on delivery.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::text::{plain, stem};
use crate::language::Language;

/// The concepts as they are written down; the head of the file says how.
const CONCEPTS: &str = include_str!("concepts.txt");

const LANGUAGES: [Language; 5] = [
    Language::En,
    Language::Nl,
    Language::De,
    Language::Fr,
    Language::It,
];

/// The words that a phrase may hold, with the most words first looked for.
pub(crate) const LONGEST_PHRASE: usize = 4;

struct Table {
    by_stem: HashMap<(Language, String), &'static str>,
    by_word: HashMap<String, &'static str>,
    phrases: HashMap<String, &'static str>,
    phrase_words: HashSet<String>,
}

impl Table {
    fn insert(&mut self, name: &'static str, entry: &str, language: Language) {
        if !entry.contains('_') {
            self.by_stem
                .entry((language, stem(entry, language)))
                .or_insert(name);
            self.by_word.entry(plain(entry)).or_insert(name);
            return;
        }
        let phrase = plain(&entry.replace('_', " "));
        self.phrase_words.extend(phrase.split(' ').map(str::to_owned));
        self.phrases.insert(phrase, name);
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        by_stem: HashMap::new(),
        by_word: HashMap::new(),
        phrases: HashMap::new(),
        phrase_words: HashSet::new(),
    };
    let mut name = "";
    for line in CONCEPTS.lines() {
        if let Some(opened) = line.strip_prefix('[') {
            name = opened.trim_end_matches(']');
        } else if let Some((code, list)) = line.split_once(": ")
            && let Some(language) = LANGUAGES.into_iter().find(|language| language.code() == code)
        {
            for entry in list.split_whitespace() {
                table.insert(name, entry, language);
            }
        }
    }
    table
});

/// The concept of a folded word. A word of another language than the text's counts as well: people mix them.
pub(crate) fn concept_of(word: &str, stemmed: &str, language: Language) -> Option<&'static str> {
    let table = &*TABLE;
    table
        .by_stem
        .get(&(language, stemmed.to_owned()))
        .or_else(|| table.by_word.get(plain(word).as_str()))
        .copied()
}

/// The concept of several words in a row, joined by single spaces and without accents.
pub(crate) fn concept_of_phrase(phrase: &str) -> Option<&'static str> {
    TABLE.phrases.get(phrase).copied()
}

/// Whether a word without accents stands in any phrase.
pub(crate) fn is_in_a_phrase(word: &str) -> bool {
    TABLE.phrase_words.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concept(word: &str, language: Language) -> Option<&'static str> {
        concept_of(word, &stem(word, language), language)
    }

    #[test]
    fn words_for_one_thing_share_a_concept_across_languages() {
        assert_eq!(
            concept("trainers", Language::En),
            concept("sneaker", Language::En)
        );
        assert_eq!(concept("parcel", Language::En), concept("pakketje", Language::Nl));
        assert_eq!(
            concept("versand", Language::De),
            concept("shipping", Language::En)
        );
        assert_eq!(concept_of_phrase("money back"), Some("refund"));
        assert_eq!(concept("kayak", Language::En), None);
    }

    #[test]
    fn a_word_stands_in_one_concept_of_its_language() {
        let mut claimed: HashMap<(&str, &str), &str> = HashMap::new();
        let mut name = "";
        for line in CONCEPTS.lines() {
            if let Some(opened) = line.strip_prefix('[') {
                name = opened;
            } else if let Some((code, list)) = line.split_once(": ") {
                for word in list.split_whitespace() {
                    let earlier = claimed.insert((code, word), name);
                    assert!(
                        earlier.is_none_or(|earlier| earlier == name),
                        "{word:?} stands in [{} and in [{name}",
                        earlier.unwrap_or_default()
                    );
                }
            }
        }
        assert!(claimed.len() > 1_000, "the file was read");
    }

    #[test]
    fn no_phrase_is_longer_than_what_is_looked_for() {
        assert!(
            TABLE
                .phrases
                .keys()
                .all(|phrase| phrase.split(' ').count() <= LONGEST_PHRASE)
        );
    }
}
