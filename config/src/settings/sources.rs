//! Where settings come from.

use std::{collections::BTreeMap, fmt, path::PathBuf};

use super::DEVELOPMENT;

/// The first part of a variable's name that makes it a setting.
pub const ENVIRONMENT_PREFIX: &str = "COLLOQUY__";

/// Everything that [`Settings::load`](super::Settings::load) looks at.
#[derive(Clone)]
pub struct Sources {
    /// The folder of `--config`.
    pub config_dir: Option<PathBuf>,
    /// The name of the profile.
    pub profile: String,
    /// The variables of the environment. Only those with the prefix are read; the rest may hold secrets.
    pub environment: BTreeMap<String, String>,
    /// What flags say: setting with dots, and value. Of two with the same name the later wins.
    pub overrides: Vec<(String, String)>,
}

impl Sources {
    /// Sources of a profile without a folder, with the given environment and without flags.
    #[must_use]
    pub fn new(profile: impl Into<String>, environment: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            config_dir: None,
            profile: profile.into(),
            environment: environment.into_iter().collect(),
            overrides: Vec::new(),
        }
    }

    /// Sources of a profile with the environment of this process. Variables that are not Unicode are left out.
    #[must_use]
    pub fn of_process(profile: impl Into<String>) -> Self {
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Self::new(profile, environment)
    }

    /// The same with a folder whose `default.toml` and `PROFILE.toml` are read.
    #[must_use]
    pub fn with_config_dir(mut self, folder: Option<PathBuf>) -> Self {
        self.config_dir = folder;
        self
    }

    /// The same with one flag more.
    #[must_use]
    pub fn with_override(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.overrides.push((key.into(), value.into()));
        self
    }
}

impl Default for Sources {
    /// The development profile with nothing laid over it.
    fn default() -> Self {
        Self::new(DEVELOPMENT, [])
    }
}

impl fmt::Debug for Sources {
    /// Shows no variable without the prefix: those may be secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named: Vec<(&String, &String)> = self
            .environment
            .iter()
            .filter(|(name, _)| name.starts_with(ENVIRONMENT_PREFIX))
            .collect();
        formatter
            .debug_struct("Sources")
            .field("config_dir", &self.config_dir)
            .field("profile", &self.profile)
            .field("environment", &named)
            .field("overrides", &self.overrides)
            .finish()
    }
}
