//! What the built-in models learn from, and the models themselves.

pub mod injection;
pub mod language;

use std::path::Path;

use crate::rows;

/// Learns every built-in model from the sets of a folder, and writes them.
///
/// # Errors
/// When a set is not there, or a file cannot be written.
pub fn write(folder: &Path, target: &Path) -> anyhow::Result<()> {
    let rows = rows::read(&folder.join("langid/dev.jsonl"))?;
    let model = language::train(&rows.iter().collect::<Vec<_>>(), folder)?;
    std::fs::write(target.join("language.bin"), model.to_bytes())?;
    let mut rows = Vec::new();
    for file in [
        "deepset_train.jsonl",
        "injecguard_valid.jsonl",
        "notinject_dev.jsonl",
    ] {
        rows.extend(rows::read(&folder.join("prompt_injection").join(file))?);
    }
    let model = injection::train(&rows.iter().collect::<Vec<_>>(), folder)?;
    std::fs::write(target.join("injection.bin"), model.to_bytes())?;
    Ok(())
}
