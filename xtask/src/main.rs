//! Tasks of the repository: rules that the tree holds itself to.

mod dictionary;
mod files;
mod graph;
mod licences;

use std::{path::Path, process::ExitCode};

use anyhow::Context;

fn main() -> ExitCode {
    let task = std::env::args().nth(1);
    let result = match task.as_deref() {
        Some("rules") => rules(),
        Some("dictionary") => dictionary(),
        _ => Err(anyhow::anyhow!(
            "usage: cargo run -p xtask -- rules | dictionary FILE"
        )),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dictionary() -> anyhow::Result<()> {
    let traces = std::env::args_os().nth(2).context("which file has the traces?")?;
    dictionary::make(Path::new(&traces))
}

/// Checks every rule and reports all violations at once.
fn rules() -> anyhow::Result<()> {
    let metadata = graph::metadata()?;
    let mut violations = graph::violations(&metadata);
    violations.extend(licences::violations(&metadata));
    violations.extend(files::violations()?);
    if violations.is_empty() {
        println!("rules: dependencies, licences and files are in order");
        return Ok(());
    }
    anyhow::bail!("{}", violations.join("\n"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_tree_keeps_its_own_rules() {
        super::rules().expect("the rules of xtask/src");
    }
}
