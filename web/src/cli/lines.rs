//! Files with one JSON object a line: read, completed, written.

use std::{
    fs::File,
    io::{BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::Args;
use serde_json::{Map, Value};

/// From where to where.
#[derive(Debug, Args)]
pub(crate) struct InOut {
    /// A file with one JSON object a line.
    #[arg(long = "in", value_name = "FILE")]
    pub(super) input: PathBuf,
    /// Where the completed lines go.
    #[arg(long = "out", value_name = "FILE")]
    pub(super) output: PathBuf,
}

/// One line.
pub(super) type Line = Map<String, Value>;

/// Reads a file. Empty lines are left out.
///
/// # Errors
/// Names the line that is no object.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<Line>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut lines = Vec::new();
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let place = || format!("{}, line {}", path.display(), index + 1);
        let line = line.with_context(place)?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str(&line).with_context(place)? {
            Value::Object(fields) => lines.push(fields),
            other => bail!("{}: expected an object, not {other}", place()),
        }
    }
    Ok(lines)
}

/// The text of a field.
///
/// # Errors
/// Names the line and the field that is not there.
pub(super) fn text<'line>(line: &'line Line, number: usize, field: &str) -> anyhow::Result<&'line str> {
    let found = line.get(field).and_then(Value::as_str);
    found.with_context(|| format!("object {}: the text {field:?} is missing", number + 1))
}

/// Writes a file whole.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write(path: &Path, lines: &[Line]) -> anyhow::Result<()> {
    let file = File::create(path).with_context(|| path.display().to_string())?;
    let mut writer = BufWriter::new(file);
    for line in lines {
        serde_json::to_writer(&mut writer, line)?;
        writer.write_all(b"\n")?;
    }
    writer.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_and_a_bad_line_is_named() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("lines.jsonl");
        let line: Line = serde_json::from_str("{\"id\":7,\"text\":\"a\"}").expect("an object");
        write(&path, std::slice::from_ref(&line)).expect("a temporary folder");
        assert_eq!(read(&path).expect("it is there"), [line]);
        std::fs::write(&path, "{}\n\n[1]\n").expect("a temporary folder");
        assert!(read(&path).expect_err("no object").to_string().contains("line 3"));
    }
}
