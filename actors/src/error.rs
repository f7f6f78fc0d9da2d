//! What can go wrong between a caller and the running system, by what the caller can do about it.

use std::time::Duration;

use colloquy_engine::{conversation::state::Owner, port::StoreError};

/// The running system did not do what was asked.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EngineError {
    /// A mailbox or a permit pool is full; try again after this long.
    #[error("{actor} is overloaded")]
    Overloaded {
        /// Whose bound was met.
        actor: &'static str,
        /// When to try again.
        retry_after: Duration,
    },
    /// No answer within the deadline. What was asked may still happen.
    #[error("{actor} did not answer in time")]
    TimedOut {
        /// Who was asked.
        actor: &'static str,
    },
    /// Who was asked fell or did not answer while it wrote. Look at what is stored, or ask again under the same key.
    #[error("it is not known whether the {actor} did it")]
    FateUnknown {
        /// Who was asked.
        actor: &'static str,
    },
    /// The actor fell or is stopping; try again.
    #[error("{actor} is gone")]
    Gone {
        /// Who was asked.
        actor: &'static str,
    },
    /// The system is stopping.
    #[error("the system is stopping")]
    Stopping,
    /// There is no such thing in this business.
    #[error("there is no such {what}")]
    NotFound {
        /// What kind of thing.
        what: &'static str,
    },
    /// The conversation has another owner than the caller thought.
    #[error("the conversation has another owner by now")]
    OwnerChanged {
        /// The owner now.
        owner: Owner,
    },
    /// A newer message or version took the draft's place.
    #[error("a newer message has superseded this draft")]
    DraftSuperseded,
    /// Somebody has decided on the draft already.
    #[error("this draft has been decided already")]
    DraftDecided,
    /// The state does not allow it; a sentence for people.
    #[error("{detail}")]
    Conflict {
        /// Stable code.
        code: &'static str,
        /// Why.
        detail: String,
    },
    /// What was asked for is not valid; a field and a sentence.
    #[error("{detail}")]
    Invalid {
        /// The field.
        field: &'static str,
        /// Stable code.
        code: &'static str,
        /// What was expected.
        detail: String,
    },
    /// The store refused or is out of reach.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl EngineError {
    /// Stable code of the problem document.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Overloaded { .. } => "overloaded",
            Self::TimedOut { .. } => "timed_out",
            Self::FateUnknown { .. } => "fate_unknown",
            Self::Gone { .. } => "unavailable",
            Self::Stopping => "restarting",
            Self::NotFound { .. } => "not_found",
            Self::OwnerChanged { .. } => "owner_changed",
            Self::DraftSuperseded => "draft_superseded",
            Self::DraftDecided => "draft_decided",
            Self::Conflict { code, .. } | Self::Invalid { code, .. } => code,
            Self::Store(StoreError::Full) => "storage_full",
            Self::Store(StoreError::Unavailable(_)) => "storage_unavailable",
            Self::Store(StoreError::Taken(_)) => "taken",
            Self::Store(_) => "internal",
        }
    }

    /// Whether the same call may succeed later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Overloaded { .. }
            | Self::TimedOut { .. }
            | Self::FateUnknown { .. }
            | Self::Gone { .. }
            | Self::Stopping => true,
            Self::Store(error) => error.is_retryable(),
            _ => false,
        }
    }
}
