//! What businesses have used of language models, by month, and by day, model and purpose.

use async_trait::async_trait;
use chrono::NaiveDate;

use crate::{
    ids::BusinessId,
    port::{
        StoreError,
        model::{Purpose, Usage},
    },
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

    /// The month that is written so; none when it is no month.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let first = NaiveDate::parse_from_str(&format!("{written}-01"), "%Y-%m-%d").ok()?;
        let same = first.format("%Y-%m").to_string();
        (same == written).then_some(Self(same))
    }

    /// As it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What calls are counted under.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UsageKey {
    /// The day, in UTC.
    pub day: NaiveDate,
    /// The model that answered.
    pub model: String,
    /// What it was asked for.
    pub purpose: Purpose,
}

impl UsageKey {
    /// The month that the day is in.
    #[must_use]
    pub fn month(&self) -> Month {
        Month(self.day.format("%Y-%m").to_string())
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

    /// What a business has used in a month, by day, model and purpose, the first day first.
    ///
    /// # Errors
    /// When it cannot be read.
    async fn model_use_by_day(
        &self,
        business: BusinessId,
        month: &Month,
    ) -> Result<Vec<(UsageKey, ModelUse)>, StoreError>;

    /// Adds to what a business has used of a model on a day. Nodes add side by side.
    ///
    /// # Errors
    /// When it cannot be written.
    async fn add_model_use(
        &self,
        business: BusinessId,
        key: &UsageKey,
        used: ModelUse,
    ) -> Result<(), StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_as_it_is_written_and_nothing_else_is_one() {
        assert_eq!(
            Month::parse("2026-11").map(|month| month.0),
            Some("2026-11".to_owned())
        );
        for wrong in ["", "2026", "2026-13", "2026-1", "2026-11-02", "11-2026"] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }
}
