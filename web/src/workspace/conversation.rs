//! Conversations as the workspace shows them.

use chrono::{DateTime, Utc};
use colloquy_engine::{conversation::state::Owner, port::conversations::ConversationSummary};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One conversation.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ConversationOut {
    /// The conversation.
    pub id: Uuid,
    /// `active_ai`, `escalated_human_needed`, `active_human`, `resolved_by_ai`, `resolved_by_human` or `archived`.
    pub status: String,
    /// The way it is held on.
    pub channel: String,
    /// Who may speak.
    pub owner: OwnerOut,
    /// Who shops.
    pub customer: CustomerOut,
    /// The newest message.
    pub last_message: Option<LastMessageOut>,
    /// When the newest message was stored.
    pub last_message_at: DateTime<Utc>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// The draft that waits.
    pub pending_draft: Option<PendingDraftOut>,
    /// The newest open escalation.
    pub escalation: Option<EscalationOut>,
    /// Tags.
    pub tags: Vec<String>,
    /// Who it is assigned to.
    pub assignee_id: Option<Uuid>,
    /// Grows with every turn and every operator's doing.
    pub version: i64,
    /// The highest sequence number.
    pub last_seq: i64,
}

/// Who may speak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnerOut {
    /// `assistant` or `person`.
    pub kind: String,
    /// The person, when it is one.
    pub user_id: Option<Uuid>,
    /// Grows at every take-over and hand-back; a write that names an older one is refused.
    pub number: i64,
}

/// Who shops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CustomerOut {
    /// The customer.
    pub id: Option<Uuid>,
    /// Once it is known.
    pub name: Option<String>,
}

/// The newest message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LastMessageOut {
    /// What was written.
    pub text: String,
    /// `customer`, `ai_bot` or `business_human`.
    pub sender_type: String,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

/// A draft that waits.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PendingDraftOut {
    /// The version.
    pub id: Uuid,
    /// How sure the assistant was.
    pub confidence: f32,
}

/// A handover to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EscalationOut {
    /// Why.
    pub reason: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl From<Owner> for OwnerOut {
    fn from(owner: Owner) -> Self {
        let kind = if owner.is_person() { "person" } else { "assistant" };
        Self {
            kind: kind.to_owned(),
            user_id: owner.user_id.map(|id| id.0),
            number: owner.number,
        }
    }
}

impl From<ConversationSummary> for ConversationOut {
    fn from(summary: ConversationSummary) -> Self {
        let last_message = summary
            .last_message
            .map(|(text, sender, created_at)| LastMessageOut {
                text,
                sender_type: sender.as_str().to_owned(),
                created_at,
            });
        Self {
            id: summary.id.0,
            status: summary.status.as_str().to_owned(),
            channel: summary.channel.as_str().to_owned(),
            owner: summary.owner.into(),
            customer: CustomerOut {
                id: summary.customer_id.map(|id| id.0),
                name: summary.customer_name,
            },
            last_message,
            last_message_at: summary.last_message_at,
            created_at: summary.created_at,
            pending_draft: summary
                .pending_draft
                .map(|(id, confidence)| PendingDraftOut { id: id.0, confidence }),
            escalation: summary
                .escalation
                .map(|(reason, created_at)| EscalationOut { reason, created_at }),
            tags: summary.tags,
            assignee_id: summary.assignee.map(|id| id.0),
            version: summary.version,
            last_seq: summary.last_seq,
        }
    }
}
