//! What is remembered of a message that a client gave an id, so that its repeat is known: fingerprints, no texts.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ids::MessageId;

/// What tells one text from another in sixteen bytes: the beginning of its SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint(u64, u64);

impl Fingerprint {
    /// The fingerprint of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        let (mut first, mut second) = ([0; 8], [0; 8]);
        first.copy_from_slice(&digest[..8]);
        second.copy_from_slice(&digest[8..16]);
        Self(u64::from_be_bytes(first), u64::from_be_bytes(second))
    }
}

/// A message that a client gave an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenMessage {
    /// Of the client's id.
    pub client_message_id: Fingerprint,
    /// The message that it became.
    pub message_id: MessageId,
    /// Its sequence number.
    pub seq: i64,
    /// Of what it said.
    pub text: Fingerprint,
}

impl SeenMessage {
    /// What is remembered of a message.
    #[must_use]
    pub fn new(client_message_id: &str, message_id: MessageId, seq: i64, text: &str) -> Self {
        Self {
            client_message_id: Fingerprint::of(client_message_id),
            message_id,
            seq,
            text: Fingerprint::of(text),
        }
    }

    /// Whether it said this.
    #[must_use]
    pub fn says(&self, text: &str) -> bool {
        self.text == Fingerprint::of(text)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_repeat_is_known_by_id_and_text_and_both_survive_their_bytes() {
        let seen = SeenMessage::new("m1", MessageId(Uuid::from_u128(1)), 7, "hello");
        let read: SeenMessage = rmp_serde::from_slice(&rmp_serde::to_vec_named(&seen).unwrap()).unwrap();
        assert_eq!(read, seen);
        assert!(read.says("hello") && !read.says("Hello"));
        assert_eq!(read.client_message_id, Fingerprint::of("m1"));
        assert_ne!(read.client_message_id, Fingerprint::of("m2"));
    }
}
