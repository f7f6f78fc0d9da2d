//! The built-in model: learnt from the examples that are compiled in, once for each version of them.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use colloquy_config::utterances::labelled;
use colloquy_engine::understanding::{
    Example, LinearModel, LiveExamples, OwnExamples, TrainingError, TrainingSet, TrainingSettings,
    Understander,
};
use sha2::{Digest, Sha256};

use super::{Setup, StartError};

/// Grows when what is learnt from the same examples changes.
const RECIPE: u32 = 7;

/// The built-in model: from the data folder when it was learnt before, else learnt and kept there.
///
/// # Errors
/// When the examples cannot be learnt from.
pub async fn load(setup: &Setup) -> Result<Arc<Understander>, StartError> {
    let folder = setup.place.data.join("index");
    let learnt = tokio::task::spawn_blocking(move || {
        let version = fingerprint(&examples());
        cached(folder).map(|model| (model, version))
    });
    let (model, version) = learnt.await??;
    Ok(Arc::new(Understander::new(Arc::new(model)).named(&version)))
}

/// Teaches the built-in model what a shop's people have put right.
#[derive(Debug)]
pub struct Teacher {
    understander: Arc<Understander>,
    own: OnceLock<OwnExamples>,
}

impl Teacher {
    /// Teaches on top of a model that was learnt from the examples that are compiled in.
    #[must_use]
    pub fn new(understander: Arc<Understander>) -> Self {
        Self {
            understander,
            own: OnceLock::new(),
        }
    }

    /// Learns a shop's examples; CPU work of some milliseconds, and of a tenth of a second the first time.
    #[must_use]
    pub fn learn(&self, taught: &[Example]) -> LiveExamples {
        if taught.is_empty() {
            return LiveExamples::default();
        }
        let model = self.understander.model();
        let own = self.own.get_or_init(|| OwnExamples::new(model, &examples()));
        LiveExamples::learn(model, own, taught)
    }
}

/// What a shop's examples add to the name of the model's version.
#[must_use]
pub fn version_of(taught: &[Example]) -> String {
    if taught.is_empty() {
        return String::new();
    }
    let set = TrainingSet {
        examples: taught.to_vec(),
    };
    format!("+{}", fingerprint(&set))
}

/// The same on the calling thread, for commands that serve nobody meanwhile.
///
/// # Errors
/// When the examples cannot be learnt from.
pub fn cached_or_learnt(setup: &Setup) -> Result<LinearModel, TrainingError> {
    cached(setup.place.data.join("index"))
}

fn train(set: &TrainingSet) -> Result<LinearModel, TrainingError> {
    let began = std::time::Instant::now();
    let (model, report) = LinearModel::train(set, &TrainingSettings::for_conversations())?;
    let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(
        event_type = "understanding_learnt",
        examples = set.examples.len(),
        accuracy = report.accuracy,
        duration_ms,
        "the built-in model is learnt"
    );
    Ok(model)
}

fn examples() -> TrainingSet {
    let examples = labelled().map(|(text, label)| Example { text, label });
    TrainingSet {
        examples: examples.collect(),
    }
}

fn cached(folder: PathBuf) -> Result<LinearModel, TrainingError> {
    let set = examples();
    let path = folder.join(format!("understanding-{}.model", fingerprint(&set)));
    if let Ok(bytes) = std::fs::read(&path) {
        match LinearModel::from_bytes(&bytes) {
            Ok(model) => return Ok(model),
            Err(error) => tracing::warn!(
                event_type = "understanding_unreadable",
                error_code = "file",
                "{}: {error}; it is learnt anew",
                path.display()
            ),
        }
    }
    let model = train(&set)?;
    let kept = std::fs::create_dir_all(&folder)
        .and_then(|()| crate::lifecycle::files::write_whole(&path, &model.to_bytes()));
    if let Err(error) = kept {
        // The next start learns again; nothing else is lost.
        tracing::warn!(
            event_type = "understanding_not_kept",
            error_code = "file",
            "{}: {error}",
            path.display()
        );
    }
    Ok(model)
}

fn fingerprint(set: &TrainingSet) -> String {
    let mut digest = Sha256::new();
    digest.update(env!("CARGO_PKG_VERSION"));
    digest.update(RECIPE.to_le_bytes());
    for Example { text, label } in &set.examples {
        digest.update(label);
        digest.update([0]);
        digest.update(text);
        digest.update([0]);
    }
    hex::encode(digest.finalize()).chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_that_was_held_back_is_understood_as_it_was_meant() {
        let settings = TrainingSettings {
            learn_from_held_back: false,
            ..TrainingSettings::for_conversations()
        };
        let (_, report) =
            LinearModel::train(&examples(), &settings).expect("the examples can be learnt from");
        assert!(report.accuracy >= 0.84, "{report:?}");
        assert!(report.oos_recall >= 0.80, "{report:?}");
    }

    #[test]
    fn a_model_learnt_once_is_read_back_the_next_time() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let first = cached(folder.path().to_owned()).expect("the examples can be learnt from");
        let kept: Vec<_> = std::fs::read_dir(folder.path())
            .expect("it was made")
            .flatten()
            .collect();
        assert_eq!(kept.len(), 1);
        let whole = std::fs::read(kept[0].path()).expect("the file");
        for length in [0, 1, whole.len() / 2, whole.len() - 1] {
            // A file that was written half way is learnt anew.
            assert!(LinearModel::from_bytes(&whole[..length]).is_err(), "{length}");
        }
        let again = cached(folder.path().to_owned()).expect("it is there");
        assert_eq!(
            first.predict("where is my order"),
            again.predict("where is my order")
        );
        // Half of a file, as a power cut leaves it, is no model: it is learnt anew and kept whole.
        let path = kept[0].path();
        let whole = std::fs::read(&path).expect("it is there");
        std::fs::write(&path, &whole[..whole.len() / 2]).expect("it can be written");
        let anew = cached(folder.path().to_owned()).expect("it is learnt again");
        assert_eq!(
            first.predict("where is my order"),
            anew.predict("where is my order")
        );
        assert_eq!(std::fs::read(&path).expect("it was kept"), whole);
    }

    #[test]
    fn other_examples_have_another_fingerprint() {
        let mut set = examples();
        let before = fingerprint(&set);
        set.examples.push(Example {
            text: "a".to_owned(),
            label: "b".to_owned(),
        });
        assert_ne!(before, fingerprint(&set));
    }
}
