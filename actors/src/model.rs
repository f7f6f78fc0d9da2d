//! The clients of language models: whoever they are asked, deadlines, retries, budgets and the breaker are the same.

mod anthropic;
mod breaker;
mod client;
mod ledger;
mod openai;
mod provider;
mod retries;
mod settings;
mod sse;

pub use client::{ModelClient, ModelClientError};
pub use settings::{Endpoint, ModelClientSettings, Prices, Tier};
