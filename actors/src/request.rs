//! What is asked of a conversation, in plain types: nothing of actix leaves this crate.

use chrono::{DateTime, Utc};
pub use colloquy_engine::conversation::operation::{Lapse, Operation, OperatorAction};
use colloquy_engine::{
    channel::Channel,
    conversation::state::{Owner, Status},
    ids::{BusinessId, ConversationId, MessageId, NoteId, SessionId},
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
    /// Only a draft is asked for: nothing is said to the shopper before a person has approved it.
    pub for_draft: bool,
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
