//! What a model is instructed with: texts with places, told apart by their digests.

use sha2::{Digest, Sha256};

use crate::port::model::PromptVersion;

/// Every prompt there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompts {
    /// For planning.
    pub plan: Prompt,
    /// For writing.
    pub write: Prompt,
    /// For saying what a message wants.
    pub classify: Prompt,
}

/// A text with `{name}` places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    version: PromptVersion,
    text: String,
}

impl Prompt {
    /// A prompt by its name; its version is a digest of the text.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        let hash = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self {
            version: PromptVersion {
                name: name.to_owned(),
                hash,
            },
            text: text.to_owned(),
        }
    }

    /// A prompt that is only known by its version, as a trace tells it.
    #[must_use]
    pub fn recorded(version: PromptVersion) -> Self {
        Self {
            version,
            text: String::new(),
        }
    }

    /// Which text it is.
    #[must_use]
    pub fn version(&self) -> PromptVersion {
        self.version.clone()
    }

    /// The text with its places filled. A value is never read for places itself.
    #[must_use]
    pub fn fill(&self, places: &[(&str, &str)]) -> String {
        let mut filled = String::with_capacity(self.text.len());
        let mut rest = self.text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let place = places
                .iter()
                .find(|(name, _)| after.starts_with(name) && after[name.len()..].starts_with('}'));
            match place {
                Some((name, value)) => {
                    filled.push_str(value);
                    rest = &after[name.len() + 1..];
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }
}

/// A language by its English name, as models know it best.
#[must_use]
pub fn language_name(language: crate::language::Language) -> &'static str {
    use crate::language::Language;
    match language {
        Language::Nl => "Dutch",
        Language::De => "German",
        Language::Fr => "French",
        Language::It => "Italian",
        Language::En | Language::Other => "English",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_braces_of_values_stay_as_they_are() {
        let prompt = Prompt::new("plan", "{shop} says {\"a\": {b}} to {shop}.");
        assert_eq!(
            prompt.fill(&[("shop", "{b}"), ("b", "x")]),
            "{b} says {\"a\": x} to {b}."
        );
    }

    #[test]
    fn another_text_is_another_version() {
        let version = |text| Prompt::new("plan", text).version();
        assert_eq!(version("a"), version("a"));
        assert_ne!(version("a").hash, version("b").hash);
    }
}
