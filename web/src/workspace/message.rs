//! Messages as the workspace shows them.

use chrono::{DateTime, Utc};
use colloquy_engine::{conversation::state::SenderKind, port::conversations::StoredMessage, turn::Source};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = WorkspaceMessage)]
pub struct MessageOut {
    /// The message.
    pub id: Uuid,
    /// Its conversation.
    pub conversation_id: Uuid,
    /// Its place.
    pub seq: i64,
    /// `customer`, `ai_bot` or `business_human`.
    pub sender_type: String,
    /// The name shown.
    pub sender_name: String,
    /// `text`.
    pub content_type: String,
    /// What was written.
    pub text_content: Option<String>,
    /// The address of what was attached.
    pub media_url: Option<String>,
    /// The way it went.
    pub channel: String,
    /// `inbound` or `outbound`.
    pub direction: String,
    /// `received` for what came in, `sent` for what went out.
    pub delivery: String,
    /// How sure the assistant was.
    pub confidence: Option<f32>,
    /// What it rests on.
    pub sources: Vec<SourceOut>,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

/// Something that an answer rests on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SourceOut {
    /// `knowledge`, `faq`, `catalogue`, `profile`, `order` or `correction`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The row, such as `knowledge:return-policy`.
    pub reference: String,
    /// As shown to people.
    pub title: String,
    /// How well it fits, from 0 to 1.
    pub score: f32,
}

impl From<Source> for SourceOut {
    fn from(source: Source) -> Self {
        Self {
            kind: source.kind.as_str().to_owned(),
            reference: source.reference,
            title: source.title,
            score: source.score,
        }
    }
}

impl From<StoredMessage> for MessageOut {
    fn from(message: StoredMessage) -> Self {
        let (direction, delivery) = match message.sender {
            SenderKind::Customer => ("inbound", "received"),
            SenderKind::AiBot | SenderKind::BusinessHuman => ("outbound", "sent"),
        };
        Self {
            id: message.id.0,
            conversation_id: message.conversation_id.0,
            seq: message.seq,
            sender_type: message.sender.as_str().to_owned(),
            sender_name: message.sender_name,
            content_type: "text".to_owned(),
            text_content: Some(message.text),
            media_url: None,
            channel: message.channel.as_str().to_owned(),
            direction: direction.to_owned(),
            delivery: delivery.to_owned(),
            confidence: message.confidence,
            sources: message.sources.into_iter().map(SourceOut::from).collect(),
            created_at: message.created_at,
        }
    }
}
