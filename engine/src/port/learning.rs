//! What a shop's people have taught the assistant: an append-only record of examples, and of what became of them.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    activity::NewActivity,
    ids::{BusinessId, ConversationId, UserId},
    port::StoreError,
};

/// One thing that happened to the examples of a shop.
#[derive(Clone, Debug, PartialEq)]
pub struct LearningEvent {
    /// Its own id.
    pub id: Uuid,
    /// The conversation that it was taught in.
    pub conversation_id: Option<ConversationId>,
    /// What happened.
    pub what: Taught,
    /// When.
    pub at: DateTime<Utc>,
}

/// What happened to an example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub enum Taught {
    /// A person said what a message wants.
    IntentCorrected {
        /// The message.
        text: String,
        /// What it wants; `oos` for nothing that the assistant can do.
        intent: String,
        /// What it was understood as.
        was: String,
        /// Who said so.
        by: UserId,
    },
    /// An example broke goldens and was taken back.
    IntentRolledBack {
        /// The example.
        example: Uuid,
        /// The names of the goldens.
        broke: Vec<String>,
    },
    /// A person took an example back.
    IntentWithdrawn {
        /// The example.
        example: Uuid,
        /// Who did.
        by: UserId,
    },
}

impl Taught {
    /// The name in the `kind` column.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::IntentCorrected { .. } => "intent_corrected",
            Self::IntentRolledBack { .. } => "intent_rolled_back",
            Self::IntentWithdrawn { .. } => "intent_withdrawn",
        }
    }
}

/// Keeps the record.
#[async_trait]
pub trait LearningStore: Send + Sync + 'static {
    /// Everything that happened to the examples of a business, oldest first.
    async fn learning_events(&self, business: BusinessId) -> Result<Vec<LearningEvent>, StoreError>;

    /// Writes what happened, and the entry of the log that tells of it, all of it or nothing.
    async fn add_learning_events(
        &self,
        business: BusinessId,
        events: &[LearningEvent],
        activity: &NewActivity,
    ) -> Result<(), StoreError>;
}

/// What became of an example by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleStatus {
    /// It is learnt.
    Active,
    /// It broke these goldens.
    RolledBack(Vec<String>),
    /// A person took it back.
    Withdrawn,
}

/// The examples of a record with what became of each, oldest first.
#[must_use]
pub fn examples(events: &[LearningEvent]) -> Vec<(&LearningEvent, ExampleStatus)> {
    let corrected = events
        .iter()
        .filter(|event| matches!(event.what, Taught::IntentCorrected { .. }));
    corrected
        .map(|event| {
            let mut status = ExampleStatus::Active;
            for later in events {
                match &later.what {
                    Taught::IntentRolledBack { example, broke } if *example == event.id => {
                        status = ExampleStatus::RolledBack(broke.clone());
                    }
                    Taught::IntentWithdrawn { example, .. } if *example == event.id => {
                        status = ExampleStatus::Withdrawn;
                    }
                    _ => {}
                }
            }
            (event, status)
        })
        .collect()
}
