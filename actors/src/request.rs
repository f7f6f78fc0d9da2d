//! What is asked of a conversation, in plain types: nothing of actix leaves this crate.

use chrono::{DateTime, Utc};
use colloquy_engine::{
    channel::Channel,
    conversation::state::{Owner, Status},
    ids::{BusinessId, ConversationId, DraftId, MessageId, NoteId, SessionId, UserId},
};
use serde_json::Value;

use crate::delivery::SubscriberId;

/// Which conversation, and what is needed to make its rows if nothing is stored of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat {
    /// Whose.
    pub business_id: BusinessId,
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The way it is held on.
    pub channel: Channel,
    /// The shopper's session, on the web.
    pub session: Option<SessionSeat>,
}

/// A web session as its signed id tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionSeat {
    /// The secret id.
    pub id: SessionId,
    /// When it was given.
    pub created_at: DateTime<Utc>,
    /// What a client gave as first context.
    pub initial_context: Option<Value>,
}

/// A message to take in.
#[derive(Clone, Debug)]
pub struct Said {
    /// Who says it and hears what becomes of it.
    pub subscriber: SubscriberId,
    /// The id that the client chose.
    pub client_message_id: Option<String>,
    /// What is said; checked already.
    pub text: String,
    /// Whether this very connection has proved to be an account's owner.
    pub signed_in: bool,
}

/// What a new watcher learns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The watcher.
    pub subscriber: SubscriberId,
    /// Everything up to here is to be read from the store; everything after comes by the queue.
    pub last_seq: i64,
    /// Where it stands.
    pub status: Status,
    /// Whether anything is stored of it.
    pub stored: bool,
}

/// What a person of the shop asks of a conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Who asks.
    pub user_id: UserId,
    /// The name shown to the shopper.
    pub user_name: String,
    /// What.
    pub action: OperatorAction,
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

/// What came of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationDone {
    /// The status now.
    pub status: Status,
    /// The owner now.
    pub owner: Owner,
    /// The message that was sent, if one was.
    pub message_id: Option<MessageId>,
    /// The note that was left, if one was.
    pub note_id: Option<NoteId>,
    /// The highest sequence number now.
    pub last_seq: i64,
}
