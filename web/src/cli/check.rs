//! `colloquy config`, `colloquy openapi` and `colloquy version`.

use clap::Subcommand;

use super::{Failure, Global, publish};
use crate::bootstrap::{Setup, StartError, model, shops::Rules};

/// What can be done with the settings.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Checks the settings and prints the effective ones.
    Check,
    /// Puts a folder in the place of that of `--config`, if it breaks no golden of any business.
    Publish(publish::PublishArgs),
}

pub(super) fn run(global: &Global, command: &ConfigCommand) -> Result<(), Failure> {
    if let ConfigCommand::Publish(args) = command {
        return publish::run(global, args);
    }
    // A linter's exit code: a fault that was looked for and found is 1, as it is for `flows check`.
    let setup = checked(global).map_err(|error| Failure::Found(error.to_string()))?;
    if global.json {
        let printed = serde_json::to_string_pretty(&setup.settings).map_err(anyhow::Error::from)?;
        println!("{printed}");
    } else {
        let printed = setup.settings.effective_toml().map_err(StartError::from)?;
        println!("# Profile {}\n{printed}", setup.settings.profile);
    }
    Ok(())
}

/// Settings, sentences and prices as a start would take them.
fn checked(global: &Global) -> Result<Setup, StartError> {
    let setup = Setup::of_process(global.place(), &[], false)?;
    Rules::new(&setup)?;
    model::told(&setup)?;
    Ok(setup)
}

/// Prints the description of the API, from which the pages' types are made.
pub(super) fn openapi() -> Result<(), Failure> {
    let described =
        serde_json::to_string_pretty(&crate::server::description()).map_err(anyhow::Error::from)?;
    println!("{described}");
    Ok(())
}

pub(super) fn version(global: &Global) {
    let (version, build) = (
        env!("CARGO_PKG_VERSION"),
        if cfg!(debug_assertions) {
            "debug"
        } else {
            "release"
        },
    );
    if global.json {
        println!(
            "{}",
            serde_json::json!({ "version": version, "build": build, "target": std::env::consts::ARCH })
        );
    } else {
        println!(
            "colloquy {version} ({build}, {}-{})",
            std::env::consts::ARCH,
            std::env::consts::OS
        );
    }
}
