//! Letters by language and by what they are about, from `letters/LANG.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    assets::{LetterFiles, text},
    texts::LANGUAGES,
};

/// A letter with places in braces, such as `{name}`; whoever writes it fills them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterText {
    /// The subject.
    pub subject: String,
    /// The text, without formatting.
    pub text: String,
}

/// Letters by what they are about, by language.
pub type Letters = BTreeMap<String, BTreeMap<String, LetterText>>;

/// The built-in letters. A test holds that every language has all of them.
#[must_use]
pub fn letters() -> Letters {
    let of_language = |language: &str| {
        let written = text::<LetterFiles>(&format!("{language}.toml")).unwrap_or_default();
        toml::from_str(&written).unwrap_or_default()
    };
    let all = LANGUAGES.into_iter();
    all.map(|language| (language.to_owned(), of_language(language)))
        .collect()
}

/// Why a person is needed, by its stable word, by language.
pub type Reasons = BTreeMap<String, BTreeMap<String, String>>;

/// The built-in words for why a person is needed. A test holds that every language has the same.
#[must_use]
pub fn reasons() -> Reasons {
    let written = text::<LetterFiles>("reasons.toml").unwrap_or_default();
    toml::from_str(&written).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn places(letter: &LetterText) -> BTreeSet<String> {
        let whole = format!("{}{}", letter.subject, letter.text);
        let parts = whole.split('{').skip(1);
        parts
            .map(|part| part.split('}').next().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn every_language_tells_every_reason() {
        let reasons = reasons();
        assert!(LANGUAGES.iter().all(|language| reasons.contains_key(*language)));
        let english = &reasons["en"];
        assert!(english.len() > 10);
        for (language, words) in &reasons {
            assert!(words.keys().eq(english.keys()), "{language}");
            assert!(words.values().all(|word| !word.is_empty()), "{language}");
        }
    }

    #[test]
    fn every_language_has_every_letter_with_the_same_places() {
        let letters = letters();
        assert_eq!(letters.len(), LANGUAGES.len());
        let english = &letters["en"];
        assert_eq!(english.len(), 5);
        for (language, written) in &letters {
            assert!(written.keys().eq(english.keys()), "{language}");
            for (about, letter) in written {
                assert_eq!(places(letter), places(&english[about]), "{language} {about}");
                assert!(!letter.subject.is_empty() && !letter.subject.contains('\n'));
            }
        }
    }
}
