//! Files that are there whole or not at all.

use std::{fs, io, io::Write, path::Path};

/// Writes a file beside its place and moves it there, so that nobody ever reads half of it.
///
/// # Errors
/// When it can neither be written nor moved.
pub fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("file");
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(content)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        // It may not even exist; what went wrong is told by the error itself.
        let _left_behind = fs::remove_file(&beside);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_is_replaced_and_nothing_is_left_beside() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("address");
        write_whole(&path, b"first").expect("a temporary folder");
        write_whole(&path, b"second").expect("a temporary folder");
        assert_eq!(fs::read(&path).expect("it is there"), b"second");
        assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 1);
    }
}
