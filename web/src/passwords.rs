//! Passwords: hashed with Argon2id, away from the threads that serve.

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::PasswordHash,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use colloquy_config::settings::auth::AuthSettings;
use rand::Rng;

/// Bytes of a salt.
const SALT: usize = 16;

/// Bytes of a generated password: 120 bits, twenty letters.
const GENERATED: usize = 15;

/// A password could be neither hashed nor checked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// The cost in the settings is none that Argon2 takes.
    #[error("settings \"auth.argon2_*\": {0}")]
    Cost(String),
    /// The hash was not computed.
    #[error("the password could not be hashed")]
    Hash,
    /// The thread that computed it fell.
    #[error("the thread that hashed the password fell")]
    Thread,
}

/// Hashes and checks passwords at the cost of the settings.
#[derive(Clone, Debug)]
pub struct Passwords {
    argon2: Argon2<'static>,
}

impl Passwords {
    /// Takes the cost of the settings.
    ///
    /// # Errors
    /// When Argon2 does not take it.
    pub fn new(settings: &AuthSettings) -> Result<Self, PasswordError> {
        let (memory, passes) = (settings.argon2_memory_kib.get(), settings.argon2_iterations.get());
        let params = Params::new(memory, passes, settings.argon2_parallelism.get(), None)
            .map_err(|error| PasswordError::Cost(error.to_string()))?;
        Ok(Self { argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params) })
    }

    /// The PHC string of a password.
    ///
    /// # Errors
    /// When it cannot be computed.
    pub async fn hash(&self, password: impl Into<String>) -> Result<String, PasswordError> {
        let (argon2, password) = (self.argon2.clone(), password.into());
        let hashing = tokio::task::spawn_blocking(move || {
            let mut salt = [0_u8; SALT];
            rand::rng().fill_bytes(&mut salt);
            argon2.hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string())
        });
        hashing.await.map_err(|_| PasswordError::Thread)?.map_err(|_| PasswordError::Hash)
    }

    /// Whether a password is the one of a PHC string. A string that is none is no one's password.
    ///
    /// # Errors
    /// When the thread that computes it falls.
    pub async fn verify(
        &self,
        password: impl Into<String>,
        phc: impl Into<String>,
    ) -> Result<bool, PasswordError> {
        let (argon2, password, phc) = (self.argon2.clone(), password.into(), phc.into());
        let checking = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&phc).is_ok_and(|hash| argon2.verify_password(password.as_bytes(), &hash).is_ok())
        });
        checking.await.map_err(|_| PasswordError::Thread)
    }
}

/// A password that nobody guesses, to be told once.
#[must_use]
pub fn generate() -> String {
    let mut bytes = [0_u8; GENERATED];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use colloquy_config::{Settings, Sources};

    use super::*;

    fn passwords() -> Passwords {
        let settings = Settings::load(&Sources::default()).expect("built-in settings");
        Passwords::new(&settings.auth).expect("the built-in cost")
    }

    #[tokio::test]
    async fn only_the_password_itself_is_the_password() {
        let passwords = passwords();
        let hash = passwords.hash("correct horse").await.expect("hashing works");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(passwords.verify("correct horse", hash.as_str()).await, Ok(true));
        assert_eq!(passwords.verify("wrong horse", hash.as_str()).await, Ok(false));
        assert_eq!(passwords.verify("correct horse", "no hash at all").await, Ok(false));
    }

    #[test]
    fn generated_passwords_differ() {
        assert_eq!(generate().len(), 20);
        assert_ne!(generate(), generate());
    }
}
