//! Vectors from a folder: a static embedding in the form of model2vec, read whole at the start. Nothing is downloaded.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use colloquy_engine::{
    ids::BusinessId,
    port::{
        embeddings::Embeddings,
        model::{ModelError, ModelErrorKind, ModelStanding},
    },
};
use model2vec_rs::model::StaticModel;
use sha2::{Digest, Sha256};

/// The files of a model: its words, its vectors, and how they are put together.
const FILES: [&str; 3] = ["tokenizer.json", "model.safetensors", "config.json"];
/// Tokens of one text that are read.
const MOST_TOKENS: usize = 512;
/// Texts that are embedded between two looks at the clock.
const BATCH: usize = 64;

/// A static embedding. Cheap to clone.
#[derive(Clone)]
pub struct FolderEmbeddings {
    model: StaticModel,
    name: String,
}

/// Why a folder holds no embedding.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file is not there or cannot be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The files are no static embedding.
    #[error("{}: no static embedding: {reason}", folder.display())]
    NoModel {
        /// The folder.
        folder: PathBuf,
        /// What the reader says.
        reason: String,
    },
}

impl FolderEmbeddings {
    /// Reads the model of a folder; its name is a digest of its files.
    ///
    /// # Errors
    /// When a file cannot be read, or the files are no static embedding.
    pub fn read(folder: &Path) -> Result<Self, FolderError> {
        let mut digest = Sha256::new();
        let mut files: Vec<Vec<u8>> = Vec::with_capacity(FILES.len());
        for file in FILES {
            let path = folder.join(file);
            let bytes = fs::read(&path).map_err(|error| FolderError::Unreadable { path, error })?;
            digest.update((bytes.len() as u64).to_le_bytes());
            digest.update(&bytes);
            files.push(bytes);
        }
        let [tokenizer, model, config] = files.as_slice() else {
            return Err(FolderError::NoModel {
                folder: folder.to_owned(),
                reason: "a file is missing".to_owned(),
            });
        };
        let model = StaticModel::from_bytes(tokenizer, model, config, Some(true)).map_err(|error| {
            FolderError::NoModel {
                folder: folder.to_owned(),
                reason: format!("{error:#}"),
            }
        })?;
        let digest = digest.finalize();
        let digest: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Ok(Self {
            model,
            name: format!("folder:{digest}"),
        })
    }

    fn embed(&self, texts: &[String]) -> Vec<Vec<f32>> {
        self.model.encode_with_args(texts, Some(MOST_TOKENS), BATCH)
    }
}

#[async_trait]
impl Embeddings for FolderEmbeddings {
    fn name(&self) -> &str {
        &self.name
    }

    async fn passages(
        &self,
        _business: BusinessId,
        texts: &[String],
        within: Duration,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        let began = Instant::now();
        let late = |detail: &str| ModelError {
            kind: ModelErrorKind::TimedOut,
            detail: detail.to_owned(),
            attempts: 1,
            took: began.elapsed(),
        };
        let mut vectors = Vec::with_capacity(texts.len());
        for batch in texts.chunks(BATCH) {
            if began.elapsed() > within {
                return Err(late("the texts are too many for the time"));
            }
            let (own, batch) = (self.clone(), batch.to_vec());
            let embedded = tokio::task::spawn_blocking(move || own.embed(&batch)).await;
            vectors.extend(embedded.map_err(|_fell| late("embedding fell"))?);
        }
        Ok(vectors)
    }

    async fn question(&self, _business: BusinessId, text: &str) -> Option<Arc<[f32]>> {
        // Looking some dozens of words up takes microseconds.
        let vector = self.embed(&[text.to_owned()]).pop()?;
        Some(vector.into())
    }

    fn standing(&self) -> ModelStanding {
        ModelStanding::Answers
    }
}

impl std::fmt::Debug for FolderEmbeddings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("FolderEmbeddings")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A model of three words with two components each.
    fn write(folder: &Path) {
        let tokenizer = json!({
            "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
            "normalizer": { "type": "Lowercase" }, "pre_tokenizer": { "type": "Whitespace" },
            "post_processor": null, "decoder": null,
            "model": { "type": "WordLevel", "vocab": { "[UNK]": 0, "umbrella": 1, "brolly": 2, "boots": 3 },
                "unk_token": "[UNK]" },
        });
        let rows: [f32; 8] = [0.0, 0.0, 1.0, 0.1, 1.0, 0.0, 0.0, 1.0];
        let data: Vec<u8> = rows.iter().flat_map(|one| one.to_le_bytes()).collect();
        let header =
            json!({ "embeddings": { "dtype": "F32", "shape": [4, 2], "data_offsets": [0, data.len()] } });
        let header = header.to_string();
        let mut model = (header.len() as u64).to_le_bytes().to_vec();
        model.extend_from_slice(header.as_bytes());
        model.extend_from_slice(&data);
        let config = json!({ "normalize": true });
        for (name, bytes) in [
            ("tokenizer.json", tokenizer.to_string().into_bytes()),
            ("model.safetensors", model),
            ("config.json", config.to_string().into_bytes()),
        ] {
            fs::write(folder.join(name), bytes).expect("a temporary folder");
        }
    }

    #[tokio::test]
    async fn a_folder_embeds_words_that_mean_the_same_alike() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write(folder.path());
        let embeddings = FolderEmbeddings::read(folder.path()).expect("it is one");
        let business = BusinessId(uuid::Uuid::nil());
        let texts = ["umbrella", "brolly", "boots"].map(str::to_owned);
        let vectors = embeddings
            .passages(business, &texts, Duration::from_secs(5))
            .await
            .expect("they are embedded");
        let cosine = |one: usize, other: usize| -> f32 {
            vectors[one]
                .iter()
                .zip(&vectors[other])
                .map(|(left, right)| left * right)
                .sum()
        };
        assert!(cosine(0, 1) > 0.95 && cosine(0, 2) < 0.3, "{vectors:?}");
        let asked = embeddings.question(business, "brolly").await.expect("a vector");
        assert_eq!(asked.as_ref(), vectors[1].as_slice());
    }

    #[test]
    fn a_folder_that_holds_none_says_what_is_wrong() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let error = FolderEmbeddings::read(folder.path()).expect_err("it is empty");
        assert!(error.to_string().contains("tokenizer.json"), "{error}");
        write(folder.path());
        let first = FolderEmbeddings::read(folder.path()).expect("it is one").name;
        fs::write(folder.path().join("config.json"), b"{\"normalize\": false}").expect("written");
        let other = FolderEmbeddings::read(folder.path()).expect("it is one").name;
        assert_ne!(first, other, "other files are another embedding");
        fs::write(folder.path().join("model.safetensors"), b"nonsense").expect("written");
        assert!(FolderEmbeddings::read(folder.path()).is_err());
    }
}
