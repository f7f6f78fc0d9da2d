//! The language model: whether, which, and within which bounds.

use std::{
    num::{NonZeroU64, NonZeroUsize},
    time::Duration,
};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Use and bounds of a language model. Its keys and addresses are secrets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelSettings {
    /// Whether a model is used where the environment has a key.
    pub enabled: bool,
    /// Which kind of endpoint.
    pub provider: ModelProvider,
    /// The model's name; empty takes the provider's usual one.
    pub name: String,
    /// The model that is taken when much of the month's budget is used; empty takes none.
    pub cheaper_name: String,
    /// Tokens of one reply at most.
    pub max_tokens: NonZeroU64,
    /// How freely it words, from 0 to 2.
    pub temperature: f32,
    /// Milliseconds for one call with its retries.
    pub call_deadline_ms: NonZeroU64,
    /// Milliseconds for all calls of one turn together.
    pub turn_budget_ms: NonZeroU64,
    /// Milliseconds to connect.
    pub connect_timeout_ms: NonZeroU64,
    /// Requests that are sent again for one call at most.
    pub retries: u32,
    /// Retries that may be made for a hundred calls.
    pub retries_per_hundred: u32,
    /// Failures in a row after which the endpoint is left alone.
    pub breaker_failures: NonZeroU64,
    /// Seconds that it is left alone then.
    pub breaker_seconds: NonZeroU64,
    /// Calls of this process that are under way side by side.
    pub calls_at_once: NonZeroUsize,
    /// Replies that are remembered.
    pub remembered: u64,
    /// Seconds that they are.
    pub remembered_seconds: u64,
    /// Whether texts of the model answer shoppers.
    pub writes: bool,
    /// Whether each is checked by the endpoint's moderation before it is said.
    pub moderates: bool,
    /// The planner.
    pub planner: PlannerSettings,
    /// Choosing an intent where rules and trained model are unsure.
    pub classifier: ClassifierSettings,
    /// What may be spent.
    pub budget: BudgetSettings,
}

/// Which kind of endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelProvider {
    /// The one that the environment has a key of; the OpenAI-compatible one where it has both.
    #[default]
    Auto,
    /// Any endpoint that speaks as OpenAI's does.
    Openai,
    /// Anthropic's.
    Anthropic,
}

/// How plans of the model are made and taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannerSettings {
    /// Whether the model plans.
    pub enabled: bool,
    /// Who is asked first.
    pub policy: PlannerPolicy,
    /// Percent of conversations that the planner is for.
    pub canary_percent: u8,
    /// Confidence from 0 to 1 that a plan must reach.
    pub min_confidence: f32,
    /// Actions of a plan that are done.
    pub max_actions: NonZeroUsize,
    /// What becomes of a plan of which a part cannot be done.
    pub execution_mode: ExecutionMode,
    /// How often it may look something up in one turn.
    pub lookups: usize,
}

/// When the model is asked to choose an intent, and when its choice counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassifierSettings {
    /// Whether it is asked, where no planner is.
    pub enabled: bool,
    /// Confidence from 0 to 1 of rules and trained model below which it is asked.
    pub unsure_below: f32,
    /// So far on either side of one half a message's being out of scope is unsure.
    pub out_of_scope_margin: f32,
    /// Confidence from 0 to 1 that its choice must reach.
    pub min_confidence: f32,
    /// Milliseconds for the call with its retries.
    pub deadline_ms: NonZeroU64,
}

impl ClassifierSettings {
    /// How long the call may take with its retries.
    #[must_use]
    pub fn deadline(&self) -> Duration {
        Duration::from_millis(self.deadline_ms.get())
    }
}

/// Who is asked first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlannerPolicy {
    /// The planner, for every message.
    #[default]
    PlannerFirst,
    /// The classifier; the planner only for messages that want several things.
    ClassifierFirst,
}

/// What becomes of a plan of which a part cannot be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecutionMode {
    /// What can be done is done.
    #[default]
    Partial,
    /// All or nothing.
    Atomic,
}

/// What one business may spend in a month, and what tokens cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetSettings {
    /// The most that one business may spend in a month of the calendar (UTC); 0 is without bound.
    pub monthly_cap: Decimal,
    /// Share of it from which the cheaper model is taken.
    pub downgrade_at: f64,
    /// Price of a million tokens read and written.
    pub input_per_million: Decimal,
    /// The same, written.
    pub output_per_million: Decimal,
    /// The same of the cheaper model, read.
    pub cheaper_input_per_million: Decimal,
    /// The same, written.
    pub cheaper_output_per_million: Decimal,
}

impl ModelSettings {
    /// How long one call may take with its retries.
    #[must_use]
    pub fn call_deadline(&self) -> Duration {
        Duration::from_millis(self.call_deadline_ms.get())
    }

    /// How long all calls of one turn may take together.
    #[must_use]
    pub fn turn_budget(&self) -> Duration {
        Duration::from_millis(self.turn_budget_ms.get())
    }

    /// How long connecting may take.
    #[must_use]
    pub fn connect_timeout(&self) -> Duration {
        Duration::from_millis(self.connect_timeout_ms.get())
    }

    /// How long a failing endpoint is left alone.
    #[must_use]
    pub fn breaker_pause(&self) -> Duration {
        Duration::from_secs(self.breaker_seconds.get())
    }

    /// How long a reply is remembered.
    #[must_use]
    pub fn remembered_for(&self) -> Duration {
        Duration::from_secs(self.remembered_seconds)
    }
}
