//! The root secret: everything that is signed or encrypted is derived from it.

use std::{fmt, io, path::Path};

use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::Sha256;

/// Bytes of a generated secret.
const LENGTH: usize = 32;

/// Never printed, never stored but in the data folder in development. Those that were used before it still open what
/// they closed, as long as they are named.
#[derive(Clone)]
pub struct RootSecret {
    current: Vec<u8>,
    retired: Vec<Vec<u8>>,
}

impl fmt::Debug for RootSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RootSecret(…)")
    }
}

impl RootSecret {
    /// Takes a secret from the environment.
    #[must_use]
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            current: bytes.into(),
            retired: Vec::new(),
        }
    }

    /// With those that were used before it, the newest first.
    #[must_use]
    pub fn with_retired(mut self, retired: impl IntoIterator<Item = Vec<u8>>) -> Self {
        self.retired = retired.into_iter().collect();
        self
    }

    /// Reads the secret of a data folder, or draws one and writes it there for the owner alone.
    ///
    /// # Errors
    /// When the file can neither be read nor made.
    pub fn of_folder(folder: &Path) -> io::Result<Self> {
        let path = folder.join("secret");
        if let Ok(text) = std::fs::read_to_string(&path)
            && let Ok(bytes) = hex::decode(text.trim())
            && bytes.len() >= LENGTH
        {
            return Ok(Self::new(bytes));
        }
        let mut bytes = vec![0_u8; LENGTH];
        rand::rng().fill_bytes(&mut bytes);
        write_private(&path, hex::encode(&bytes).as_bytes())?;
        Ok(Self::new(bytes))
    }

    /// A key for one purpose; knowing it tells nothing of the others.
    #[must_use]
    pub fn key(&self, purpose: &str) -> [u8; 32] {
        sign(&self.current, purpose.as_bytes())
    }

    /// The key for one purpose, and after it those of the secrets that were used before.
    #[must_use]
    pub fn keys(&self, purpose: &str) -> Vec<[u8; 32]> {
        std::iter::once(&self.current)
            .chain(&self.retired)
            .map(|secret| sign(secret, purpose.as_bytes()))
            .collect()
    }
}

/// HMAC-SHA256.
#[must_use]
pub fn sign(key: &[u8], message: &[u8]) -> [u8; 32] {
    // HMAC takes keys of every length, so this never fails; an empty tag would verify nothing.
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(key) else {
        return [0; 32];
    };
    mac.update(message);
    mac.finalize().into_bytes().into()
}

fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retired_secret_keeps_its_keys_and_the_new_one_has_its_own() {
        let old = RootSecret::new("the old one");
        let new = RootSecret::new("the new one").with_retired([b"the old one".to_vec()]);
        assert_eq!(new.keys("x"), [new.key("x"), old.key("x")]);
        assert_ne!(new.key("x"), old.key("x"));
        assert_ne!(new.key("x"), new.key("y"));
    }
}
