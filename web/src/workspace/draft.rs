//! Drafts as the approval queue shows them.

use chrono::{DateTime, Utc};
use colloquy_engine::port::conversations::StoredDraft;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::message::SourceOut;

/// One version of an answer that was held.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DraftOut {
    /// The version.
    pub draft_id: Uuid,
    /// Its conversation.
    pub conversation_id: Uuid,
    /// The last message that it answers.
    pub in_reply_to: Uuid,
    /// What the shopper asked.
    pub question: String,
    /// What it says.
    pub message: String,
    /// How sure the assistant was.
    pub confidence: f32,
    /// What it had to reach.
    pub threshold: f32,
    /// Why it was held.
    pub reason: String,
    /// What it rests on.
    pub sources: Vec<SourceOut>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// `pending`, `approved`, `edited`, `rejected` or `superseded`.
    pub status: String,
}

impl From<StoredDraft> for DraftOut {
    fn from(draft: StoredDraft) -> Self {
        Self {
            draft_id: draft.id.0,
            conversation_id: draft.conversation_id.0,
            in_reply_to: draft.in_reply_to.0,
            question: draft.question,
            message: draft.message,
            confidence: draft.confidence,
            threshold: draft.threshold,
            reason: draft.reason,
            sources: draft.sources.into_iter().map(SourceOut::from).collect(),
            created_at: draft.created_at,
            status: draft.status.as_str().to_owned(),
        }
    }
}
