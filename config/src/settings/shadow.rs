//! Another configuration, tried beside the one in force.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Which turns are run a second time, and on what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShadowSettings {
    /// The folder of the other configuration, as for `--config`; empty for none.
    pub config: String,
    /// Turns of a hundred that are run on it too.
    pub percent: u8,
    /// Days that what came of them is kept.
    pub kept_days: u16,
}

impl ShadowSettings {
    /// The folder, where any turn is run on it.
    #[must_use]
    pub fn folder(&self) -> Option<PathBuf> {
        let is_on = self.percent > 0 && !self.config.is_empty();
        is_on.then(|| PathBuf::from(&self.config))
    }
}
