//! The sentences of the assistant, by code and language.

use std::collections::{BTreeMap, HashMap};

use crate::language::Language;

/// Sentences with `{name}` places, by language and code.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    by_language: HashMap<Language, BTreeMap<String, String>>,
}

impl Texts {
    /// Takes one table of sentences per language.
    #[must_use]
    pub fn new(by_language: HashMap<Language, BTreeMap<String, String>>) -> Self {
        Self { by_language }
    }

    /// The sentence of a code, in English where the language has none; the code itself where nobody has.
    #[must_use]
    pub fn get<'a>(&'a self, language: Language, code: &'a str) -> &'a str {
        let find = |language| self.by_language.get(&language).and_then(|texts| texts.get(code));
        find(language)
            .or_else(|| find(Language::En))
            .map_or(code, String::as_str)
    }

    /// The sentence that a language itself has for a code.
    #[must_use]
    pub fn own(&self, language: Language, code: &str) -> Option<&str> {
        self.by_language.get(&language)?.get(code).map(String::as_str)
    }

    /// The sentence of a code with its places filled.
    #[must_use]
    pub fn fill(&self, language: Language, code: &str, places: &[(&str, &str)]) -> String {
        let mut sentence = self.get(language, code).to_owned();
        for (name, value) in places {
            sentence = sentence.replace(&format!("{{{name}}}"), value);
        }
        sentence
    }

    /// The codes that a language has.
    #[must_use]
    pub fn codes(&self, language: Language) -> Vec<&str> {
        self.by_language
            .get(&language)
            .into_iter()
            .flat_map(BTreeMap::keys)
            .map(String::as_str)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Texts {
        let english = [("hello", "Hello {name}."), ("flood", "Please wait.")];
        let german = [("hello", "Hallo {name}.")];
        let table = |pairs: &[(&str, &str)]| {
            pairs
                .iter()
                .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
                .collect()
        };
        Texts::new(HashMap::from([
            (Language::En, table(&english)),
            (Language::De, table(&german)),
        ]))
    }

    #[test]
    fn a_missing_translation_falls_back_to_english() {
        assert_eq!(
            texts().fill(Language::De, "hello", &[("name", "Ida")]),
            "Hallo Ida."
        );
        assert_eq!(texts().get(Language::De, "flood"), "Please wait.");
    }
}
