//! What businesses have used of language models, by month.

use async_trait::async_trait;

use crate::{
    ids::BusinessId,
    port::{StoreError, model::Usage},
};

/// A month of the calendar in UTC, `2026-11`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(String);

impl Month {
    /// The month of a moment.
    #[must_use]
    pub fn of(at: chrono::DateTime<chrono::Utc>) -> Self {
        Self(at.format("%Y-%m").to_string())
    }

    /// As it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Calls and what they cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ModelUse {
    /// Calls that were answered.
    pub calls: u64,
    /// Their tokens and their cost.
    pub usage: Usage,
}

impl ModelUse {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            calls: self.calls + other.calls,
            usage: Usage {
                input_tokens: self.usage.input_tokens + other.usage.input_tokens,
                output_tokens: self.usage.output_tokens + other.usage.output_tokens,
                cost_micros: self.usage.cost_micros + other.usage.cost_micros,
            },
        }
    }
}

/// Adds up what was used.
#[async_trait]
pub trait ModelUsageStore: Send + Sync + 'static {
    /// What a business has used in a month, all models together.
    ///
    /// # Errors
    /// When it cannot be read.
    async fn model_use(&self, business: BusinessId, month: &Month) -> Result<ModelUse, StoreError>;

    /// Adds to what a business has used of a model in a month. Nodes add side by side.
    ///
    /// # Errors
    /// When it cannot be written.
    async fn add_model_use(
        &self,
        business: BusinessId,
        month: &Month,
        model: &str,
        used: ModelUse,
    ) -> Result<(), StoreError>;
}
