//! What can be wrong with settings.

use std::{fmt, path::PathBuf};

/// Where a value came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Compiled in.
    #[default]
    Default,
    /// The compiled-in file of a profile.
    Profile(String),
    /// A file of the folder of `--config`.
    File(PathBuf),
    /// A variable of the environment.
    Environment(String),
    /// A flag.
    Flag(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("the built-in default.toml"),
            Self::Profile(profile) => write!(formatter, "the built-in {profile}.toml"),
            Self::File(path) => write!(formatter, "{}", path.display()),
            Self::Environment(name) => write!(formatter, "the variable {name}"),
            Self::Flag(key) => write!(formatter, "the flag for {key}"),
        }
    }
}

/// Why settings were refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// A file that is there cannot be read.
    #[error("cannot read {}: {reason}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A file is not TOML.
    #[error("{origin} is not valid TOML: {reason}")]
    Syntax {
        /// The file.
        origin: Origin,
        /// Line and cause.
        reason: String,
    },
    /// No settings are known for the profile.
    #[error("unknown profile {profile:?}{}", nearest_hint(nearest))]
    UnknownProfile {
        /// As it was named.
        profile: String,
        /// The most similar profile there is.
        nearest: Option<String>,
    },
    /// No setting has this name.
    #[error("unknown setting {key:?} in {origin}{}", nearest_hint(nearest))]
    UnknownKey {
        /// As it was written, with dots.
        key: String,
        /// Where it was written.
        origin: Origin,
        /// The most similar name there is.
        nearest: Option<String>,
    },
    /// A value is of the wrong kind or out of its range.
    #[error("setting {key:?} in {origin}: {reason}")]
    Value {
        /// The setting, with dots.
        key: String,
        /// Where the value was written.
        origin: Origin,
        /// What is wrong with it.
        reason: String,
    },
    /// A value makes no sense, alone or beside others.
    #[error("setting {key:?}: {reason}")]
    Inconsistent {
        /// The setting, with dots.
        key: &'static str,
        /// What it must be.
        reason: String,
    },
    /// A secret of the environment cannot be used.
    #[error("the variable {name}: {reason}")]
    Secret {
        /// The variable.
        name: &'static str,
        /// What is wrong with it, without its value.
        reason: &'static str,
    },
    /// The settings cannot be written as TOML.
    #[error("cannot print the settings: {0}")]
    Print(String),
}

impl SettingsError {
    /// A stable name for scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read { .. } => "settings_unreadable",
            Self::Syntax { .. } => "settings_syntax",
            Self::UnknownProfile { .. } => "unknown_profile",
            Self::UnknownKey { .. } => "unknown_setting",
            Self::Value { .. } => "bad_setting",
            Self::Inconsistent { .. } => "inconsistent_settings",
            Self::Secret { .. } => "bad_secret",
            Self::Print(_) => "settings_unprintable",
        }
    }
}

fn nearest_hint(nearest: &Option<String>) -> String {
    nearest
        .as_ref()
        .map_or_else(String::new, |name| format!(", did you mean {name:?}?"))
}
