//! Settings, sentences and flows of the folder of `--config`, taken up while the server runs.
//!
//! A shop is loaded with what the folder says then, so that turns that begin later go by it and turns under way keep
//! theirs. A folder that cannot be used changes nothing.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use parking_lot::RwLock;
use sha2::{Digest, Sha256};

use super::Rules;
use crate::bootstrap::{Place, Setup, StartError};

/// What all shops have in common, as the folder of `--config` says it now.
#[derive(Debug)]
pub struct LiveRules {
    place: Place,
    held: RwLock<Held>,
}

#[derive(Clone, Debug)]
struct Held {
    /// What the folder held when the rules were read, or when it was last refused; none where it cannot be read.
    folder: Option<[u8; 32]>,
    rules: Rules,
}

impl LiveRules {
    /// The rules of a start.
    ///
    /// # Errors
    /// When the sentences, flows or prices of the settings cannot be used.
    pub fn new(setup: &Setup) -> Result<Self, StartError> {
        let held = Held {
            folder: setup
                .place
                .config
                .as_deref()
                .and_then(|folder| digest(folder).ok()),
            rules: Rules::new(setup)?,
        };
        Ok(Self {
            place: setup.place.clone(),
            held: RwLock::new(held),
        })
    }

    /// The rules of now; reads files where there is a folder.
    #[must_use]
    pub fn current(&self) -> Rules {
        // A folder that is just being put in place is read at the next load.
        let folder = self
            .place
            .config
            .as_deref()
            .and_then(|folder| digest(folder).ok());
        let held = self.held.read().clone();
        if folder.is_none() || folder == held.folder {
            return held.rules;
        }
        let read = Setup::of_process(self.place.clone(), &[], false).and_then(|setup| Rules::new(&setup));
        let rules = match read {
            Ok(rules) => {
                tracing::info!(
                    event_type = "configuration_taken_up",
                    version = rules.version,
                    "turns that begin from now on go by the published configuration"
                );
                rules
            }
            Err(error) => {
                tracing::error!(
                    event_type = "configuration_refused",
                    error_code = "settings",
                    "the configuration cannot be used, the one before stays: {error}"
                );
                held.rules
            }
        };
        *self.held.write() = Held {
            folder,
            rules: rules.clone(),
        };
        rules
    }
}

/// What a folder and those within it hold.
fn digest(folder: &Path) -> io::Result<[u8; 32]> {
    let mut digest = Sha256::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut paths = fs::read_dir(&folder)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<PathBuf>>>()?;
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            digest.update(path.to_string_lossy().as_bytes());
            digest.update([0]);
            digest.update(fs::read(&path)?);
            digest.update([0]);
        }
    }
    Ok(digest.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threshold(rules: &LiveRules) -> f32 {
        rules.current().gate.threshold
    }

    #[test]
    fn a_published_threshold_counts_from_the_next_load_and_a_broken_one_changes_nothing() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let write = |text: &str| {
            fs::write(place.path().join("development.toml"), text).expect("a temporary folder");
        };
        write("[gate]\nthreshold = 0.9\n");
        let place = Place {
            data: place.path().join("data"),
            config: Some(place.path().to_owned()),
            profile: "development".to_owned(),
        };
        let setup = Setup::of_process(place, &[], false).expect("it can be used");
        let rules = LiveRules::new(&setup).expect("it can be used");
        let version = rules.current().version;
        assert!((threshold(&rules) - 0.9).abs() < 1e-6);
        write("[gate]\nthreshhold = 0.5\n");
        assert!((threshold(&rules) - 0.9).abs() < 1e-6, "a broken one");
        assert_eq!(rules.current().version, version);
        write("[gate]\nthreshold = 0.5\n");
        assert!((threshold(&rules) - 0.5).abs() < 1e-6, "the next one");
        assert_ne!(rules.current().version, version);
    }
}
