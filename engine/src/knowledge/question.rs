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
    "mijn",
    "dann",
    "dan",
    "then",
    "noch",
    "nog",
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
    if told == Content::None || bare != word && content(word, language) == Content::None {
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
            let light = matches!(
                words[0].as_str(),
                "how" | "what" | "hoe" | "wie" | "combien" | "quelle" | "che" | "welke"
            );
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

/// What a clause that is read by itself counts for: what stands around it may matter.
const CLAUSE: f32 = 0.94;
/// What the asking sentences count for where the message says other things too.
const ASKING_PART: f32 = 0.97;
/// Clauses of one message that are read by themselves at most.
const MOST_CLAUSES: usize = 4;
/// Words that begin a question, in five languages.
const ASKS: &[&str] = &[
    "how", "what", "when", "where", "which", "who", "why", "can", "could", "do", "does", "is", "are", "will",
    "may", "hoe", "hoeveel", "wat", "wanneer", "waar", "welke", "wie", "waarom", "kan", "kunnen", "mag",
    "zijn", "heb", "hebben", "was", "wann", "wo", "welche", "welches", "warum", "kann", "können", "darf",
    "ist", "gibt", "gibts", "habt", "haben", "comment", "combien", "quand", "où", "quel", "quelle", "quels",
    "quelles", "qui", "pourquoi", "est-ce", "puis-je", "peut-on", "come", "quanto", "quanti", "quando",
    "dove", "quale", "quali", "chi", "perché", "posso", "avete", "moet", "tot", "muss", "müssen", "bis",
    "dois", "devo", "must", "che", "cosa",
];
/// Words that begin the asking of a favour, and whom it is asked of.
const FAVOURS: &[&str] = &[
    "can", "could", "will", "would", "kun", "kunt", "kan", "wil", "wilt", "kannst", "könnt", "können",
    "könnten", "peux", "peut", "pouvez", "pourriez",
];
const YOU: &[&str] = &[
    "you", "u", "je", "jij", "jullie", "du", "ihr", "sie", "tu", "vous",
];
/// Words that join two questions.
const JOINS: &[&str] = &["and", "en", "und", "et", "e", "ed"];
/// Words before the name of a place, in five languages.
const BEFORE_PLACE: &[&str] = &[
    "in", "to", "naar", "nach", "à", "en", "au", "aux", "vers", "a", "from", "uit", "aus", "da",
];

/// What a message may be asking, with how far each reading is trusted: all of it, the sentences that ask, and each of
/// their clauses that asks by itself ("my parcel is late, how do I track it?").
pub(crate) fn readings(text: &str) -> Vec<(String, f32)> {
    let mut readings = vec![(text.to_owned(), 1.0)];
    let asking = asking_part(text);
    let asked = asking.as_deref().unwrap_or(text);
    let clauses = asking_clauses(asked);
    if let Some(part) = &asking {
        readings.push((part.clone(), ASKING_PART));
    }
    readings.extend(
        clauses
            .into_iter()
            .take(MOST_CLAUSES)
            .map(|clause| (clause.to_owned(), CLAUSE)),
    );
    readings
}

/// The clauses of a text that ask by themselves; none where it has but one.
fn asking_clauses(text: &str) -> Vec<&str> {
    let mut parts: Vec<(&str, bool)> = Vec::new();
    for part in text.split([',', ':', ';', '?', '!', '\n']).map(str::trim) {
        match joined_questions(part) {
            Some((one, other)) => parts.extend([(one, true), (other, true)]),
            None if part.is_empty() => {}
            None => parts.push((part, false)),
        }
    }
    if parts.len() < 2 {
        return Vec::new();
    }
    let last = parts.len() - 1;
    let is_question = text.trim_end().ends_with('?');
    let asks = |part: &str| {
        let first = words(part).into_iter().next().unwrap_or_default();
        ASKS.contains(&first.as_str())
    };
    parts
        .iter()
        .enumerate()
        .filter(|(place, (part, is_joined))| {
            let is_last = *place == last && is_question;
            part.split_whitespace().count() > 1 && (*is_joined || is_last || asks(part))
        })
        .map(|(_, (part, _))| *part)
        .collect()
}

/// Whether a text asks something: it ends with a question mark, or begins as questions do.
///
/// "Can you empty my cart?" asks for a favour, and is none.
pub(crate) fn is_question(text: &str) -> bool {
    let said = words(text);
    let word = |place: usize| said.get(place).map(String::as_str).unwrap_or_default();
    let is_favour =
        FAVOURS.contains(&word(0)) && YOU.contains(&word(1)) || matches!(word(0), "puoi" | "può" | "potete");
    !is_favour && (text.trim_end().ends_with('?') || ASKS.contains(&word(0)))
}

/// "Do you deliver to Graz and what does it cost" is two questions.
fn joined_questions(part: &str) -> Option<(&str, &str)> {
    let tokens: Vec<&str> = part.split(' ').collect();
    let mut at = 0;
    for pair in tokens.windows(2) {
        let [first, next] = pair else { break };
        let next = next.to_lowercase();
        if at > 0 && JOINS.contains(&first.to_lowercase().as_str()) && ASKS.contains(&next.as_str()) {
            let before = part.get(..at)?.trim();
            let after = part.get(at + first.len()..)?.trim();
            return Some((before, after));
        }
        at += first.len() + 1;
    }
    None
}

/// The words, folded, that name a place: written with a capital and behind a word such as "to" or "in".
pub(crate) fn places(text: &str) -> Vec<String> {
    behind_to_or_in(text, |name| name.chars().next().is_some_and(char::is_uppercase))
}

/// The words, folded, that may name a place although they are written small, as most people write them.
pub(crate) fn destinations(text: &str) -> Vec<String> {
    behind_to_or_in(text, |name| name.chars().next().is_some_and(char::is_alphabetic))
}

fn behind_to_or_in(text: &str, is_name: impl Fn(&str) -> bool) -> Vec<String> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let pairs = tokens.windows(2).filter_map(|pair| {
        let [before, name] = pair else { return None };
        let is_place = BEFORE_PLACE.contains(&before.to_lowercase().as_str()) && is_name(name);
        is_place.then(|| words(name)).into_iter().flatten().next()
    });
    pairs.collect()
}

/// Words that deny, in five languages.
const DENIES: &[&str] = &[
    "not", "cannot", "never", "can't", "don't", "doesn't", "won't", "isn't", "aren't", "niet", "geen",
    "nooit", "nicht", "kein", "keine", "keinen", "nie", "pas", "jamais", "aucun", "aucune", "non", "mai",
    "nessun", "nessuna",
];

/// Whether each sentence of a text denies something: "what can not be returned" is another matter than what can.
pub(crate) fn denies(text: &str) -> bool {
    let sentences = sentences(text);
    let denied = |sentence: &&str| words(sentence).iter().any(|word| DENIES.contains(&word.as_str()));
    !sentences.is_empty() && sentences.iter().all(denied)
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
    fn what_people_put_inside_a_phrase_belongs_to_none_in_the_middle_of_it() {
        let broken: Vec<&str> = GAPS
            .iter()
            // Italian says "passare a prendere", which nobody cuts in two.
            .filter(|gap| **gap != "a" && is_in_a_phrase(gap))
            .copied()
            .collect();
        assert_eq!(
            broken,
            Vec::<&str>::new(),
            "these no longer stand inside \"send … back\""
        );
        assert_eq!(concepts("I want to send something back"), ["return"]);
    }

    #[test]
    fn only_the_asking_part_of_a_long_message_is_the_question() {
        assert_eq!(
            asking_part("Hi! I bought shoes. Can I return them?").as_deref(),
            Some("Can I return them?")
        );
        assert_eq!(asking_part("Can I return them?"), None);
    }

    #[test]
    fn each_clause_that_asks_is_a_reading_of_its_own() {
        let of = |text: &str| -> Vec<String> {
            readings(text).into_iter().skip(1).map(|(part, _)| part).collect()
        };
        assert_eq!(
            of("mijn vriendin wil liever blauw, kan ik ruilen?"),
            ["kan ik ruilen"]
        );
        assert_eq!(
            of("liefert ihr nach Graz und was kostet das?"),
            ["liefert ihr nach Graz", "was kostet das"]
        );
        assert!(of("Can I return shoes?").is_empty());
    }

    #[test]
    fn a_place_is_told_by_where_it_stands() {
        assert_eq!(places("Leveren jullie ook naar Brugge?"), ["brugge"]);
        assert!(places("Is Brugge ver?").is_empty());
        assert_eq!(destinations("liefert ihr auch nach graz?"), ["graz"]);
    }

    #[test]
    fn what_denies_is_told_from_what_does_not() {
        assert!(denies(
            "Welke artikelen kan ik niet retourneren? Wat kan niet terug?"
        ));
        assert!(!denies("Hoe stuur ik iets terug? Wat als het niet past?"));
    }
}
