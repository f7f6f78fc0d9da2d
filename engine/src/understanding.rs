//! From a text to what its writer wants.
//!
//! Rules run first, then a trained linear model; the more confident wins. What is read here is
//! only what was said: whether it may be done is decided by commerce and policy.

pub mod actions;
pub mod arguments;
mod calibration;
mod concepts;
pub mod detect;
mod disguise;
pub mod entities;
pub mod features;
mod follow_up;
pub mod handoff;
pub mod hashed;
mod impression;
pub mod injection;
pub mod intent;
mod learning;
mod lessons;
pub mod linear;
pub mod linear_bytes;
mod live;
mod logistic;
pub mod mail;
pub mod offence;
mod pattern;
mod payment;
pub mod products;
pub mod question;
pub mod role;
pub mod rules;
mod scope;
pub mod sentiment;
mod several;
pub mod slots;
pub mod stage;
pub mod text;
pub mod training;
mod understander;
mod voice;

use serde::{Deserialize, Serialize};

use crate::language::Language;

pub use arguments::{Action, Arguments, Reference};
pub use entities::{Entity, EntityKind, address::Address};
pub use handoff::HandoffTrigger;
pub use impression::Impression;
pub use intent::Intent;
pub use linear::{LinearModel, Prediction, TrainingError};
pub use linear_bytes::ModelError;
pub use live::{LiveExamples, MOST_EXAMPLES, OwnExamples};
pub use payment::{is_payment_token, payment_token};
pub use products::{CatalogueLexicon, Mention, ProductMatch};
pub use question::{Filled, OpenQuestion, QuestionKind, fill, is_never_mind, lone_answer};
pub use role::Role;
pub use sentiment::{Sentiment, SentimentLabel};
pub use slots::{Slot, SlotExample, SlotModel};
pub use training::{Example, HeldOut, SeveralExample, TrainingReport, TrainingSet, TrainingSettings};
pub use understander::{Situation, Understander};

/// Where a candidate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A rule that hardly errs.
    Rule,
    /// The trained model.
    Model,
    /// An example that the shop's people have given says the same.
    Example,
    /// The parts of the message, where they say more than the whole.
    Parts,
    /// The message answers the open question.
    Question,
    /// A language model's plan, followed as far as rules allow.
    Planner,
    /// A language model that was asked to choose, where rules and model were unsure.
    LanguageModel,
}

/// One thing that a message may want.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// What.
    pub intent: Intent,
    /// How likely, from 0 to 1.
    pub probability: f32,
    /// Who says so.
    pub origin: Origin,
}

/// All that was read in a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Understanding {
    /// The language it is written in.
    pub language: Language,
    /// What it may want, the likeliest first, at most five.
    pub candidates: Vec<Candidate>,
    /// What it wants.
    pub intent: Intent,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
    /// The facts it names, in the order of the text.
    pub entities: Vec<Entity>,
    /// What is to be done, at most five.
    pub actions: Vec<Action>,
    /// What was asked for beyond the five, in words.
    pub overflow: Vec<String>,
    /// How the writer feels.
    pub sentiment: Sentiment,
    /// How pressing it is, from 0 to 1.
    pub urgency: f32,
    /// Whether the writer buys or sells, when the message shows it.
    pub role: Option<Role>,
    /// Whether it swears or insults.
    pub offensive: bool,
    /// Whether it tries to overrule the assistant's instructions.
    pub injection: bool,
    /// What in it calls for a person.
    pub handoff: Option<HandoffTrigger>,
    /// How likely it is nothing the assistant can do, from 0 to 1; above one half it is turned away.
    pub out_of_scope: f32,
    /// Whether it answers the question that was open.
    pub answers_question: bool,
}

/// From this confidence on a task that only the model names is taken for one without a look at the knowledge.
const CERTAIN: f32 = 0.985;

impl Understanding {
    /// Whether the message surely wants something done: a rule says so, or it answers our question, or the model
    /// hardly doubts it.
    #[must_use]
    pub fn is_certain_task(&self) -> bool {
        let by_rule = self
            .candidates
            .first()
            .is_some_and(|first| !matches!(first.origin, Origin::Model | Origin::LanguageModel));
        self.intent.is_task()
            && (self.answers_question || (by_rule && self.confidence >= 0.9) || self.confidence >= CERTAIN)
    }
}
