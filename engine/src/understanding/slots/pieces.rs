//! What each part of a text is known by: itself, its neighbours, its form, and the facts it belongs to.

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::{DateTime, Utc};

use crate::{
    commerce::catalogue::Catalogue,
    understanding::{CatalogueLexicon, EntityKind, entities, text::Reading},
};

/// A word, a figure, or one mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part<'t> {
    pub(super) text: &'t str,
    /// First code point.
    pub(super) start: usize,
    /// Code point after the last.
    pub(super) end: usize,
}

/// Parts of a text that are looked at.
const MOST_PARTS: usize = 400;
/// Letters of a part that are looked at.
const MOST_LETTERS: usize = 40;
/// Facts that a shop's catalogue knows are of no use to a slot of another business.
static NO_CATALOGUE: LazyLock<CatalogueLexicon> =
    LazyLock::new(|| CatalogueLexicon::new(&Catalogue::new(Vec::new())));

/// Cuts a text into words, figures and marks.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found: Vec<Part<'_>> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut count = 0;
    for (byte, letter) in text.char_indices() {
        let inner = letter.is_alphanumeric() || (matches!(letter, '\'' | '’') && open.is_some());
        if let (false, Some((from, start))) = (inner, open) {
            found.push(Part {
                text: text.get(from..byte).unwrap_or_default(),
                start,
                end: count,
            });
            open = None;
        }
        if inner {
            open.get_or_insert((byte, count));
        } else if !letter.is_whitespace() {
            found.push(Part {
                text: text.get(byte..byte + letter.len_utf8()).unwrap_or_default(),
                start: count,
                end: count + 1,
            });
        }
        count += 1;
        if found.len() >= MOST_PARTS {
            return found;
        }
    }
    if let Some((from, start)) = open {
        found.push(Part {
            text: text.get(from..).unwrap_or_default(),
            start,
            end: count,
        });
    }
    found
}

/// The pieces of each part, as hashes.
pub(super) fn pieces(text: &str, parts: &[Part<'_>]) -> Vec<Vec<u64>> {
    let words: Vec<String> = parts
        .iter()
        .map(|part| {
            part.text
                .chars()
                .take(MOST_LETTERS)
                .collect::<String>()
                .to_lowercase()
        })
        .collect();
    let forms: Vec<String> = parts.iter().map(|part| form(part.text)).collect();
    let facts = facts(text, parts);
    (0..parts.len())
        .map(|place| {
            let word = |offset: isize| at(&words, place, offset);
            let form = |offset: isize| at(&forms, place, offset);
            let fact = |offset: isize| at(&facts, place, offset);
            let mut found = Vec::with_capacity(64);
            let mut add = |family: u64, said: &[&str]| found.push(hash(family, said));
            for (family, offset) in (0..).zip(-3..=3) {
                add(family, &[word(offset)]);
            }
            for (family, offset) in (10..).zip(-1..=1) {
                add(family, &[form(offset)]);
                add(family + 10, &[fact(offset)]);
            }
            add(30, &[word(-1), word(0)]);
            add(31, &[word(0), word(1)]);
            add(32, &[word(-1), word(1)]);
            add(33, &[word(-2), word(-1)]);
            add(34, &[word(1), word(2)]);
            add(35, &[fact(0), word(-1)]);
            add(36, &[fact(0), word(1)]);
            add(37, &[form(-1), form(0), form(1)]);
            add(38, &[form(0), word(-1)]);
            add(39, &[fact(0), fact(-1), word(-2)]);
            add(
                40,
                &[if parts.len() == 1 { "alone" } else { "among others" }, form(0)],
            );
            add(41, &[words.first().map_or("", String::as_str), form(0)]);
            // What was said shortly before a fact tells from when from until when.
            for back in 2..=5 {
                add(42, &[fact(0), word(-back)]);
            }
            for ahead in 2..=4 {
                add(43, &[fact(0), word(ahead)]);
            }
            let letters: Vec<char> = std::iter::once('<')
                .chain(word(0).chars())
                .chain(std::iter::once('>'))
                .collect();
            for length in 2..=4 {
                for (place, window) in letters.windows(length).enumerate() {
                    let gram: String = window.iter().collect();
                    // Beginnings and ends say more than what lies between.
                    let family = if place == 0 {
                        50
                    } else if place + length == letters.len() {
                        51
                    } else {
                        52
                    };
                    add(family, &[&gram]);
                }
            }
            found.sort_unstable();
            found.dedup();
            found
        })
        .collect()
}

fn at(list: &[String], place: usize, offset: isize) -> &str {
    match place.checked_add_signed(offset) {
        Some(place) => list.get(place).map_or("behind the end", String::as_str),
        None => "before the start",
    }
}

/// Capitals as `A`, small letters as `a`, digits as `0`, and runs of each as long as three at most; figures keep theirs.
fn form(text: &str) -> String {
    let is_figure = text.chars().all(|letter| letter.is_ascii_digit());
    let most = if is_figure { 12 } else { 3 };
    let mut form = String::new();
    let mut run = 0;
    for letter in text.chars().take(MOST_LETTERS) {
        let kind = if letter.is_numeric() {
            '0'
        } else if letter.is_uppercase() {
            'A'
        } else if letter.is_alphabetic() {
            'a'
        } else {
            letter
        };
        run = if form.ends_with(kind) { run + 1 } else { 1 };
        if run <= most {
            form.push(kind);
        }
    }
    form
}

/// The kinds of fact that each part belongs to, and whether one begins there.
fn facts(text: &str, parts: &[Part<'_>]) -> Vec<String> {
    let reading = Reading::new(text);
    let found = entities::find(&reading, &NO_CATALOGUE, DateTime::<Utc>::UNIX_EPOCH);
    let mut kinds: Vec<BTreeMap<EntityKind, bool>> = vec![BTreeMap::new(); parts.len()];
    for entity in &found {
        for (part, kinds) in parts.iter().zip(&mut kinds) {
            if part.start < entity.end && entity.start < part.end {
                *kinds.entry(entity.kind).or_default() |= part.start <= entity.start;
            }
        }
    }
    kinds
        .into_iter()
        .map(|kinds| {
            kinds
                .into_iter()
                .map(|(kind, begins)| format!("{kind:?}{}", if begins { "+" } else { "" }))
                .collect::<String>()
        })
        .collect()
}

fn hash(family: u64, said: &[&str]) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ (family << 40);
    let joined = said.iter().fold(start, |joined, word| {
        word.bytes()
            .chain(std::iter::once(0))
            .fold(joined, |joined, byte| {
                (joined ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            })
    });
    let mixed = (joined ^ (joined >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_figures_and_marks_are_parts() {
        let found: Vec<&str> = parts("Don't pay €9.50, grüße!")
            .iter()
            .map(|part| part.text)
            .collect();
        assert_eq!(found, ["Don't", "pay", "€", "9", ".", "50", ",", "grüße", "!"]);
        let last = parts("für 2").pop().unwrap();
        assert_eq!((last.start, last.end), (4, 5));
    }

    #[test]
    fn figures_keep_their_length_and_words_their_case() {
        assert_eq!(form("123456"), "000000");
        assert_eq!(form("McDonald"), "AaAaaa");
    }
}
