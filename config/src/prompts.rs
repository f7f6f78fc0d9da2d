//! What a language model is instructed with, from `prompts/NAME.md`.
//!
//! A prompt has places in braces, such as `{shop}`. The folder of `--config` may hold `prompts/NAME.md` to instruct it in
//! another way; the traces of turns name each version by its digest.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    assets::{PromptFiles, text},
    texts::places,
};

/// The prompts there are.
pub const NAMES: [&str; 3] = ["plan", "write", "classify"];

/// Why a prompt was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PromptsError {
    /// A file of the folder is there and cannot be read.
    #[error("cannot read {}: {reason}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A prompt says nothing.
    #[error("the prompt {0:?} is empty")]
    Empty(String),
    /// A place that nothing fills.
    #[error("the prompt {name:?} has the place {place:?}; there are {known:?}")]
    Place {
        /// The prompt.
        name: String,
        /// The place.
        place: String,
        /// What is filled.
        known: Vec<String>,
    },
}

/// The places that are filled in every prompt.
const PLACES: [&str; 3] = ["agent", "language", "shop"];

/// Reads the built-in prompts and puts those of a folder in their place.
///
/// # Errors
/// When a file of the folder cannot be read, is empty, or has a place that nothing fills.
pub fn load(config_dir: Option<&Path>) -> Result<BTreeMap<String, String>, PromptsError> {
    let mut prompts = BTreeMap::new();
    for name in NAMES {
        let own = match config_dir {
            Some(folder) => read(&folder.join("prompts").join(format!("{name}.md")))?,
            None => None,
        };
        let prompt = match own {
            Some(own) => own,
            None => text::<PromptFiles>(&format!("{name}.md")).unwrap_or_default(),
        };
        check(name, &prompt)?;
        prompts.insert(name.to_owned(), prompt);
    }
    Ok(prompts)
}

fn read(path: &Path) -> Result<Option<String>, PromptsError> {
    match fs::read_to_string(path) {
        Ok(prompt) => Ok(Some(prompt)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PromptsError::Read {
            path: path.to_owned(),
            reason: error.to_string(),
        }),
    }
}

fn check(name: &str, prompt: &str) -> Result<(), PromptsError> {
    if prompt.trim().is_empty() {
        return Err(PromptsError::Empty(name.to_owned()));
    }
    let is_place = |place: &&str| {
        place
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == '_')
    };
    match places(prompt)
        .into_iter()
        .filter(is_place)
        .find(|place| !PLACES.contains(place))
    {
        None => Ok(()),
        Some(place) => Err(PromptsError::Place {
            name: name.to_owned(),
            place: place.to_owned(),
            known: PLACES.map(str::to_owned).to_vec(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_prompts_can_be_used() {
        let prompts = load(None).expect("they are good");
        assert!(NAMES.iter().all(|name| prompts.contains_key(*name)));
    }

    #[test]
    fn a_shop_instructs_its_model_in_its_own_way() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("prompts")).expect("made");
        let path = folder.path().join("prompts/write.md");
        fs::write(&path, "Speak like {agent}, in {language}. {\"json\": 1}").expect("written");
        let prompts = load(Some(folder.path())).expect("it is good");
        assert!(prompts["write"].starts_with("Speak like"));
        assert!(prompts["plan"].contains("answer_question"), "the other one stays");

        fs::write(&path, "Speak like {hero}.").expect("written");
        let refused = load(Some(folder.path()))
            .expect_err("nobody fills it")
            .to_string();
        assert!(refused.contains("hero") && refused.contains("shop"), "{refused}");
        fs::write(&path, " ").expect("written");
        assert_eq!(
            load(Some(folder.path())),
            Err(PromptsError::Empty("write".to_owned()))
        );
    }
}
