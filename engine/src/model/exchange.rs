//! What passed between the engine and a model in one turn, kept in the turn's trace.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::rules::Execution;
use crate::port::model::{
    ModelError, ModelMessage, ModelReply, ModelRequest, PromptVersion, Purpose, ToolCall, Usage,
};

/// Everything that a model had to do with a turn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelTrace {
    /// Which side of the comparison between planner and classifier the conversation is on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub arm: Option<Arm>,
    /// Why the planner was not asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub not_planned: Option<String>,
    /// Why nobody was asked what the message wants.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub not_classified: Option<String>,
    /// Why no words were asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub not_written: Option<String>,
    /// The plan is the model's, and this is what becomes of it when a part cannot be done.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub execution: Option<Execution>,
    /// What was asked and answered, in order.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub exchanges: Vec<Exchange>,
}

impl ModelTrace {
    /// Whether no model had anything to do with the turn.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is left of a turn's time for its model.
    #[must_use]
    pub fn time_left(&self, budget: Duration) -> Duration {
        let used = self.exchanges.iter().map(|exchange| exchange.micros).sum();
        budget.saturating_sub(Duration::from_micros(used))
    }
}

/// The sides of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arm {
    /// The planner may be asked.
    Planner,
    /// It never is.
    Classifier,
}

impl Arm {
    /// The label in metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planner => "planner",
            Self::Classifier => "classifier",
        }
    }
}

/// One question to a model and its answer. Persons are masked in both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// What was asked for.
    pub purpose: Purpose,
    /// What the model was instructed with.
    pub prompt: PromptVersion,
    /// What was sent to it.
    pub messages: Vec<ModelMessage>,
    /// Who answered.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub provider: String,
    /// Which model.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub model: String,
    /// Its words, as they came.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub text: String,
    /// The tools it wished to call, as it wrote them.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub calls: Vec<ToolCall>,
    /// What it cost.
    pub usage: Usage,
    /// Requests sent.
    pub attempts: u32,
    /// Time spent, microseconds.
    pub micros: u64,
    /// What became of the answer.
    pub verdict: Verdict,
    /// Why it was not used.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was followed or said.
    Used,
    /// It broke a rule.
    Refused,
    /// There was none.
    Failed,
}

impl Exchange {
    /// An answer that came, whose verdict is not known yet.
    #[must_use]
    pub fn answered(purpose: Purpose, request: &ModelRequest, reply: &ModelReply) -> Self {
        Self {
            purpose,
            prompt: request.prompt.clone(),
            messages: request.messages.clone(),
            provider: reply.provider.clone(),
            model: reply.model.clone(),
            text: reply.text.clone(),
            calls: reply.calls.clone(),
            usage: reply.usage,
            attempts: reply.attempts,
            micros: micros(reply.took),
            verdict: Verdict::Used,
            reason: None,
        }
    }

    /// An answer that did not come, or not whole.
    #[must_use]
    pub fn failed(purpose: Purpose, request: &ModelRequest, error: &ModelError, heard: String) -> Self {
        Self {
            purpose,
            prompt: request.prompt.clone(),
            messages: request.messages.clone(),
            provider: String::new(),
            model: String::new(),
            text: heard,
            calls: Vec::new(),
            usage: Usage::default(),
            attempts: error.attempts,
            micros: micros(error.took),
            verdict: Verdict::Failed,
            reason: Some(error.kind.as_str().to_owned()),
        }
    }

    /// The same, not used.
    #[must_use]
    pub fn refused(mut self, reason: impl Into<String>) -> Self {
        self.verdict = Verdict::Refused;
        self.reason = Some(reason.into());
        self
    }
}

fn micros(took: Duration) -> u64 {
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}
