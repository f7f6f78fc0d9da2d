//! The clients of language models: whoever they are asked, deadlines, retries, budgets and the breaker are the same.

mod anthropic;
mod breaker;
mod client;
mod embedding_settings;
mod embeddings;
#[cfg(feature = "local-embeddings")]
mod folder_embeddings;
mod guarded;
mod ledger;
mod openai;
mod provider;
mod retries;
mod settings;
mod sse;

pub use client::{ModelClient, ModelClientError};
pub use embedding_settings::EmbeddingSettings;
pub use embeddings::EmbeddingClient;
#[cfg(feature = "local-embeddings")]
pub use folder_embeddings::{FolderEmbeddings, FolderError};
pub use ledger::Ledger;
pub use settings::{Endpoint, ModelClientSettings, Prices, Tier};
