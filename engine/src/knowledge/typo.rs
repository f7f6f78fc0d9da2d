//! Words of the index that a shopper may have meant by a word the index does not hold.

use std::collections::HashMap;

use crate::spelling::Spelling;

/// What a word misspelt by a letter still counts for.
const MISSPELT: f32 = 0.85;
/// What a longer or shorter form of a word counts for (`member` for `membership`).
const DERIVED: f32 = 0.75;
/// The shortest stem whose longer forms are taken for the same word.
const DERIVED_FROM: usize = 5;
/// How many letters a form may add.
const DERIVED_BY: usize = 6;

/// The words of an index by their first letter: people seldom mistype that one, and it keeps the comparison short.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spellings {
    by_letter: HashMap<char, Vec<(Spelling, u32)>>,
}

impl Spellings {
    /// Makes a stem known under its term.
    pub fn insert(&mut self, stem: &str, term: u32) {
        if let Some(first) = stem.chars().next()
            && !stem.contains(' ')
        {
            self.by_letter
                .entry(first)
                .or_default()
                .push((Spelling::new(stem), term));
        }
    }

    /// The terms that `stem` may stand for, with what each counts for.
    pub fn near(&self, stem: &str) -> Vec<(u32, f32)> {
        let Some(candidates) = stem.chars().next().and_then(|first| self.by_letter.get(&first)) else {
            return Vec::new();
        };
        if holds_a_digit(stem) {
            return Vec::new();
        }
        let asked = Spelling::new(stem);
        let mut derived = Vec::new();
        let mut misspelt: Vec<(usize, u32)> = Vec::new();
        for (known, term) in candidates {
            if is_derived(&asked, known) {
                derived.push((*term, DERIVED));
            } else if let Some(distance) = typing_distance(&asked, known) {
                misspelt.push((distance, *term));
            }
        }
        let closest = misspelt.iter().map(|(distance, _)| *distance).min();
        derived.extend(
            misspelt
                .into_iter()
                .filter(|(distance, _)| Some(*distance) == closest)
                .map(|(_, term)| (term, MISSPELT)),
        );
        derived
    }
}

/// What `known` counts for as a slip or another form of `stem`; nothing when it is neither.
pub(crate) fn likeness(stem: &Spelling, known: &Spelling) -> f32 {
    let (word, other) = (stem.word(), known.word());
    if word.chars().next() != other.chars().next() || other.contains(' ') || holds_a_digit(word) {
        0.0
    } else if is_derived(stem, known) {
        DERIVED
    } else if typing_distance(stem, known).is_some() {
        MISSPELT
    } else {
        0.0
    }
}

/// A figure is never a slip of another figure.
fn holds_a_digit(stem: &str) -> bool {
    stem.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_derived(stem: &Spelling, known: &Spelling) -> bool {
    stem.length().min(known.length()) >= DERIVED_FROM
        && stem.length().abs_diff(known.length()) <= DERIVED_BY
        && (stem.word().starts_with(known.word()) || known.word().starts_with(stem.word()))
}

/// The edit distance where it is small enough, for words of this length, to be a slip of the finger.
fn typing_distance(stem: &Spelling, known: &Spelling) -> Option<usize> {
    let allowed = match stem.length() {
        0..4 => return None,
        4..8 => 1,
        _ => 2,
    };
    if known.length() < 4 {
        return None;
    }
    let distance = stem.distance(known, allowed)?;
    // Short words have real words one letter away ("rent", "sent"); only swapped letters are surely a slip.
    let swapped_only = stem.length() < 5;
    (!swapped_only || has_same_letters(stem.word(), known.word())).then_some(distance)
}

fn has_same_letters(left: &str, right: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(left) == sorted(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(words: &[&str]) -> Spellings {
        let mut spellings = Spellings::default();
        for (word, term) in words.iter().zip(0..) {
            spellings.insert(word, term);
        }
        spellings
    }

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        let spellings = known(&["refund", "warranti", "membership"]);
        assert_eq!(spellings.near("refnud"), [(0, MISSPELT)]);
        assert_eq!(spellings.near("warrenti"), [(1, MISSPELT)]);
        assert_eq!(spellings.near("member"), [(2, DERIVED)]);
    }

    #[test]
    fn a_short_word_is_not_taken_for_another_one() {
        assert!(known(&["rest", "sent", "size"]).near("rent").is_empty());
        assert!(known(&["2023"]).near("2024").is_empty());
    }
}
