//! Session ids: unguessable, and signed, so that every node honours one that no row exists of yet.
//!
//! `session_` and the base64url of: 6 bytes of milliseconds since 1970, 4 bytes that tell the business, 16 random
//! bytes, and the first 12 bytes of an HMAC-SHA256 over all of it.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use colloquy_engine::ids::{BusinessId, ConversationId, SessionId};
use rand::Rng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::secret::{RootSecret, sign};

const PREFIX: &str = "session_";
const TIME: usize = 6;
const BUSINESS: usize = 4;
const RANDOM: usize = 16;
const TAG: usize = 12;
const PAYLOAD: usize = TIME + BUSINESS + RANDOM;

/// Makes and reads session ids.
#[derive(Clone, Debug)]
pub struct SessionIds {
    key: [u8; 32],
    /// Ids that they signed are good as well.
    retired: Vec<[u8; 32]>,
}

/// What a session id says by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedSession {
    /// The id.
    pub id: SessionId,
    /// When it was given.
    pub created_at: DateTime<Utc>,
    /// Its one conversation; known from the id, but the id cannot be told from it.
    pub conversation_id: ConversationId,
}

/// Why a text is no session id of this business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionIdError {
    /// Not made here.
    #[error("unknown session")]
    Unknown,
    /// Made here, for another business.
    #[error("the session belongs to another business")]
    Foreign,
}

impl SessionIds {
    /// Derives the signing key.
    #[must_use]
    pub fn new(secret: &RootSecret) -> Self {
        let purpose = "session ids";
        Self {
            key: secret.key(purpose),
            retired: secret.keys(purpose).split_off(1),
        }
    }

    /// A new id for a guest of a business.
    #[must_use]
    pub fn issue(&self, business: BusinessId, now: DateTime<Utc>) -> SignedSession {
        let mut bytes = Vec::with_capacity(PAYLOAD + TAG);
        bytes.extend_from_slice(&now.timestamp_millis().to_be_bytes()[2..]);
        bytes.extend_from_slice(&tell(business));
        let mut random = [0_u8; RANDOM];
        rand::rng().fill_bytes(&mut random);
        bytes.extend_from_slice(&random);
        let tag = sign(&self.key, &bytes);
        let conversation_id = conversation_of(&bytes);
        let created_at = DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now);
        bytes.extend_from_slice(&tag[..TAG]);
        let id = SessionId(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(&bytes)));
        SignedSession {
            id,
            created_at,
            conversation_id,
        }
    }

    /// Reads an id that a client gave.
    ///
    /// # Errors
    /// [`SessionIdError`], telling a foreign session from an unknown one.
    pub fn read(&self, id: &str, business: BusinessId) -> Result<SignedSession, SessionIdError> {
        let encoded = id.strip_prefix(PREFIX).ok_or(SessionIdError::Unknown)?;
        let bytes = URL_SAFE_NO_PAD
            .decode(encoded)
            .map_err(|_| SessionIdError::Unknown)?;
        if bytes.len() != PAYLOAD + TAG {
            return Err(SessionIdError::Unknown);
        }
        let (payload, tag) = bytes.split_at(PAYLOAD);
        let is_signed = |key: &[u8; 32]| bool::from(sign(key, payload)[..TAG].ct_eq(tag));
        if !is_signed(&self.key) && !self.retired.iter().any(is_signed) {
            return Err(SessionIdError::Unknown);
        }
        if payload[TIME..TIME + BUSINESS] != tell(business) {
            return Err(SessionIdError::Foreign);
        }
        let mut time = [0_u8; 8];
        time[2..].copy_from_slice(&payload[..TIME]);
        let created_at =
            DateTime::from_timestamp_millis(i64::from_be_bytes(time)).ok_or(SessionIdError::Unknown)?;
        let conversation_id = conversation_of(payload);
        Ok(SignedSession {
            id: SessionId(id.to_owned()),
            created_at,
            conversation_id,
        })
    }
}

/// Four bytes that tell one business from another.
fn tell(business: BusinessId) -> [u8; BUSINESS] {
    let digest = Sha256::digest(business.0.as_bytes());
    let mut bytes = [0; BUSINESS];
    bytes.copy_from_slice(&digest[..BUSINESS]);
    bytes
}

/// A UUIDv7 of the session's own time, drawn one way from its secret.
fn conversation_of(payload: &[u8]) -> ConversationId {
    let mut hasher = Sha256::new();
    hasher.update(b"conversation of session");
    hasher.update(payload);
    let digest = hasher.finalize();
    let mut bytes = [0_u8; 16];
    bytes[..TIME].copy_from_slice(&payload[..TIME]);
    bytes[TIME..].copy_from_slice(&digest[..16 - TIME]);
    bytes[6] = (bytes[6] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    ConversationId(Uuid::from_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ids() -> SessionIds {
        SessionIds::new(&RootSecret::new("a test's own secret".as_bytes()))
    }

    fn business(number: u128) -> BusinessId {
        BusinessId(Uuid::from_u128(number))
    }

    #[test]
    fn an_id_reads_back_to_the_same_conversation_on_every_node() {
        let issued = ids().issue(business(1), Utc::now());
        let read = ids().read(issued.id.as_str(), business(1));
        assert_eq!(read, Ok(issued));
    }

    #[test]
    fn another_business_is_told_that_the_session_is_foreign() {
        let issued = ids().issue(business(1), Utc::now());
        assert_eq!(
            ids().read(issued.id.as_str(), business(2)),
            Err(SessionIdError::Foreign)
        );
    }

    #[test]
    fn an_id_signed_with_another_secret_is_unknown() {
        let other = SessionIds::new(&RootSecret::new("somebody else's".as_bytes()));
        let issued = other.issue(business(1), Utc::now());
        assert_eq!(
            ids().read(issued.id.as_str(), business(1)),
            Err(SessionIdError::Unknown)
        );
    }

    proptest! {
        #[test]
        fn no_text_is_read_as_a_session_or_panics(text in ".{0,120}") {
            prop_assert!(ids().read(&text, business(1)).is_err());
            let prefixed = format!("session_{text}");
            prop_assert!(ids().read(&prefixed, business(1)).is_err());
        }
    }
}
