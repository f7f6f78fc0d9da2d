//! What an awake conversation holds in memory, and what of it is stored.

use std::{collections::VecDeque, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    channel::{Channel, UnknownName},
    dialogue::{self, Running},
    ids::{BusinessId, ConversationId, CustomerId, DraftId, MessageId, ProductId, SessionId, UserId},
    language::Language,
    port::journal::Committed,
    turn::answer::Source,
    understanding::{Action, OpenQuestion},
};

/// How many earlier messages a turn sees (004, FR-003).
pub const RECENT_MESSAGES: usize = 20;

/// Where a conversation stands, in the words of the workspace API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The assistant answers.
    #[default]
    ActiveAi,
    /// A person is needed and has not come yet; the assistant still answers.
    EscalatedHumanNeeded,
    /// A person answers, the assistant is silent.
    ActiveHuman,
    /// Closed after the assistant's last answer.
    ResolvedByAi,
    /// Closed by a person.
    ResolvedByHuman,
    /// Put away.
    Archived,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::ActiveAi,
        Self::EscalatedHumanNeeded,
        Self::ActiveHuman,
        Self::ResolvedByAi,
        Self::ResolvedByHuman,
        Self::Archived,
    ];

    /// The name in the schema and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ActiveAi => "active_ai",
            Self::EscalatedHumanNeeded => "escalated_human_needed",
            Self::ActiveHuman => "active_human",
            Self::ResolvedByAi => "resolved_by_ai",
            Self::ResolvedByHuman => "resolved_by_human",
            Self::Archived => "archived",
        }
    }

    /// Whether a new message from the shopper opens it again.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::ResolvedByAi | Self::ResolvedByHuman | Self::Archived)
    }
}

impl FromStr for Status {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| UnknownName(text.to_owned()))
    }
}

/// Who may speak, and how often that has changed. A reply made under an older number is refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The person who holds the baton; none while the assistant does.
    pub user_id: Option<UserId>,
    /// Grows at every take-over and hand-back.
    pub number: i64,
}

impl Owner {
    /// Whether a person owns the conversation.
    #[must_use]
    pub fn is_person(&self) -> bool {
        self.user_id.is_some()
    }
}

/// The row of `conversations`: who, where, and how far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// The conversation.
    pub id: ConversationId,
    /// Its business.
    pub business_id: BusinessId,
    /// The way it is held on.
    pub channel: Channel,
    /// The shopper's session on the web.
    pub session_id: Option<SessionId>,
    /// The customer, once there is a row for one.
    pub customer_id: Option<CustomerId>,
    /// Advanced by turns, operators' replies and owner changes: the fence.
    pub version: i64,
    /// The highest sequence number given.
    pub last_seq: i64,
    /// Where it stands.
    pub status: Status,
    /// Who may speak.
    pub owner: Owner,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When the last message was stored.
    pub last_message_at: DateTime<Utc>,
}

/// What the assistant remembers from turn to turn. Stored as a `state` event when it changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DialogueState {
    /// A question of ours that waits for an answer.
    pub open_question: Option<OpenQuestion>,
    /// What was asked for beside it and is done once it is answered.
    pub queue: Vec<Action>,
    /// Dialogues in several steps that are open, the one that is followed last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flows: Vec<Running>,
    /// The products last listed, so that "the second one" can be understood.
    pub shown_products: Vec<ProductId>,
    /// Questions in a row that nothing was found for.
    pub unknown_in_a_row: u32,
    /// The language of the conversation so far.
    pub language: Option<Language>,
    /// The draft that waits for an operator.
    pub pending_draft: Option<PendingDraft>,
    /// Until when messages are recorded and not answered, because the flood sentence was said in this window.
    pub flood_until: Option<DateTime<Utc>>,
}

impl DialogueState {
    /// The question that can be answered at a moment: one of a dialogue that has timed out cannot.
    #[must_use]
    pub fn live_question(&self, now: DateTime<Utc>) -> Option<&OpenQuestion> {
        let has_timed_out = !self.flows.is_empty() && dialogue::live(&self.flows, now).is_empty();
        self.open_question.as_ref().filter(|_| !has_timed_out)
    }
}

/// A draft that waits, with what a newer version of it must cover.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PendingDraft {
    /// This version.
    pub id: DraftId,
    /// The messages that it would answer, oldest first.
    pub answers: Vec<MessageId>,
    /// What it says.
    pub message: String,
    /// How sure the assistant was.
    pub confidence: f32,
    /// What it rests on.
    pub sources: Vec<Source>,
}

/// One earlier message as a turn sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecentMessage {
    /// The message.
    pub id: MessageId,
    /// Its place.
    pub seq: i64,
    /// Who wrote it.
    pub sender: SenderKind,
    /// What was written.
    pub text: String,
}

/// Who wrote a message, in the words of the workspace API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SenderKind {
    /// The shopper.
    Customer,
    /// The assistant.
    AiBot,
    /// A person of the shop.
    BusinessHuman,
}

impl SenderKind {
    /// The name in the schema and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::AiBot => "ai_bot",
            Self::BusinessHuman => "business_human",
        }
    }
}

impl FromStr for SenderKind {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Customer, Self::AiBot, Self::BusinessHuman]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| UnknownName(text.to_owned()))
    }
}

/// Everything an awake conversation knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConversationState {
    /// The head as last committed.
    pub head: Head,
    /// Whether rows exist yet: ids are given before anything is stored.
    pub stored: bool,
    /// What the assistant remembers.
    pub dialogue: DialogueState,
    /// The last messages that belong to a turn or to a person, by their numbers, at most [`RECENT_MESSAGES`].
    pub recent: VecDeque<RecentMessage>,
    /// The shopper's messages that are durable and belong to no turn yet, by their numbers.
    pub pending: Vec<RecentMessage>,
}

/// What a unit changes in memory once it is committed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Advance {
    /// The moment that the unit was written for.
    pub at: DateTime<Utc>,
    /// Whether something was said by it.
    pub speaks: bool,
    /// The status from then on.
    pub status: Option<Status>,
    /// The owner from then on.
    pub owner: Option<Owner>,
    /// The customer that the opening made.
    pub customer_id: Option<CustomerId>,
    /// What the assistant remembers from then on.
    pub dialogue: Option<DialogueState>,
    /// What was said, oldest first.
    pub said: Vec<Spoken>,
}

/// A message on its way into memory; the commit gives it its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    /// The message.
    pub id: MessageId,
    /// Who wrote it.
    pub sender: SenderKind,
    /// What was written.
    pub text: String,
    /// The event of the unit that carries it; none for a shopper's message, which has its number by its receipt.
    pub event: Option<usize>,
}

impl ConversationState {
    /// A conversation that nothing has been stored of.
    #[must_use]
    pub fn fresh(
        id: ConversationId,
        business_id: BusinessId,
        channel: Channel,
        session_id: Option<SessionId>,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            head: Head {
                id,
                business_id,
                channel,
                session_id,
                customer_id: None,
                version: 0,
                last_seq: 0,
                status: Status::ActiveAi,
                owner: Owner::default(),
                created_at: now,
                last_message_at: now,
            },
            stored: false,
            dialogue: DialogueState::default(),
            recent: VecDeque::new(),
            pending: Vec::new(),
        }
    }

    /// Takes over what a committed unit changed.
    pub fn apply(&mut self, advance: Advance, committed: &Committed) {
        self.begin(advance.at);
        self.head.version = committed.version;
        self.head.last_seq = self.head.last_seq.max(committed.last_seq);
        if advance.speaks {
            self.head.last_message_at = advance.at;
        }
        if let Some(status) = advance.status {
            self.head.status = status;
        }
        if let Some(owner) = advance.owner {
            self.head.owner = owner;
        }
        if let Some(customer_id) = advance.customer_id {
            self.head.customer_id = Some(customer_id);
        }
        if let Some(dialogue) = advance.dialogue {
            self.dialogue = dialogue;
        }
        let mut fresh = committed.receipt_seqs.iter().copied();
        for spoken in advance.said {
            let seq = match spoken.event {
                Some(event) => committed.event_seqs.get(event).copied().flatten(),
                None => self.settle(spoken.id).or_else(|| fresh.next()),
            };
            self.remember(RecentMessage {
                id: spoken.id,
                seq: seq.unwrap_or(committed.last_seq),
                sender: spoken.sender,
                text: spoken.text,
            });
        }
    }

    /// Takes over receipts that were committed ahead of their turn: messages with their numbers.
    pub fn take_in(
        &mut self,
        accepted: impl Iterator<Item = (MessageId, String, i64)>,
        customer_id: CustomerId,
        at: DateTime<Utc>,
    ) {
        if !self.stored {
            self.head.customer_id = Some(customer_id);
        }
        self.begin(at);
        self.head.last_message_at = at;
        for (id, text, seq) in accepted {
            self.head.last_seq = self.head.last_seq.max(seq);
            self.pending.push(RecentMessage {
                id,
                seq,
                sender: SenderKind::Customer,
                text,
            });
        }
    }

    /// Adds a message to what the next turn sees.
    pub fn remember(&mut self, message: RecentMessage) {
        // By number, not by the order of turns: a woken conversation has only numbers to go by.
        let mut place = self.recent.partition_point(|other| other.seq < message.seq);
        // Room first: a list that outgrows its bound for a moment takes twice the memory from then on.
        while self.recent.len() >= RECENT_MESSAGES {
            if place == 0 {
                return;
            }
            self.recent.pop_front();
            place -= 1;
        }
        self.recent.insert(place, message);
    }

    fn begin(&mut self, at: DateTime<Utc>) {
        if !self.stored {
            self.stored = true;
            self.head.created_at = at;
            self.head.last_message_at = at;
        }
    }

    fn settle(&mut self, id: MessageId) -> Option<i64> {
        let place = self.pending.iter().position(|message| message.id == id)?;
        Some(self.pending.remove(place).seq)
    }
}
