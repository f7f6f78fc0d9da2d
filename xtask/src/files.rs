//! Rules for the files themselves: their length, and words that may stand in one place only.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;

/// No source file is longer.
const LONGEST: usize = 500;

/// Folders of source code.
const ROOTS: &[&str] = &[
    "engine",
    "actors",
    "channels",
    "web/src",
    "web/tests",
    "entities",
    "migrations",
    "benches",
    "config/src",
    "xtask",
];

/// What the rules forbid, by file.
pub fn violations() -> anyhow::Result<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut violations = Vec::new();
    for folder in ROOTS {
        let mut files = Vec::new();
        collect(&root.join(folder), &mut files)?;
        for file in files {
            let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            let shown = file.strip_prefix(&root).unwrap_or(&file).display().to_string();
            let lines = text.lines().count();
            if lines > LONGEST {
                violations.push(format!("{shown} has {lines} lines: find the second idea in it"));
            }
            // Split, so that this file does not break its own rule.
            let sends_unbounded = concat!(".do_", "send(");
            if text.contains(sends_unbounded) {
                violations.push(format!(
                    "{shown} sends past a mailbox's bound: ask or offer instead"
                ));
            }
        }
    }
    Ok(violations)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            if path
                .file_name()
                .is_some_and(|name| name != "target" && name != "node_modules")
            {
                collect(&path, files)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}
