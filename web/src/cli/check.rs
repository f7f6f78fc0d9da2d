//! `colloquy config check` and `colloquy version`.

use clap::Subcommand;

use super::{Failure, Global};
use crate::bootstrap::{Setup, StartError};

/// What can be done with the settings.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Checks the settings and prints the effective ones.
    Check,
}

pub(super) fn run(global: &Global, command: &ConfigCommand) -> Result<(), Failure> {
    let ConfigCommand::Check = command;
    let setup = Setup::of_process(global.place(), &[], false)?;
    crate::bootstrap::shops::Rules::new(&setup)?;
    if global.json {
        let printed = serde_json::to_string_pretty(&setup.settings).map_err(anyhow::Error::from)?;
        println!("{printed}");
    } else {
        let printed = setup.settings.effective_toml().map_err(StartError::from)?;
        println!("# Profile {}\n{printed}", setup.settings.profile);
    }
    Ok(())
}

pub(super) fn version(global: &Global) {
    let (version, build) = (env!("CARGO_PKG_VERSION"), if cfg!(debug_assertions) { "debug" } else { "release" });
    if global.json {
        println!("{}", serde_json::json!({ "version": version, "build": build, "target": std::env::consts::ARCH }));
    } else {
        println!("colloquy {version} ({build}, {}-{})", std::env::consts::ARCH, std::env::consts::OS);
    }
}
