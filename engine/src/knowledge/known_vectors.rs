//! The vectors of one embedding, kept from one start to the next.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::persist::{IndexError, sealed, unsealed};

/// Vectors of texts by a digest of each; sorted, so that they are written down the same way each time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KnownVectors {
    /// The embedding's name with its version.
    embedding: String,
    dimensions: usize,
    by_text: BTreeMap<String, Vec<f32>>,
}

impl KnownVectors {
    /// Nothing yet of an embedding of this name.
    #[must_use]
    pub fn of(embedding: &str) -> Self {
        Self {
            embedding: embedding.to_owned(),
            ..Self::default()
        }
    }

    /// The embedding's name with its version.
    #[must_use]
    pub fn embedding(&self) -> &str {
        &self.embedding
    }

    /// Components of a vector; zero while there is none.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_text.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_text.is_empty()
    }

    /// The vector of a text.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&[f32]> {
        self.by_text.get(&key(text)).map(Vec::as_slice)
    }

    /// Keeps the vector of a text. One of another length begins anew: the embedding has changed under its name.
    pub fn put(&mut self, text: &str, vector: Vec<f32>) {
        if vector.len() != self.dimensions {
            self.by_text.clear();
            self.dimensions = vector.len();
        }
        self.by_text.insert(key(text), vector);
    }

    /// Forgets what is not among these texts.
    pub fn keep(&mut self, texts: &[String]) {
        let keys: BTreeSet<String> = texts.iter().map(|text| key(text)).collect();
        self.by_text.retain(|known, _| keys.contains(known));
    }

    /// As bytes, to be read by [`Self::from_bytes`].
    ///
    /// # Errors
    /// When the encoder fails, which it does only for want of memory.
    pub fn to_bytes(&self) -> Result<Vec<u8>, IndexError> {
        Ok(sealed(&rmp_serde::to_vec_named(self)?))
    }

    /// Reads them.
    ///
    /// # Errors
    /// When the bytes are cut short, altered, of another version, or hold vectors of another embedding.
    pub fn from_bytes(bytes: &[u8], embedding: &str) -> Result<Self, IndexError> {
        let known: Self = rmp_serde::from_slice(unsealed(bytes)?)?;
        if known.embedding != embedding {
            return Err(IndexError::Embedder {
                stored: known.embedding,
                expected: embedding.to_owned(),
            });
        }
        Ok(known)
    }
}

fn key(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> KnownVectors {
        let mut known = KnownVectors::of("model-a");
        known.put("one", vec![1.0, 0.0]);
        known.put("two", vec![0.0, 1.0]);
        known
    }

    #[test]
    fn what_was_kept_is_read_back_under_its_name_alone() {
        let bytes = known().to_bytes().expect("written");
        assert_eq!(
            KnownVectors::from_bytes(&bytes, "model-a").expect("read"),
            known()
        );
        assert!(matches!(
            KnownVectors::from_bytes(&bytes, "model-b"),
            Err(IndexError::Embedder { .. })
        ));
        for length in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            assert!(
                KnownVectors::from_bytes(&bytes[..length], "model-a").is_err(),
                "{length}"
            );
        }
    }

    #[test]
    fn a_vector_of_another_length_begins_anew() {
        let mut known = known();
        known.put("three", vec![1.0, 2.0, 3.0]);
        assert_eq!((known.len(), known.dimensions()), (1, 3));
        assert!(known.find("one").is_none());
    }

    #[test]
    fn what_is_no_longer_said_is_forgotten() {
        let mut known = known();
        known.keep(&["two".to_owned()]);
        assert!(known.find("one").is_none() && known.find("two").is_some());
    }
}
