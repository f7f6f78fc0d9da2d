//! What was said in a session, page by page.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{DateTime, Utc};
use colloquy_engine::{
    conversation::state::SenderKind,
    ids::MessageId,
    port::conversations::{InboxStore, MessageCursor, StoredMessage},
    turn::answer::Source,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    extract::{
        session,
        tenant::{Tenant, state},
    },
    problem::Problem,
};

const DEFAULT_LIMIT: u64 = 50;
const MAX_LIMIT: u64 = 100;

/// Mounts the route.
pub fn configure(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
    config.service(list);
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct HistoryQuery {
    /// A session that was given before; header and cookie do as well.
    #[serde(rename = "sessionId")]
    session_id: Option<String>,
    /// Only older than this message.
    before_message_id: Option<Uuid>,
    /// Only newer than this message.
    after_message_id: Option<Uuid>,
    /// At most 100.
    limit: Option<u64>,
}

/// One message as the shopper sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TranscriptItem {
    /// The message.
    #[schema(value_type = Uuid)]
    pub message_id: MessageId,
    /// Its place.
    pub seq: i64,
    /// The id that the client chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_message_id: Option<String>,
    /// `customer`, `assistant` or `person`.
    pub sender: &'static str,
    /// The name shown.
    pub sender_name: String,
    /// What was said.
    pub content: String,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// What it rests on.
    #[schema(value_type = Vec<Object>)]
    pub sources: Vec<Source>,
}

impl From<StoredMessage> for TranscriptItem {
    fn from(message: StoredMessage) -> Self {
        Self {
            message_id: message.id,
            seq: message.seq,
            client_message_id: message.client_message_id,
            sender: match message.sender {
                SenderKind::Customer => "customer",
                SenderKind::AiBot => "assistant",
                SenderKind::BusinessHuman => "person",
            },
            sender_name: message.sender_name,
            content: message.text,
            sent_at: message.created_at,
            sources: message.sources,
        }
    }
}

/// A page of messages, oldest first.
#[derive(Debug, Serialize, ToSchema)]
struct History {
    /// The messages.
    items: Vec<TranscriptItem>,
}

/// Lists what was said in the session.
#[utoipa::path(operation_id = "list_history", tag = "shopper", params(HistoryQuery), responses((status = 200, body = History),
    (status = 410, body = Problem, content_type = "application/problem+json")))]
#[get("/v1/interactions/history")]
async fn list(request: HttpRequest, query: web::Query<HistoryQuery>) -> Result<HttpResponse, Problem> {
    let state = state(&request)?;
    let tenant = Tenant::of(&request).await?;
    let given = session::given(&request, &tenant, query.session_id.as_deref())?;
    let Some(id) = given else {
        return Err(Problem::malformed(
            "session_missing",
            "say which session: X-Session-Id, cookie or sessionId",
        ));
    };
    let session = session::find(&state, &tenant, &id).await?;
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        return Err(Problem::invalid(
            "limit",
            "out_of_range",
            format!("expected 1 to {MAX_LIMIT}"),
        ));
    }
    let cursor = MessageCursor {
        before: query.before_message_id.map(MessageId),
        after: query.after_message_id.map(MessageId),
    };
    let seat = &session.seat;
    let messages = state
        .store
        .messages(seat.business_id, seat.conversation_id, cursor, limit)
        .await?;
    let items = messages.into_iter().map(TranscriptItem::from).collect();
    Ok(HttpResponse::Ok().json(History { items }))
}
