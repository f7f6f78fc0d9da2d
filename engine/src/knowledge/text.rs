//! From a text to the words that are compared.

use std::{cell::RefCell, collections::HashMap};

use hashlink::LruCache;
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use crate::language::Language;

/// Stems that a thread keeps of each language: a word of a question is looked up as a word of every language.
const MOST_STEMS: usize = 2_048;
/// Bytes of the longest word whose stem is kept.
const LONGEST_KEPT: usize = 40;

thread_local! {
    /// A stem follows from its word, and few words make most of what is said.
    static STEMS: RefCell<HashMap<Language, LruCache<String, String>>> = RefCell::default();
}

/// A text in compatibility form, lower case, with one kind of apostrophe.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        // In compatibility form already.
        return text.to_ascii_lowercase().replace('`', "'");
    }
    text.nfkc()
        .flat_map(char::to_lowercase)
        .map(|character| {
            if matches!(character, '’' | '‘' | '`' | '´') {
                '\''
            } else {
                character
            }
        })
        .collect()
}

/// The words of a text, folded, in order, without punctuation. An English possessive loses its ending.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .unicode_words()
        .map(|word| {
            // A mark without a letter to stand on takes the space before it along.
            let word = word.trim().trim_end_matches('\'');
            word.strip_suffix("'s").unwrap_or(word).to_owned()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// What stands after a French or Italian elision: `l'adresse` is about `adresse`.
pub(crate) fn without_elision(word: &str, language: Language) -> &str {
    if !matches!(language, Language::Fr | Language::It) {
        return word;
    }
    match word.split_once('\'') {
        Some((before, after)) if !after.is_empty() && before.chars().count() <= 5 => after,
        _ => word,
    }
}

/// The stem of a folded word, without accents: people leave them out. A word with a digit is a name or a
/// figure and stays whole; so does every word of a language without a stemmer.
#[must_use]
pub fn stem(word: &str, language: Language) -> String {
    if word.chars().any(|character| character.is_ascii_digit()) {
        return word.to_owned();
    }
    if word.len() > LONGEST_KEPT {
        return stem_of(word, language);
    }
    STEMS.with_borrow_mut(|stems| {
        let known = stems.entry(language).or_insert_with(|| LruCache::new(MOST_STEMS));
        if let Some(stem) = known.get(word) {
            return stem.clone();
        }
        let stem = stem_of(word, language);
        known.insert(word.to_owned(), stem.clone());
        stem
    })
}

fn stem_of(word: &str, language: Language) -> String {
    let algorithm = match language {
        Language::En => Algorithm::English,
        Language::Nl => Algorithm::Dutch,
        Language::De => Algorithm::German,
        Language::Fr => Algorithm::French,
        Language::It => Algorithm::Italian,
        Language::Other => return plain(word),
    };
    plain(&Stemmer::create(algorithm).stem(without_elision(word, language)))
}

/// The word without accents.
pub(crate) fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    word.nfkd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(unfolded)
        .collect()
}

fn unfolded(character: char) -> impl Iterator<Item = char> {
    let letters: [Option<char>; 2] = match character {
        'ß' => [Some('s'), Some('s')],
        'œ' => [Some('o'), Some('e')],
        'æ' => [Some('a'), Some('e')],
        'ø' => [Some('o'), None],
        other => [Some(other), None],
    };
    letters.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_written_differently_compare_equal() {
        assert_eq!(words("Ｗhat’s the SIZE?"), ["what", "the", "size"]);
        assert_eq!(stem("shipping", Language::En), stem("shipped", Language::En));
        assert_eq!(stem("rückgabe", Language::De), stem("ruckgabe", Language::De));
        assert_eq!(stem("l'adresse", Language::Fr), stem("adresse", Language::Fr));
    }

    #[test]
    fn a_mark_that_stands_alone_is_one_word_whatever_space_is_before_it() {
        assert_eq!(words("a\nͺ.b"), words("a ͺ.b"));
        assert!(words("a  ͺ.b").iter().all(|word| word.trim() == word));
    }

    #[test]
    fn names_with_digits_are_not_stemmed() {
        assert_eq!(stem("prod_001s", Language::En), "prod_001s");
    }

    proptest! {
        #[test]
        fn any_text_in_any_language_can_be_stemmed(text in "\\PC{0,120}") {
            for language in [Language::En, Language::Nl, Language::De, Language::Fr, Language::It, Language::Other] {
                for word in words(&text) {
                    let _ = stem(&word, language);
                }
            }
        }
    }
}
