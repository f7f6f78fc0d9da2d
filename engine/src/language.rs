//! The languages that Colloquy answers in.

use serde::{Deserialize, Serialize};

/// A language of the conversation. A text in any other language is [`Language::Other`] and goes to a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Dutch.
    Nl,
    /// German.
    De,
    /// French.
    Fr,
    /// Italian.
    It,
    /// Any language that Colloquy does not answer in.
    Other,
}

impl Language {
    /// The languages that are answered in.
    pub const SPOKEN: [Self; 5] = [Self::En, Self::Nl, Self::De, Self::Fr, Self::It];

    /// The ISO 639-1 code; `und` for a language that is not answered.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Nl => "nl",
            Self::De => "de",
            Self::Fr => "fr",
            Self::It => "it",
            Self::Other => "und",
        }
    }
}
