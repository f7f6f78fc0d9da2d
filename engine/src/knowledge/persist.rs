//! Writing an index down and loading it again.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::{
    document::Document,
    embed::{Embedder, HashedEmbedder},
    index::{IndexSettings, KnowledgeIndex, StoredVectors, VectorSource},
};

/// The version of the form below. An index of another version is built anew from the documents.
const VERSION: u8 = 1;
/// The length of the digest that follows the version.
const DIGEST: usize = 32;

/// Why stored bytes are not an index.
#[derive(Debug, Error)]
pub enum IndexError {
    /// Nothing is there, or less than a header.
    #[error("the stored index is cut short: {length} bytes")]
    CutShort {
        /// How many bytes there are.
        length: usize,
    },
    /// Another release wrote it.
    #[error("the stored index has version {got}, expected {VERSION}")]
    Version {
        /// The version found.
        got: u8,
    },
    /// The bytes are not those that were written.
    #[error("the stored index does not match its digest")]
    Altered,
    /// Its vectors cannot be compared with those of the embedder in use.
    #[error("the stored index was embedded by {stored}, expected {expected}")]
    Embedder {
        /// The embedder that made the stored vectors.
        stored: String,
        /// The embedder in use.
        expected: String,
    },
    /// The content does not fit the form.
    #[error("the stored index cannot be read")]
    Malformed(#[from] rmp_serde::decode::Error),
    /// The content cannot be written.
    #[error("the index cannot be written")]
    Unwritable(#[from] rmp_serde::encode::Error),
}

impl IndexError {
    /// A stable name for logs and problem documents.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::CutShort { .. } => "index_cut_short",
            Self::Version { .. } => "index_version",
            Self::Altered => "index_altered",
            Self::Embedder { .. } => "index_embedder",
            Self::Malformed(_) => "index_malformed",
            Self::Unwritable(_) => "index_unwritable",
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    settings: IndexSettings,
    embedder: String,
    statistics: Option<HashedEmbedder>,
    documents: Vec<Document>,
    vectors: StoredVectors,
}

pub(crate) fn encode(index: &KnowledgeIndex) -> Result<Vec<u8>, IndexError> {
    let statistics = match &index.source {
        VectorSource::Hashed(hashed) => Some(hashed.clone()),
        VectorSource::Given(_) => None,
    };
    let body = rmp_serde::to_vec_named(&Stored {
        settings: index.settings,
        embedder: index.source.embedder().name().to_owned(),
        statistics,
        documents: index.documents.values().cloned().collect(),
        vectors: index.stored_vectors(),
    })?;
    Ok(sealed(&body))
}

/// A body with its version and digest before it.
pub(super) fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 + DIGEST + body.len());
    bytes.push(VERSION);
    bytes.extend_from_slice(&Sha256::digest(body));
    bytes.extend_from_slice(body);
    bytes
}

/// The body of what [`sealed`] made.
pub(super) fn unsealed(bytes: &[u8]) -> Result<&[u8], IndexError> {
    let Some((version, rest)) = bytes.split_first() else {
        return Err(IndexError::CutShort { length: 0 });
    };
    if *version != VERSION {
        return Err(IndexError::Version { got: *version });
    }
    let Some((digest, body)) = rest.split_at_checked(DIGEST) else {
        return Err(IndexError::CutShort { length: bytes.len() });
    };
    if Sha256::digest(body).as_slice() != digest {
        return Err(IndexError::Altered);
    }
    Ok(body)
}

pub(crate) fn decode(
    bytes: &[u8],
    embedder: Option<Arc<dyn Embedder>>,
) -> Result<KnowledgeIndex, IndexError> {
    let stored: Stored = rmp_serde::from_slice(unsealed(bytes)?)?;
    let source = match embedder {
        Some(given) => VectorSource::Given(given),
        None => VectorSource::Hashed(stored.statistics.unwrap_or_default()),
    };
    if source.embedder().name() != stored.embedder {
        let expected = source.embedder().name().to_owned();
        return Err(IndexError::Embedder {
            stored: stored.embedder,
            expected,
        });
    }
    let documents: BTreeMap<String, Document> = stored
        .documents
        .into_iter()
        .map(|document| (document.reference.clone(), document))
        .collect();
    Ok(KnowledgeIndex::filled(
        documents,
        stored.settings,
        source,
        &stored.vectors,
    ))
}
