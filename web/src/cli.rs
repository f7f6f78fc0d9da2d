//! The command line: one file for each command.

mod apikey;
mod ask;
mod business;
mod check;
mod dead_letters;
mod exchange;
mod flows;
mod goldens;
mod in_process;
mod journal;
mod lines;
mod mail;
mod nlu;
mod plain_http;
mod publish;
mod questions;
mod replay;
mod retrieve;
mod scratch;
mod serve;
mod stock;
mod understand;
mod user;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

use crate::{
    bootstrap::{Place, Setup, StartError},
    logging,
};

/// A self-hosted conversation engine for commerce.
#[derive(Debug, Parser)]
#[command(name = "colloquy", version, about, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Flags of every command.
#[derive(Clone, Debug, Args)]
pub(crate) struct Global {
    /// The folder that everything is kept in.
    #[arg(long, global = true, value_name = "DIR", default_value = "./data")]
    data: PathBuf,
    /// A folder with `default.toml`, `PROFILE.toml`, `texts/` and `flows/` of your own.
    #[arg(long, global = true, value_name = "DIR")]
    config: Option<PathBuf>,
    /// Which settings to lay over the defaults.
    #[arg(long, global = true, value_name = "NAME", env = "COLLOQUY_PROFILE", default_value = colloquy_config::settings::DEVELOPMENT)]
    profile: String,
    /// Prints reports for programs.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Migrates, loads the indexes, starts the actors, listens.
    Serve(serve::ServeArgs),
    /// Brings the schema of the database up to date.
    Migrate,
    /// Writes what is missing of the demo shop.
    Seed,
    /// Says something to the assistant and prints its answer.
    Ask(ask::AskArgs),
    /// Questions whose treatment is known.
    #[command(subcommand)]
    Goldens(goldens::GoldensCommand),
    /// Asks shoppers' questions of files and counts how many are answered from the right entry.
    Questions(questions::QuestionsArgs),
    /// Runs recorded turns again and prints what would differ.
    Replay(replay::ReplayArgs),
    /// Reads each line's text as the assistant does.
    Understand(lines::InOut),
    /// Searches a bank of texts with the engine's own retrieval.
    Retrieve(retrieve::RetrieveArgs),
    /// Mails.
    #[command(subcommand)]
    Mail(mail::MailCommand),
    /// Trains classifiers and asks them.
    #[command(subcommand)]
    Nlu(nlu::NluCommand),
    /// What is stored, held against what was promised.
    #[command(subcommand)]
    Journal(journal::JournalCommand),
    /// Takes things in from files.
    #[command(subcommand)]
    Import(exchange::ImportCommand),
    /// Writes things out to files.
    #[command(subcommand)]
    Export(exchange::ExportCommand),
    /// What was given up: listed, shown, tried again, put away.
    #[command(subcommand)]
    DeadLetters(dead_letters::DeadLettersCommand),
    /// Accounts of people.
    #[command(subcommand)]
    User(user::UserCommand),
    /// Keys of services.
    #[command(subcommand)]
    Apikey(apikey::KeyCommand),
    /// Dialogues in several steps.
    #[command(subcommand)]
    Flows(flows::FlowsCommand),
    /// The settings.
    #[command(subcommand)]
    Config(check::ConfigCommand),
    /// The description of the API that `/openapi.json` answers.
    Openapi,
    /// Version and build.
    Version,
}

/// Why a command ends with something else than 0.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The system does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The command found what it looks for: faults. They are printed already.
    #[error("{0}")]
    Found(String),
    /// Anything else.
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
}

impl Failure {
    fn exit_code(&self) -> u8 {
        match self {
            Self::Start(error) => error.exit_code(),
            Self::Found(_) | Self::Other(_) => 1,
        }
    }
}

impl Global {
    fn place(&self) -> Place {
        Place {
            data: self.data.clone(),
            config: self.config.clone(),
            profile: self.profile.clone(),
        }
    }

    /// Settings of this process with what flags say, and log lines by them.
    fn setup(&self, overrides: &[(&str, String)], demo: bool) -> Result<Setup, StartError> {
        let setup = Setup::of_process(self.place(), overrides, demo)?;
        logging::start(&setup.settings.log).map_err(StartError::Unusable)?;
        Ok(setup)
    }

    /// The same for a command whose output is for people: only warnings are logged.
    fn quiet_setup(&self) -> Result<Setup, StartError> {
        self.setup(&[("log.level", "warn".to_owned())], false)
    }
}

/// Runs the command of this process.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match dispatch(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("colloquy: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

fn dispatch(cli: &Cli) -> Result<(), Failure> {
    let global = &cli.global;
    match &cli.command {
        Command::Serve(args) => serve::run(global, args),
        Command::Migrate => stock::migrate(global),
        Command::Seed => stock::seed(global),
        Command::Ask(args) => ask::run(global, args),
        Command::Goldens(command) => goldens::run(global, command),
        Command::Questions(args) => questions::run(global, args),
        Command::Replay(args) => replay::run(global, args),
        Command::Understand(args) => understand::run(global, args),
        Command::Retrieve(args) => retrieve::run(args),
        Command::Mail(command) => mail::run(command),
        Command::Nlu(command) => nlu::run(global, command),
        Command::Journal(command) => journal::run(global, command),
        Command::Import(command) => exchange::import(global, command),
        Command::Export(command) => exchange::export(global, command),
        Command::DeadLetters(command) => dead_letters::run(global, command),
        Command::User(command) => user::run(global, command),
        Command::Apikey(command) => apikey::run(global, command),
        Command::Flows(command) => flows::run(global, command),
        Command::Config(command) => check::run(global, command),
        Command::Openapi => check::openapi(),
        Command::Version => {
            check::version(global);
            Ok(())
        }
    }
}

/// Runs something on an actix system, as the server does.
fn on_system<T>(work: impl Future<Output = T>) -> T {
    actix_web::rt::System::new().block_on(work)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent_and_global_flags_may_come_last() {
        Cli::command().debug_assert();
        let cli = Cli::parse_from([
            "colloquy",
            "ask",
            "hello",
            "--data",
            "/tmp/x",
            "--profile",
            "production",
        ]);
        assert_eq!(cli.global.data, PathBuf::from("/tmp/x"));
        assert_eq!(cli.global.profile, "production");
    }

    #[test]
    fn a_lock_or_a_database_ends_with_three_and_a_setting_with_two() {
        assert_eq!(Failure::from(StartError::Locked(PathBuf::new())).exit_code(), 3);
        assert_eq!(Failure::from(StartError::Unusable(String::new())).exit_code(), 2);
        assert_eq!(Failure::Found(String::new()).exit_code(), 1);
    }
}
