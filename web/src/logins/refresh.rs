//! Refresh tokens: `rt_` and the base64url of 16 bytes that name the login, 32 random bytes, and 16 bytes of an
//! HMAC-SHA256 over both. Stored is only the SHA-256 of the text.
//!
//! The tag tells a spent token from an invented one: a login's name stands in its access tokens, and whoever sees
//! one must not be able to end the login with a guess.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::Rng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::secret::{RootSecret, sign};

const PREFIX: &str = "rt_";
const NAME: usize = 16;
const RANDOM: usize = 32;
const TAG: usize = 16;
const PAYLOAD: usize = NAME + RANDOM;

/// A token that was made here.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    family: Uuid,
    text: String,
}

impl std::fmt::Debug for RefreshToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RefreshToken")
            .field("family", &self.family)
            .finish_non_exhaustive()
    }
}

impl RefreshToken {
    /// The login.
    #[must_use]
    pub fn family(&self) -> Uuid {
        self.family
    }

    /// As the client holds it.
    #[must_use]
    pub fn text(&self) -> String {
        self.text.clone()
    }

    /// As it is stored.
    #[must_use]
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.text.as_bytes()))
    }
}

/// Makes and reads refresh tokens.
pub struct RefreshTokens {
    key: [u8; 32],
    /// Tokens that they signed are good as well.
    retired: Vec<[u8; 32]>,
}

impl std::fmt::Debug for RefreshTokens {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RefreshTokens")
    }
}

impl RefreshTokens {
    /// Derives the signing key.
    #[must_use]
    pub fn new(secret: &RootSecret) -> Self {
        let purpose = "refresh tokens";
        Self {
            key: secret.key(purpose),
            retired: secret.keys(purpose).split_off(1),
        }
    }

    /// A new token of a login.
    #[must_use]
    pub fn issue(&self, family: Uuid) -> RefreshToken {
        let mut bytes = Vec::with_capacity(PAYLOAD + TAG);
        bytes.extend_from_slice(family.as_bytes());
        let mut random = [0_u8; RANDOM];
        rand::rng().fill_bytes(&mut random);
        bytes.extend_from_slice(&random);
        let tag = sign(&self.key, &bytes);
        bytes.extend_from_slice(&tag[..TAG]);
        RefreshToken {
            family,
            text: format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(&bytes)),
        }
    }

    /// Reads a token that a client gave; none when it was not made here.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<RefreshToken> {
        let bytes = URL_SAFE_NO_PAD.decode(text.strip_prefix(PREFIX)?).ok()?;
        if bytes.len() != PAYLOAD + TAG {
            return None;
        }
        let (payload, given) = bytes.split_at(PAYLOAD);
        let is_signed = |key: &[u8; 32]| bool::from(sign(key, payload)[..TAG].ct_eq(given));
        if !is_signed(&self.key) && !self.retired.iter().any(is_signed) {
            return None;
        }
        let family = Uuid::from_slice(payload.get(..NAME)?).ok()?;
        Some(RefreshToken {
            family,
            text: text.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(secret: &str) -> RefreshTokens {
        RefreshTokens::new(&RootSecret::new(secret.as_bytes()))
    }

    #[test]
    fn a_token_names_its_login_and_no_two_are_alike() {
        let (tokens, family) = (tokens("one"), Uuid::from_u128(7));
        let (first, second) = (tokens.issue(family), tokens.issue(family));
        assert_eq!(tokens.read(&first.text()), Some(first.clone()));
        assert_eq!(first.family(), family);
        assert_ne!(first.hash(), second.hash());
        assert_eq!(first.hash().len(), 64);
    }

    #[test]
    fn an_invented_token_of_a_known_login_is_no_token() {
        let family = Uuid::from_u128(7);
        let foreign = tokens("two").issue(family);
        assert_eq!(tokens("one").read(&foreign.text()), None);
        assert_eq!(tokens("one").read("rt_"), None);
        let own = tokens("one").issue(family).text();
        let changed = own.replacen(&own[5..6], if &own[5..6] == "B" { "C" } else { "B" }, 1);
        assert_eq!(tokens("one").read(&changed), None);
    }
}
