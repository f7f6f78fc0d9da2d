//! Passwords: Argon2id, hashed beside the async threads, and only a few at once because each takes its memory.

use std::{fmt, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use colloquy_config::settings::auth::AuthSettings;
use rand::Rng;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Passwords that are worked on at once; each takes `auth.argon2_memory_kib`.
const AT_ONCE: usize = 4;
/// Bytes of a generated password.
const GENERATED: usize = 15;
/// How long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// Why a password was neither hashed nor checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too many others wait.
    #[error("too many passwords are being checked")]
    Busy,
    /// The settings make no hash, or memory is short.
    #[error("the password could not be hashed")]
    Failed,
}

/// What a hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cost {
    memory_kib: u32,
    iterations: u32,
    parallelism: u32,
}

impl From<&AuthSettings> for Cost {
    fn from(settings: &AuthSettings) -> Self {
        Self {
            memory_kib: settings.argon2_memory_kib.get(),
            iterations: settings.argon2_iterations.get(),
            parallelism: settings.argon2_parallelism.get(),
        }
    }
}

/// A password on its way; never printed.
struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// Hashes a password into a PHC string with a salt of its own.
///
/// # Errors
/// [`PasswordError`], see its variants.
pub async fn hash(password: String, settings: &AuthSettings) -> Result<String, PasswordError> {
    let (cost, password) = (Cost::from(settings), Secret(password));
    let _place = place().await?;
    let hashed = tokio::task::spawn_blocking(move || hash_now(&password, cost)).await;
    hashed
        .map_err(|_| PasswordError::Failed)?
        .ok_or(PasswordError::Failed)
}

/// Whether a password is the one that a PHC string was made from. The cost is the one the string names.
///
/// # Errors
/// [`PasswordError::Busy`] when too many others wait.
pub async fn verify(password: String, phc: String) -> Result<bool, PasswordError> {
    let password = Secret(password);
    let _place = place().await?;
    let verified = tokio::task::spawn_blocking(move || verify_now(&password, &phc)).await;
    verified.map_err(|_| PasswordError::Failed)
}

/// Takes as long as [`verify`] does, for a person who does not exist: an answer's time tells nobody who does.
///
/// # Errors
/// As for [`hash`].
pub async fn verify_nobody(password: String, settings: &AuthSettings) -> Result<(), PasswordError> {
    hash(password, settings).await.map(drop)
}

/// A password that nobody guesses, to be told once.
#[must_use]
pub fn generate() -> String {
    let mut bytes = [0_u8; GENERATED];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

async fn place() -> Result<SemaphorePermit<'static>, PasswordError> {
    match tokio::time::timeout(PATIENCE, PLACES.acquire()).await {
        Ok(Ok(place)) => Ok(place),
        Ok(Err(_)) | Err(_) => Err(PasswordError::Busy),
    }
}

fn hash_now(password: &Secret, cost: Cost) -> Option<String> {
    let params = Params::new(cost.memory_kib, cost.iterations, cost.parallelism, None).ok()?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2
        .hash_password(password.0.as_bytes())
        .ok()
        .map(|phc| phc.to_string())
}

fn verify_now(password: &Secret, phc: &str) -> bool {
    let Ok(phc) = PasswordHash::new(phc) else {
        return false;
    };
    Argon2::default()
        .verify_password(password.0.as_bytes(), &phc)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost {
        memory_kib: 64,
        iterations: 1,
        parallelism: 1,
    };

    #[tokio::test]
    async fn only_the_password_itself_verifies() {
        let phc = hash_now(&Secret("correct horse".to_owned()), CHEAP).expect("a hash");
        assert!(phc.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
        assert_eq!(verify("correct horse".to_owned(), phc.clone()).await, Ok(true));
        assert_eq!(verify("correct horse ".to_owned(), phc).await, Ok(false));
        assert_eq!(
            verify("correct horse".to_owned(), "no hash".to_owned()).await,
            Ok(false)
        );
    }

    #[test]
    fn two_hashes_of_one_password_differ() {
        let password = Secret("correct horse".to_owned());
        assert_ne!(hash_now(&password, CHEAP), hash_now(&password, CHEAP));
    }

    #[test]
    fn generated_passwords_differ() {
        assert_eq!(generate().len(), 20);
        assert_ne!(generate(), generate());
    }
}
