//! The one value that walks the line: each stage adds its typed part and looks at nothing that comes after it.

pub mod answer;
pub mod context;
pub mod decision;
pub mod inbound;
pub mod outcome;
pub mod reply;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

pub use answer::{Answer, Source, SourceType};
pub use context::Context;
pub use decision::{Decision, DecisionKind};
pub use inbound::Inbound;
pub use outcome::Outcome;
pub use reply::Reply;

use crate::{
    channel::Channel,
    ids::{BusinessId, ConversationId, MessageId, TurnId},
    knowledge::Evidence,
    language::Language,
    model::ModelTrace,
    replay::{Answers, Recording, Versions},
    understanding::Understanding,
};

/// One pass of the assistant over one or more messages.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The turn.
    pub id: TurnId,
    /// Whose it is.
    pub business_id: BusinessId,
    /// The conversation that it belongs to.
    pub conversation_id: ConversationId,
    /// The way the answer goes out.
    pub channel: Channel,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// The messages that it covers, oldest first; never empty.
    pub inbound: Vec<Inbound>,
    /// What was known when it began.
    pub context: Context,
    /// Made by the classifier.
    pub understanding: Option<Understanding>,
    /// The question's vector by an embedding from outside, where the shop has one and it answered in time.
    pub question_vector: Option<Arc<[f32]>>,
    /// Made by the retriever.
    pub evidence: Option<Evidence>,
    /// Made by the responder's tools.
    pub outcome: Option<Outcome>,
    /// Made by the responder.
    pub answer: Option<Answer>,
    /// Made by the gate.
    pub decision: Option<Decision>,
    /// Made by the channel's form; none when nothing is said.
    pub reply: Option<Reply>,
    /// What a language model had to do with it.
    pub model: ModelTrace,
    /// The id that the answer will have, where it is shown while it is written.
    pub reply_id: Option<MessageId>,
    /// How long each stage took, in the order of the line.
    pub stages: Vec<StageTime>,
    /// What computed it.
    pub versions: Versions,
    /// What its tools were answered.
    pub answers: Answers,
}

impl Turn {
    /// What the shopper wrote, the messages of a burst joined by line breaks.
    #[must_use]
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self
            .inbound
            .iter()
            .map(|message| message.understood_text())
            .collect();
        texts.join("\n")
    }

    /// A turn that nothing has been done for.
    #[must_use]
    pub fn new(
        id: TurnId,
        seat: (BusinessId, ConversationId, Channel),
        inbound: Vec<Inbound>,
        context: Context,
    ) -> Self {
        let (business_id, conversation_id, channel) = seat;
        Self {
            id,
            business_id,
            conversation_id,
            channel,
            started_at: context.now,
            inbound,
            versions: context.shop.versions.clone(),
            answers: Answers::default(),
            context,
            understanding: None,
            question_vector: None,
            evidence: None,
            outcome: None,
            answer: None,
            decision: None,
            reply: None,
            model: ModelTrace::default(),
            reply_id: None,
            stages: Vec::new(),
        }
    }

    /// Whether only a draft was asked for. Messages that are to be answered are never in one turn with such.
    #[must_use]
    pub fn is_for_draft(&self) -> bool {
        self.inbound.iter().any(|message| message.for_draft)
    }

    /// The language to answer in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.understanding
            .as_ref()
            .map(|understanding| understanding.language)
            .or(self.context.language)
            .unwrap_or_default()
    }

    /// Everything that explains the turn, as it is stored and shown. Written out at once: a tree of values in between
    /// would cost more than the rest of the commit.
    ///
    /// # Errors
    /// When a part cannot be written as JSON.
    pub fn trace(&self, duration_micros: i64) -> serde_json::Result<Box<RawValue>> {
        to_raw_value(&Trace {
            understanding: self.understanding.as_ref(),
            evidence: self.evidence.as_ref(),
            outcome: self.outcome.as_ref(),
            answer: self.answer.as_ref(),
            decision: self.decision.as_ref(),
            model: &self.model,
            stages: &self.stages,
            recording: Recording {
                versions: self.versions.clone(),
                context: (&self.context).into(),
                answers: self.answers.clone(),
            },
            duration_micros,
        })
    }

    /// Notes how long a stage took.
    pub fn record(&mut self, stage: Stage, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.stages.push(StageTime { name: stage, micros });
    }
}

/// The turn as it is stored and shown.
#[derive(Serialize)]
struct Trace<'turn> {
    understanding: Option<&'turn Understanding>,
    evidence: Option<&'turn Evidence>,
    outcome: Option<&'turn Outcome>,
    answer: Option<&'turn Answer>,
    decision: Option<&'turn Decision>,
    #[serde(skip_serializing_if = "ModelTrace::is_empty")]
    model: &'turn ModelTrace,
    stages: &'turn [StageTime],
    recording: Recording,
    duration_micros: i64,
}

/// The stages of the line, by the names of the metric `colloquy_turn_stage_duration_seconds`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Checked and named.
    Intake,
    /// State, cart and history gathered.
    Context,
    /// Classified.
    Understand,
    /// Evidence found.
    Retrieve,
    /// Tools run.
    Act,
    /// Answer written.
    Respond,
    /// Judged.
    Gate,
    /// Brought into the channel's form.
    Form,
    /// Made durable.
    Commit,
    /// Shown.
    Publish,
}

impl Stage {
    /// The label of the metric and of the trace.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Context => "context",
            Self::Understand => "understand",
            Self::Retrieve => "retrieve",
            Self::Act => "act",
            Self::Respond => "respond",
            Self::Gate => "gate",
            Self::Form => "form",
            Self::Commit => "commit",
            Self::Publish => "publish",
        }
    }
}

/// How long one stage took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageTime {
    /// The stage.
    pub name: Stage,
    /// Microseconds.
    pub micros: u64,
}
