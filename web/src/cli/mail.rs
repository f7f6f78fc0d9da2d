//! `colloquy mail strip`: the newly written part of mails.

use clap::Subcommand;
use colloquy_engine::understanding::mail;
use serde_json::json;

use super::{Failure, lines, lines::InOut};

/// What can be done with mails.
#[derive(Debug, Subcommand)]
pub(crate) enum MailCommand {
    /// Adds `reply` to each line: the new text of the body `raw`, without quotes and signature.
    Strip(InOut),
}

pub(super) fn run(command: &MailCommand) -> Result<(), Failure> {
    let MailCommand::Strip(files) = command;
    let mut read = lines::read(&files.input)?;
    for (number, line) in read.iter_mut().enumerate() {
        let reply = mail::new_text(lines::text(line, number, "raw")?);
        line.insert("reply".to_owned(), json!(reply));
    }
    Ok(lines::write(&files.output, &read)?)
}
