//! The links of letters: a token names its row and is signed, so that its text is stored nowhere and a stored row
//! makes none. `at_` and the base64url of 16 bytes that name it and 32 of an HMAC-SHA256.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use colloquy_engine::port::credentials::TokenPurpose;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::secret::{RootSecret, sign};

const PREFIX: &str = "at_";
const NAME: usize = 16;
const TAG: usize = 32;

/// Makes and reads the tokens of letters.
#[derive(Clone)]
pub struct LetterTokens {
    key: [u8; 32],
}

impl std::fmt::Debug for LetterTokens {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("LetterTokens")
    }
}

impl LetterTokens {
    /// Derives the signing key.
    #[must_use]
    pub fn new(secret: &RootSecret) -> Self {
        Self {
            key: secret.key("tokens of letters"),
        }
    }

    /// The text of a token.
    #[must_use]
    pub fn text(&self, id: Uuid, purpose: TokenPurpose) -> String {
        let mut bytes = Vec::with_capacity(NAME + TAG);
        bytes.extend_from_slice(id.as_bytes());
        bytes.extend_from_slice(&self.tag(id, purpose));
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The row that a text names, if the text was made here for this purpose.
    #[must_use]
    pub fn read(&self, text: &str, purpose: TokenPurpose) -> Option<Uuid> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim().strip_prefix(PREFIX)?).ok()?;
        let (name, tag) = bytes.split_at_checked(NAME)?;
        let id = Uuid::from_slice(name).ok()?;
        bool::from(self.tag(id, purpose).as_slice().ct_eq(tag)).then_some(id)
    }

    /// What is stored of a token.
    #[must_use]
    pub fn hash(&self, id: Uuid, purpose: TokenPurpose) -> String {
        hex::encode(Sha256::digest(self.text(id, purpose).as_bytes()))
    }

    fn tag(&self, id: Uuid, purpose: TokenPurpose) -> [u8; 32] {
        let mut signed = id.as_bytes().to_vec();
        signed.extend_from_slice(purpose.as_str().as_bytes());
        sign(&self.key, &signed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_again_for_its_own_purpose_alone() {
        let tokens = LetterTokens::new(&RootSecret::new("a secret".as_bytes()));
        let id = Uuid::from_u128(7);
        let text = tokens.text(id, TokenPurpose::ResetPassword);
        assert_eq!(tokens.read(&text, TokenPurpose::ResetPassword), Some(id));
        assert_eq!(tokens.read(&text, TokenPurpose::ConfirmAddress), None);
        let other = LetterTokens::new(&RootSecret::new("another".as_bytes()));
        assert_eq!(other.read(&text, TokenPurpose::ResetPassword), None);
        for bad in ["", "at_", "at_AAAA", "rt_AAAA", "ä"] {
            assert_eq!(tokens.read(bad, TokenPurpose::ResetPassword), None, "{bad}");
        }
        let mut changed = text.clone();
        changed.replace_range(4..5, if text.as_bytes()[4] == b'A' { "B" } else { "A" });
        assert_eq!(tokens.read(&changed, TokenPurpose::ResetPassword), None);
    }
}
