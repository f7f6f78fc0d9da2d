//! `colloquy journal check`: the proof, from the database alone, that nothing was lost and nothing done twice.

use clap::Subcommand;
use colloquy_engine::audit::{Counts, Report};
use colloquy_entities::{Database, Store};

use super::{Failure, Global, on_system};
use crate::bootstrap::{Setup, StartError};

/// Violations that are printed; the rest is only counted.
const MOST_PRINTED: usize = 10_000;

/// What can be done with the journal.
#[derive(Debug, Subcommand)]
pub(crate) enum JournalCommand {
    /// Holds every row against the journal's promises. Reads only, also while a server runs.
    Check,
}

pub(super) fn run(global: &Global, command: &JournalCommand) -> Result<(), Failure> {
    let JournalCommand::Check = command;
    let setup = global.quiet_setup()?;
    let report = on_system(check(&setup))?;
    if global.json {
        println!("{}", serde_json::to_string(&report).map_err(anyhow::Error::from)?);
    } else {
        print(&report);
    }
    if report.is_sound() {
        Ok(())
    } else {
        Err(Failure::Found(format!("{} violations", report.violation_count)))
    }
}

async fn check(setup: &Setup) -> Result<Report, Failure> {
    let settings = setup.database();
    // Opening an embedded database makes its file; a check leaves nothing behind.
    if let Some(file) = settings.file().filter(|file| !file.exists()) {
        return Err(anyhow::anyhow!("there is no database at {}", file.display()).into());
    }
    // The schema stays as it is: a server of another version may be at work on it.
    let database = Database::connect(&settings).await.map_err(StartError::from)?;
    let told =
        |counts: &Counts| eprintln!("{} conversations, {} events", counts.conversations, counts.events);
    let report = Store::new(database.clone())
        .audit(MOST_PRINTED, &told)
        .await
        .map_err(StartError::from)?;
    database.close().await.map_err(StartError::from)?;
    Ok(report)
}

fn print(report: &Report) {
    let counts = &report.counts;
    let orders = counts
        .orders
        .map_or_else(|| "no table".to_owned(), |count| count.to_string());
    let lines = [
        ("conversations", counts.conversations.to_string()),
        ("events", counts.events.to_string()),
        ("messages", counts.messages.to_string()),
        ("receipts", counts.receipts.to_string()),
        ("  pending", counts.pending.to_string()),
        ("  dead", counts.dead.to_string()),
        ("turns", counts.turns.to_string()),
        ("outbox", counts.outbox.to_string()),
        ("  open", counts.outbox_open.to_string()),
        ("dead letters", counts.dead_letters.to_string()),
        ("stock items", counts.inventory_items.to_string()),
        ("orders", orders),
        ("violations", report.violation_count.to_string()),
    ];
    for (name, count) in lines {
        println!("{name:<15}{count:>12}");
    }
    for violation in &report.violations {
        let place = violation
            .conversation_id
            .map_or_else(String::new, |id| format!(" of conversation {id}"));
        println!(
            "{}: {} {}{place}: {}",
            violation.rule.as_str(),
            violation.table,
            violation.row,
            violation.detail
        );
    }
    let left = report
        .violation_count
        .saturating_sub(report.violations.len() as u64);
    if left > 0 {
        println!("and {left} more");
    }
}
