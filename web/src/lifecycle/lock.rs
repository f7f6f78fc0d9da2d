//! One server on a data folder: the lock that a second one does not get.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

use crate::bootstrap::StartError;

/// Holds a data folder until it is dropped, or the process ends in whichever way.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the folder.
    ///
    /// # Errors
    /// [`StartError::Locked`] when another process has it, [`StartError::File`] when there can be no lock.
    pub fn take(folder: &Path) -> Result<Self, StartError> {
        let path = folder.join("lock");
        let opened = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path);
        let refused = |error| StartError::File {
            path: path.clone(),
            error,
        };
        let file = opened.map_err(refused)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StartError::Locked(folder.to_owned())),
            Err(TryLockError::Error(error)) => Err(refused(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_by_one_and_free_again_afterwards() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let first = FolderLock::take(folder.path()).expect("nobody has it");
        let refused = FolderLock::take(folder.path()).expect_err("it is held");
        assert_eq!(refused.exit_code(), 3);
        drop(first);
        assert!(FolderLock::take(folder.path()).is_ok());
    }
}
