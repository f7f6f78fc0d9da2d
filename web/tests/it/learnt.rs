//! What a server learns at its start, kept from one test to the next.
//!
//! A server without an index folder trains its model and builds its index, which takes most of its start. Their files
//! are named by what they were made from, so another server may use them; a test that is about learning takes them out.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use uuid::Uuid;

/// Gives a folder that no server has used what earlier servers of the same binary learnt.
pub(crate) fn lend(data: &Path) -> io::Result<()> {
    let index = data.join("index");
    let kept = kept()?;
    if index.exists() || !kept.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(&index)?;
    for name in finished(&kept)? {
        std::fs::copy(kept.join(&name), index.join(&name))?;
    }
    Ok(())
}

/// Keeps what the server of a folder has learnt, if it is not kept already.
pub(crate) fn keep(data: &Path) -> io::Result<()> {
    let (index, kept) = (data.join("index"), kept()?);
    if !index.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(&kept)?;
    for name in finished(&index)? {
        if kept.join(&name).exists() {
            continue;
        }
        // Other tests copy meanwhile: a file appears whole or not at all.
        let draft = kept.join(format!("{}.draft", Uuid::new_v4()));
        std::fs::copy(index.join(&name), &draft)?;
        std::fs::rename(draft, kept.join(&name))?;
    }
    Ok(())
}

/// A folder for each build of the binary.
fn kept() -> io::Result<PathBuf> {
    let built = std::fs::metadata(env!("CARGO_BIN_EXE_colloquy"))?.modified()?;
    let built = built
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis());
    Ok(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("learnt-{built}")))
}

/// The models and the demo shop's indices, which every test has alike.
fn finished(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let is_finished = ["model", "index"]
            .iter()
            .any(|kind| path.extension() == Some(OsStr::new(kind)));
        if let (true, Some(name)) = (is_finished, path.file_name().and_then(OsStr::to_str)) {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}
