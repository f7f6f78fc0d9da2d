//! What is asked of a conversation beside answering: by a person of the shop, or by time.

mod lapse;
mod plan;

use serde_json::Value;

pub use self::{lapse::lapse, plan::plan};
use crate::{
    activity::NewActivity,
    conversation::state::{Advance, Owner, Status},
    ids::{DraftId, MessageId, NoteId, UserId},
    port::{journal::Unit, requests::RequestKey},
};

/// A person's wish.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Who asks.
    pub user_id: UserId,
    /// The name shown to the shopper.
    pub user_name: String,
    /// What.
    pub action: OperatorAction,
    /// The request with an idempotency key that carries the wish.
    pub request: Option<RequestKey>,
    /// The entry of the activity log that is written with it, where an admin wishes.
    pub activity: Option<Box<NewActivity>>,
}

/// What happens to a conversation because nothing happens in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// `resolved_by_ai` for one that the assistant has answered, `archived` for one that is resolved.
    pub to: Status,
    /// The version that was found quiet; any other means that something has happened since.
    pub version: i64,
}

/// What a conversation is asked to do beside answering.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// By a person.
    Operate(Operation),
    /// By time.
    Lapse(Lapse),
}

/// The things that a person can ask.
#[derive(Clone, Debug, PartialEq)]
pub enum OperatorAction {
    /// Write to the shopper; takes the baton by itself.
    Reply {
        /// What to say.
        text: String,
        /// The owner number that the caller saw; refused when it is no longer so.
        owner_number: Option<i64>,
    },
    /// Change the status: `active_human` takes over, `active_ai` hands back, the others close or put away.
    SetStatus {
        /// From now on.
        status: Status,
        /// The owner number that the caller saw.
        owner_number: Option<i64>,
    },
    /// Send a draft, as written or edited.
    ApproveDraft {
        /// The version that was read.
        draft_id: DraftId,
        /// What to send; the draft's own text when none.
        final_message: Option<String>,
        /// `[{before, after}]` when it was edited.
        edits: Option<Value>,
    },
    /// Do not send a draft; a person answers.
    RejectDraft {
        /// The version that was read.
        draft_id: DraftId,
        /// Why.
        reason: Option<String>,
    },
    /// Leave a note for other operators.
    Note {
        /// What it says.
        text: String,
    },
    /// Set the tags.
    SetTags {
        /// From now on.
        tags: Vec<String>,
    },
    /// Assign to a person, or to nobody.
    Assign {
        /// From now on.
        user_id: Option<UserId>,
    },
}

/// Why it is not done. Nothing changes then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OperationError {
    /// The caller saw an older owner.
    #[error("the conversation has another owner by now")]
    OwnerChanged(Owner),
    /// A newer message took the draft's place.
    #[error("a newer message has superseded this draft")]
    DraftSuperseded,
    /// The draft does not wait (any more).
    #[error("this draft does not wait for a decision")]
    DraftNotPending,
    /// There is nothing to send.
    #[error("the text must not be empty")]
    EmptyText,
    /// Statuses that nobody sets by hand.
    #[error("this status is not set by hand")]
    StatusNotSettable,
    /// Something happened in it, or is still open.
    #[error("the conversation is not quiet")]
    NotQuiet,
}

/// A unit, and what memory takes over once it is committed.
#[derive(Debug)]
pub struct OperationPlan {
    /// To be committed.
    pub unit: Unit,
    /// To be applied then.
    pub advance: Advance,
    /// The message that is sent.
    pub message_id: Option<MessageId>,
    /// The note that is left.
    pub note_id: Option<NoteId>,
    /// The draft that is decided.
    pub draft_id: Option<DraftId>,
}
