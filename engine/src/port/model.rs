//! A language model, as the engine asks one: to plan what is to be done, to phrase what is known, and to say what a
//! message wants where that is unsure.
//!
//! A model reads and writes. What it says is data: whether anything of it is done or said is decided by the engine.

use std::{ops::ControlFlow, time::Duration};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::BusinessId;

/// What a model is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Which tools to call, with which arguments.
    Plan,
    /// A text for the shopper.
    Write,
    /// Which intent a message has.
    Classify,
    /// Vectors of texts.
    Embed,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 4] = [Self::Plan, Self::Write, Self::Classify, Self::Embed];

    /// The purpose of a label; none where there is no such.
    #[must_use]
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == label)
    }

    /// The label in metrics and traces.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Write => "write",
            Self::Classify => "classify",
            Self::Embed => "embed",
        }
    }
}

/// Which text a model was instructed with.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PromptVersion {
    /// The prompt's file without its ending.
    pub name: String,
    /// A digest of the file: another text has another version.
    pub hash: String,
}

/// One request to a model. Nothing in it names a person: what does was masked.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelRequest {
    /// Whose budget it is charged to.
    pub business_id: BusinessId,
    /// The prompt that `system` was made of.
    pub prompt: PromptVersion,
    /// What the model is instructed with.
    pub system: String,
    /// What was said so far, oldest first; the first is the shopper's.
    pub messages: Vec<ModelMessage>,
    /// What it may call; empty when it writes.
    pub tools: Vec<ToolDescription>,
    /// Whether it has to call the first of these instead of writing.
    pub must_call: bool,
    /// Whether the same request of another shopper may be given the same reply.
    pub shared: bool,
}

/// One message of a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case")]
pub enum ModelMessage {
    /// From the shopper, or from us in the shopper's place.
    User {
        /// The text.
        text: String,
    },
    /// From the assistant, earlier.
    Assistant {
        /// The text.
        text: String,
    },
    /// Tools that the model called in this very request's earlier rounds.
    Calls {
        /// The calls.
        calls: Vec<ToolCall>,
    },
    /// What such a tool answered.
    Result {
        /// The call that it answers.
        call_id: String,
        /// What came out.
        text: String,
    },
}

/// A tool, as a model is told of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolDescription {
    /// Its name.
    pub name: String,
    /// What it does and when to call it.
    pub description: String,
    /// JSON Schema of its arguments, an object.
    pub parameters: Value,
}

/// A call that a model wishes for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ToolCall {
    /// The id that the answer to it names.
    pub id: String,
    /// The tool; perhaps none that was offered.
    pub name: String,
    /// Its arguments as the model wrote them; perhaps no JSON.
    pub arguments: String,
}

/// What a call cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens read.
    pub input_tokens: u64,
    /// Tokens written.
    pub output_tokens: u64,
    /// Millionths of the currency that prices are set in.
    pub cost_micros: u64,
}

/// What a model replied, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelReply {
    /// The text; empty when it only called tools.
    pub text: String,
    /// The tools it wishes to call.
    pub calls: Vec<ToolCall>,
    /// What it cost; nothing when it was remembered.
    pub usage: Usage,
    /// Who answered: `openai` or `anthropic`.
    pub provider: String,
    /// The model's name.
    pub model: String,
    /// Requests sent until it came; zero when it was remembered.
    pub attempts: u32,
    /// From the first request to the last byte.
    pub took: Duration,
}

/// Why there is no reply, by what the caller can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ModelErrorKind {
    /// The endpoint is out of reach, answers 5xx or 429, or rests after having failed too often. Go on without it.
    #[error("the model is out")]
    Out,
    /// The time for this call or this turn is used up. Go on without it.
    #[error("the model did not answer in time")]
    TimedOut,
    /// Too many calls are under way. Go on without it.
    #[error("too many model calls are under way")]
    Busy,
    /// The reply is none: half a stream, no JSON, an unknown form. Go on without it.
    #[error("the model's reply is broken")]
    Broken,
    /// The endpoint refuses the request: a wrong key or an unknown model. An operator has to mend it.
    #[error("the endpoint refuses the request")]
    Refused,
    /// The business has used up its month's budget.
    #[error("the month's budget is used up")]
    Spent,
    /// The listener wanted no more.
    #[error("the call was stopped")]
    Stopped,
}

impl ModelErrorKind {
    /// The label in metrics and traces.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::TimedOut => "timed_out",
            Self::Busy => "busy",
            Self::Broken => "broken",
            Self::Refused => "refused",
            Self::Spent => "spent",
            Self::Stopped => "stopped",
        }
    }
}

/// A call that came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {detail}")]
pub struct ModelError {
    /// What can be done about it.
    pub kind: ModelErrorKind,
    /// What was seen, without anything of the request or the reply.
    pub detail: String,
    /// Requests sent.
    pub attempts: u32,
    /// Time spent.
    pub took: Duration,
}

/// What a check of a text's decency found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moderation {
    /// Whether it must not be said.
    pub flagged: bool,
    /// Why, in the words of whoever checked.
    pub categories: Vec<String>,
}

/// How the model behind the port is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelStanding {
    /// It answered last time, or was not asked yet.
    Answers,
    /// Its last calls failed, not yet too many.
    Falters,
    /// It failed too often and is left alone for a while.
    Rests,
    /// It is being tried again with single calls.
    Probed,
}

/// Hears a text while it is being written. `Break` ends the call.
pub trait Pieces: Send {
    /// The next piece, as it came.
    fn hear(&mut self, piece: &str) -> ControlFlow<()>;
}

/// A language model. Deadlines, retries, budgets and the breaker are the adapter's affair.
#[async_trait]
pub trait LanguageModel: Send + Sync + 'static {
    /// The name of the model that is usually asked.
    fn name(&self) -> &str;

    /// Asks which tools to call.
    ///
    /// # Errors
    /// When no whole reply came `within` the time.
    async fn plan(&self, request: &ModelRequest, within: Duration) -> Result<ModelReply, ModelError>;

    /// Asks which intent a message has.
    ///
    /// # Errors
    /// When no whole reply came `within` the time.
    async fn classify(&self, request: &ModelRequest, within: Duration) -> Result<ModelReply, ModelError>;

    /// Asks for a text and tells its pieces as they come. Nothing is asked a second time once a piece was told.
    ///
    /// # Errors
    /// When no whole reply came `within` the time, or the listener wanted no more.
    async fn write(
        &self,
        request: &ModelRequest,
        within: Duration,
        pieces: &mut dyn Pieces,
    ) -> Result<ModelReply, ModelError>;

    /// Asks whether a text may be said at all.
    ///
    /// # Errors
    /// When no verdict came `within` the time.
    async fn moderate(&self, text: &str, within: Duration) -> Result<Moderation, ModelError>;

    /// How it is.
    fn standing(&self) -> ModelStanding;
}
