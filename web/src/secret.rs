//! The root secret: everything that is signed or encrypted is derived from it.

use std::{fmt, io, path::Path};

use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::Sha256;

/// Bytes of a generated secret.
const LENGTH: usize = 32;

/// Never printed, never stored but in the data folder in development.
#[derive(Clone)]
pub struct RootSecret(Vec<u8>);

impl fmt::Debug for RootSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RootSecret(…)")
    }
}

impl RootSecret {
    /// Takes a secret from the environment.
    #[must_use]
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
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
            return Ok(Self(bytes));
        }
        let mut bytes = vec![0_u8; LENGTH];
        rand::rng().fill_bytes(&mut bytes);
        write_private(&path, hex::encode(&bytes).as_bytes())?;
        Ok(Self(bytes))
    }

    /// A key for one purpose; knowing it tells nothing of the others.
    #[must_use]
    pub fn key(&self, purpose: &str) -> [u8; 32] {
        sign(&self.0, purpose.as_bytes())
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
