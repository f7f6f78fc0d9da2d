//! `colloquy-eval`: trains and scores on every data set of a folder and prints the table.

use std::{ffi::OsString, path::PathBuf};

use clap::Parser;
use colloquy_evaluation::{models, sets, table};

/// Trains and scores on every data set found, and prints a Markdown table.
#[derive(Debug, Parser)]
#[command(name = "colloquy-eval", version)]
struct Cli {
    /// The folder that holds one folder for each data set.
    #[arg(long, value_name = "DIR", env = "DATASETS")]
    datasets: Option<OsString>,
    /// Only this set; may be given several times.
    #[arg(long, value_name = "SET")]
    only: Vec<String>,
    /// Learns the built-in models afresh into this folder, and measures nothing.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// Writes the table here too.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let Some(folder) = cli
        .datasets
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from)
    else {
        println!("Skipped: DATASETS names no folder, so nothing is measured.");
        return Ok(());
    };
    if let Some(target) = cli.models {
        return models::write(&folder, &target);
    }
    let (figures, skipped) = sets::score(&folder, &cli.only, |figure| {
        eprintln!(
            "{:16} {:44} {:>8.3} {}",
            figure.set,
            figure.metric,
            figure.value,
            figure.verdict()
        );
    })?;
    let written = table::markdown(&figures, &skipped);
    println!("{written}");
    if let Some(path) = cli.out {
        std::fs::write(path, written)?;
    }
    Ok(())
}
