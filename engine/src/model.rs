//! What a language model is used for: it plans actions, phrases answers, and says what an unclear message wants.
//!
//! Everything works without one. With one, its plan takes the place of the built-in one where it holds, and its words
//! take the place of the built-in ones where every fact in them stands in the sources. Code decides on both.

pub mod claims;
pub mod classifying;
pub mod exchange;
mod facts;
pub mod masking;
pub mod planning;
pub mod prompts;
pub mod recorded;
pub mod rules;
pub mod sentences;
pub mod tool_calls;
pub mod tools;
pub mod writing;

use std::{fmt, sync::Arc};

pub use exchange::{Arm, Exchange, ModelTrace, Verdict};
pub use prompts::{Prompt, Prompts};
pub use rules::{ClassifierRules, DecisionPolicy, Execution, ModelRules, PlannerRules};
pub use sentences::{Listener, NobodyListens};

use crate::port::model::LanguageModel;

/// A model with what it is instructed by and held to.
#[derive(Clone)]
pub struct Assistant {
    /// Answers.
    pub model: Arc<dyn LanguageModel>,
    /// What it is used for.
    pub rules: ModelRules,
    /// What it is told.
    pub prompts: Prompts,
}

impl fmt::Debug for Assistant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Assistant")
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}
