//! The assistant's sentences by language and code, from `texts/LANG.toml`.
//!
//! A sentence has places in braces, such as `{name}`; whoever says it fills them. The folder of `--config` may hold
//! `texts/LANG.toml` with some of the codes to say things in the shop's own way.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use crate::assets::{TextFiles, text};

/// The languages that sentences are kept in, by ISO 639-1 code; the first has every code by definition.
pub const LANGUAGES: [&str; 5] = ["en", "nl", "de", "fr", "it"];

/// What codes begin with that only a flow of the shop's own says.
const OF_A_FLOW: &str = "flow_";

/// Sentences by code, by language.
pub type Texts = BTreeMap<String, BTreeMap<String, String>>;

/// Why sentences were refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextsError {
    /// A file of the folder is there and cannot be read.
    #[error("cannot read {}: {reason}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A file is not a table of sentences.
    #[error("sentences of {language:?}: {reason}")]
    Syntax {
        /// The language.
        language: String,
        /// Line and cause.
        reason: String,
    },
    /// A code that nothing asks for.
    #[error("sentences of {language:?}: nobody says {code:?}")]
    UnknownCode {
        /// The language.
        language: String,
        /// The code.
        code: String,
    },
    /// A sentence that has other places than the built-in one.
    #[error("sentences of {language:?}: {code:?} needs the places {expected:?}")]
    Places {
        /// The language.
        language: String,
        /// The code.
        code: String,
        /// The places that are filled.
        expected: Vec<String>,
    },
}

/// Reads the built-in sentences and lays those of a folder over them.
///
/// # Errors
/// When a file is not a table of sentences, or the folder has a code or a place that is not known.
pub fn load(config_dir: Option<&Path>) -> Result<Texts, TextsError> {
    let mut texts = Texts::new();
    for language in LANGUAGES {
        let built_in = text::<TextFiles>(&format!("{language}.toml")).unwrap_or_default();
        texts.insert(language.to_owned(), parse(language, &built_in)?);
    }
    if let Some(folder) = config_dir {
        for (language, sentences) in &mut texts {
            lay_over(
                language,
                sentences,
                &folder.join("texts").join(format!("{language}.toml")),
            )?;
        }
    }
    Ok(texts)
}

/// The places of a sentence.
#[must_use]
pub fn places(sentence: &str) -> BTreeSet<&str> {
    sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

fn lay_over(language: &str, sentences: &mut BTreeMap<String, String>, path: &Path) -> Result<(), TextsError> {
    let own = match fs::read_to_string(path) {
        Ok(own) => own,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(TextsError::Read {
                path: path.to_owned(),
                reason: error.to_string(),
            });
        }
    };
    for (code, sentence) in parse(language, &own)? {
        let Some(present) = sentences.get_mut(&code) else {
            if code.starts_with(OF_A_FLOW) {
                // What the shop's own flows say; `flows check` holds it against them.
                sentences.insert(code, sentence);
                continue;
            }
            return Err(TextsError::UnknownCode {
                language: language.to_owned(),
                code,
            });
        };
        if !places(&sentence).is_subset(&places(present)) {
            let expected = places(present).into_iter().map(str::to_owned).collect();
            return Err(TextsError::Places {
                language: language.to_owned(),
                code,
                expected,
            });
        }
        *present = sentence;
    }
    Ok(())
}

fn parse(language: &str, text: &str) -> Result<BTreeMap<String, String>, TextsError> {
    toml::from_str(text).map_err(|error: toml::de::Error| TextsError::Syntax {
        language: language.to_owned(),
        reason: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> Texts {
        load(None).expect("built-in sentences")
    }

    #[test]
    fn every_language_has_every_code_with_the_same_places() {
        let texts = built_in();
        let english = &texts["en"];
        assert!(english.len() >= 45, "{} codes", english.len());
        for language in LANGUAGES {
            let sentences = &texts[language];
            let codes: Vec<&String> = sentences.keys().collect();
            assert_eq!(codes, english.keys().collect::<Vec<_>>(), "{language}");
            for (code, sentence) in sentences {
                assert_eq!(places(sentence), places(&english[code]), "{language} {code}");
                assert!(!sentence.trim().is_empty(), "{language} {code}");
            }
        }
    }

    #[test]
    fn translations_are_not_the_english_sentences() {
        let texts = built_in();
        for language in &LANGUAGES[1..] {
            for (code, sentence) in &texts[*language] {
                let words = sentence.split(' ').filter(|word| !word.contains('{')).count();
                assert!(words < 3 || sentence != &texts["en"][code], "{language} {code}");
            }
        }
    }

    #[test]
    fn promised_sentences_are_said_word_for_word() {
        let english = &built_in()["en"];
        for (code, sentence) in [
            ("checking", "We're checking, expect a follow-up."),
            (
                "not_found_handoff",
                "I couldn't find information about that. Let me escalate to our team.",
            ),
            ("human_requested", "Connecting you with our team now."),
            (
                "flood",
                "I'm processing your messages. Please wait for my response before sending more.",
            ),
            (
                "upset",
                "I understand you're upset. A human representative will contact you within {hours}.",
            ),
            (
                "enterprise_pricing",
                "I'd be happy to discuss Enterprise pricing. Let me connect you with our sales team.",
            ),
            (
                "handoff_dixa",
                "I'll connect you with a colleague who can help you better with this.",
            ),
            ("expected_time", "A team member will contact you within {hours}."),
        ] {
            assert_eq!(english[code], sentence);
        }
    }

    #[test]
    fn a_folder_may_say_it_its_own_way_but_not_with_other_places() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("texts").join("de.toml");
        fs::create_dir(folder.path().join("texts")).expect("a temporary folder");
        let lay = |text: &str| {
            fs::write(&file, text).expect("a temporary folder");
            load(Some(folder.path()))
        };
        let texts = lay("cart_empty = \"Noch nichts drin.\"").expect("one known code");
        assert_eq!(texts["de"]["cart_empty"], "Noch nichts drin.");
        assert_eq!(texts["en"]["cart_empty"], built_in()["en"]["cart_empty"]);
        let unknown = lay("cart_emtpy = \"\"").expect_err("no such code");
        assert!(matches!(unknown, TextsError::UnknownCode { .. }));
        let places = lay("removed = \"{nam} ist weg.\"").expect_err("no such place");
        assert!(places.to_string().contains("\"name\""), "{places}");
    }
}
