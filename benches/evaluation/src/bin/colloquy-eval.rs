//! `colloquy-eval`: trains and scores on every data set of a folder and prints the table.

use std::path::PathBuf;

use clap::Parser;
use colloquy_evaluation::{sets, table};

/// Trains and scores on every data set found, and prints a Markdown table.
#[derive(Debug, Parser)]
#[command(name = "colloquy-eval", version)]
struct Cli {
    /// The folder that holds one folder for each data set.
    #[arg(long, value_name = "DIR", env = "DATASETS")]
    datasets: Option<PathBuf>,
    /// Only this set; may be given several times.
    #[arg(long, value_name = "SET")]
    only: Vec<String>,
    /// Writes the table here too.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let Some(folder) = cli.datasets.filter(|folder| !folder.as_os_str().is_empty()) else {
        println!("Skipped: DATASETS names no folder, so nothing is measured.");
        return Ok(());
    };
    let (figures, skipped) = sets::score(&folder, &cli.only, |figure| {
        eprintln!("{:16} {:44} {:>8.3} {}", figure.set, figure.metric, figure.value, figure.verdict());
    })?;
    let written = table::markdown(&figures, &skipped);
    println!("{written}");
    if let Some(path) = cli.out {
        std::fs::write(path, written)?;
    }
    Ok(())
}
