//! Search in what the shop knows.

use std::{
    num::{NonZeroU64, NonZeroUsize},
    time::Duration,
};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How passages are searched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnowledgeSettings {
    /// Passages below which vectors are compared one by one.
    pub exact_search_below: usize,
    /// Where vectors come from.
    pub embeddings: EmbeddingsSettings,
}

/// Where vectors come from beside the built-in ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmbeddingsSettings {
    /// Whose they are.
    pub provider: EmbeddingsProvider,
    /// The model's name at an endpoint.
    pub name: String,
    /// The folder of a model on disk.
    pub folder: String,
    /// Components that an endpoint is asked for; 0 takes what it gives.
    pub dimensions: usize,
    /// What stands before a question, for models that are trained so.
    pub question_prefix: String,
    /// What stands before a passage.
    pub passage_prefix: String,
    /// Texts of one request at most.
    pub batch_texts: NonZeroUsize,
    /// Code points of one request at most.
    pub batch_characters: NonZeroUsize,
    /// Code points of one text that are embedded.
    pub text_characters: NonZeroUsize,
    /// Milliseconds that a question waits for its vector.
    pub question_deadline_ms: NonZeroU64,
    /// Milliseconds for a batch of passages with its retries.
    pub passages_deadline_ms: NonZeroU64,
    /// Questions whose vectors are remembered.
    pub remembered: u64,
    /// Price of a million tokens.
    pub price_per_million: Decimal,
}

/// Whose vectors lie over the built-in ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmbeddingsProvider {
    /// Nobody's: the built-in vectors alone.
    #[default]
    BuiltIn,
    /// Any endpoint that speaks as OpenAI's does.
    Openai,
    /// A model in a folder.
    Folder,
}

impl EmbeddingsSettings {
    /// How long a question waits for its vector.
    #[must_use]
    pub fn question_deadline(&self) -> Duration {
        Duration::from_millis(self.question_deadline_ms.get())
    }

    /// How long a batch of passages may take with its retries.
    #[must_use]
    pub fn passages_deadline(&self) -> Duration {
        Duration::from_millis(self.passages_deadline_ms.get())
    }
}
