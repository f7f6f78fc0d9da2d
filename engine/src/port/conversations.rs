//! Reading conversations: to wake one, to resume a socket, and to show them to operators.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use crate::{
    channel::Channel,
    conversation::{
        event::Event,
        operation::Lapse,
        seen::SeenMessage,
        snapshot::Snapshot,
        state::{ConversationState, Owner, SenderKind, Status},
    },
    ids::{BusinessId, ConversationId, CustomerId, DraftId, MessageId, NoteId, ReceiptId, SessionId, UserId},
    port::{StoreError, journal::DraftOutcome},
    turn::{Inbound, answer::Source},
};

/// A page of rows with the count of all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: u64,
}

/// A stored conversation as it is woken.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredConversation {
    /// Head, memory and last messages.
    pub state: ConversationState,
    /// Messages that are durable and belong to no committed turn yet, oldest first.
    pub unsettled: Vec<Inbound>,
    /// Client message ids of late, so that most repeats are known without asking the database.
    pub seen: Vec<SeenMessage>,
    /// What it was woken from.
    pub origin: Origin,
}

/// What a conversation was woken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The journal alone.
    Journal,
    /// A snapshot, and nothing had been committed since.
    Snapshot,
    /// A snapshot, and the events after it.
    Gap,
}

impl Origin {
    /// The label in metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Journal => "journal",
            Self::Snapshot => "snapshot",
            Self::Gap => "gap",
        }
    }
}

/// A conversation that is to be woken.
#[derive(Clone, Debug)]
pub struct Asleep {
    /// Its business.
    pub business_id: BusinessId,
    /// The conversation.
    pub conversation_id: ConversationId,
    /// What to go on from, where there is something: only what was committed since is read then. A snapshot that does
    /// not lead to what is stored is passed over.
    pub snapshot: Option<Snapshot>,
}

/// A session's row.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredSession {
    /// The secret id.
    pub id: SessionId,
    /// The business that it was made in.
    pub business_id: BusinessId,
    /// The way it came by.
    pub channel: Channel,
    /// Its one conversation.
    pub conversation_id: ConversationId,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it ends if nothing more comes.
    pub expires_at: DateTime<Utc>,
    /// Set when it was ended: by `DELETE`, or by a login that took its place.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whose account it is of; none for a guest's.
    pub user_id: Option<UserId>,
}

/// A conversation with messages that no turn has answered, found at start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// Its business.
    pub business_id: BusinessId,
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The way it is held on.
    pub channel: Channel,
}

/// A conversation in which nothing has happened for long enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lapsed {
    /// Its business.
    pub business_id: BusinessId,
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The way it is held on.
    pub channel: Channel,
    /// What it becomes, and the version that was found quiet.
    pub lapse: Lapse,
}

/// What wakes and serves conversations.
#[async_trait]
pub trait ConversationStore: Send + Sync + 'static {
    /// Conversations with all that an actor needs, each asked for once, all of one moment and in as many statements as
    /// for one. Those that nothing is stored of, or that are of another business, are left out.
    async fn load_many(
        &self,
        asleep: Vec<Asleep>,
    ) -> Result<HashMap<ConversationId, StoredConversation>, StoreError>;

    /// One of them alone, from its rows.
    async fn load(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Option<StoredConversation>, StoreError> {
        let asleep = Asleep {
            business_id: business,
            conversation_id: conversation,
            snapshot: None,
        };
        let mut found = self.load_many(vec![asleep]).await?;
        Ok(found.remove(&conversation))
    }

    /// The numbered events after `seq`, in order, at most `limit`.
    async fn events_after(
        &self,
        business: BusinessId,
        conversation: ConversationId,
        seq: i64,
        limit: u64,
    ) -> Result<Vec<Event>, StoreError>;

    /// A message that this client id has become before.
    async fn find_seen(
        &self,
        business: BusinessId,
        conversation: ConversationId,
        client_message_id: &str,
    ) -> Result<Option<SeenMessage>, StoreError>;

    /// A session's row, of whichever business: the caller tells a foreign one from an unknown one.
    async fn find_session(&self, session: &SessionId) -> Result<Option<StoredSession>, StoreError>;

    /// Ends a session. Its conversation stays. Answers whether there was one to end.
    async fn end_session(&self, session: &SessionId, at: DateTime<Utc>) -> Result<bool, StoreError>;

    /// Conversations with unsettled receipts, in the order of their ids, at most `limit` of those after one.
    async fn unanswered(
        &self,
        after: Option<ConversationId>,
        limit: u64,
    ) -> Result<Vec<Unanswered>, StoreError>;

    /// Conversations of all businesses that the assistant has answered, with nothing open and no message since
    /// `quiet_since`, and those resolved before `resolved_before`; at most `limit`.
    async fn lapsed(
        &self,
        quiet_since: DateTime<Utc>,
        resolved_before: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<Lapsed>, StoreError>;

    /// How many receipts are unsettled.
    async fn count_unsettled(&self) -> Result<u64, StoreError>;
}

/// What the workspace shows of a conversation in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ConversationSummary {
    /// The conversation.
    pub id: ConversationId,
    /// Where it stands.
    pub status: Status,
    /// The way it is held on.
    pub channel: Channel,
    /// Who may speak.
    pub owner: Owner,
    /// Who shops.
    pub customer_id: Option<CustomerId>,
    /// The customer's name, once known.
    pub customer_name: Option<String>,
    /// The last message: text, who wrote it, when.
    pub last_message: Option<(String, SenderKind, DateTime<Utc>)>,
    /// When the last message was stored.
    pub last_message_at: DateTime<Utc>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// The draft that waits, with its confidence.
    pub pending_draft: Option<(DraftId, f32)>,
    /// The newest open escalation: reason and time.
    pub escalation: Option<(String, DateTime<Utc>)>,
    /// Tags.
    pub tags: Vec<String>,
    /// Who it is assigned to.
    pub assignee: Option<UserId>,
    /// The fence.
    pub version: i64,
    /// The highest sequence number.
    pub last_seq: i64,
}

/// Which conversations to list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InboxFilter {
    /// Only these statuses; all when empty.
    pub statuses: Vec<Status>,
    /// Only those that this person owns or is assigned to.
    pub person: Option<UserId>,
    /// Only those with a draft that waits.
    pub with_draft: bool,
    /// Only those with a message that holds this text, whatever its case.
    pub text: Option<String>,
}

/// A stored message as the workspace shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredMessage {
    /// The message.
    pub id: MessageId,
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// Its place.
    pub seq: i64,
    /// Who wrote it.
    pub sender: SenderKind,
    /// The name shown.
    pub sender_name: String,
    /// What was written.
    pub text: String,
    /// The id that the client chose.
    pub client_message_id: Option<String>,
    /// The way it went.
    pub channel: Channel,
    /// How sure the assistant was.
    pub confidence: Option<f32>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

/// Where a page of messages begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MessageCursor {
    /// Only older than this message.
    pub before: Option<MessageId>,
    /// Only newer than this message.
    pub after: Option<MessageId>,
}

/// A draft as the approval queue shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDraft {
    /// The version.
    pub id: DraftId,
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// The last message that it answers.
    pub in_reply_to: MessageId,
    /// What the shopper asked.
    pub question: String,
    /// What it says.
    pub message: String,
    /// How sure.
    pub confidence: f32,
    /// What it had to reach.
    pub threshold: f32,
    /// Why it was held.
    pub reason: String,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// Where it stands.
    pub status: DraftOutcome,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A note between operators.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredNote {
    /// The note.
    pub id: NoteId,
    /// Who wrote it.
    pub user_id: UserId,
    /// The writer's name.
    pub author: String,
    /// What it says.
    pub text: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Turn counts of one channel since a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelFigures {
    /// The channel.
    pub channel: Channel,
    /// Answers sent, held ones included.
    pub responses: u64,
    /// Mean time of a turn, milliseconds.
    pub average_latency_ms: f64,
    /// Share of turns that went to a person, 0 to 1.
    pub escalation_rate: f64,
    /// Mean sentiment of the shoppers, -1 to 1.
    pub sentiment_trend: f64,
}

/// What operators see.
#[async_trait]
pub trait InboxStore: Send + Sync + 'static {
    /// Conversations, newest message first.
    async fn list(
        &self,
        business: BusinessId,
        filter: &InboxFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Page<ConversationSummary>, StoreError>;

    /// One conversation.
    async fn summary(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Option<ConversationSummary>, StoreError>;

    /// Messages in order, the newest `limit` within the cursor. An unknown cursor message gives none.
    async fn messages(
        &self,
        business: BusinessId,
        conversation: ConversationId,
        cursor: MessageCursor,
        limit: u64,
    ) -> Result<Vec<StoredMessage>, StoreError>;

    /// One message.
    async fn message(
        &self,
        business: BusinessId,
        conversation: ConversationId,
        message: MessageId,
    ) -> Result<Option<StoredMessage>, StoreError>;

    /// The trace of the turn that a message belongs to, as question or as answer.
    async fn trace(
        &self,
        business: BusinessId,
        conversation: ConversationId,
        message: MessageId,
    ) -> Result<Option<Value>, StoreError>;

    /// Drafts of a status, oldest first.
    async fn drafts(
        &self,
        business: BusinessId,
        status: DraftOutcome,
        offset: u64,
        limit: u64,
    ) -> Result<Page<StoredDraft>, StoreError>;

    /// One draft.
    async fn draft(&self, business: BusinessId, draft: DraftId) -> Result<Option<StoredDraft>, StoreError>;

    /// Notes of a conversation, oldest first.
    async fn notes(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Vec<StoredNote>, StoreError>;

    /// Turn figures per channel since a moment, over all businesses.
    async fn channel_figures(&self, since: DateTime<Utc>) -> Result<Vec<ChannelFigures>, StoreError>;

    /// Receipts of a conversation by whether a turn settled them; for checks.
    async fn unsettled_receipts(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Vec<ReceiptId>, StoreError>;
}
