//! `POST /api/v1/conversations/{id}/messages`.

use actix_web::{HttpRequest, HttpResponse, post};
use colloquy_actors::OperatorAction;
use colloquy_engine::ids::{ConversationId, MessageId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    extract::{Id, Json, Shared, Staff},
    once::{self, Asked},
    problem::Problem,
    state::App,
    workspace::{
        inbox,
        message::MessageOut,
        seat::{check_outgoing, operate},
    },
};

/// What to say.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct ReplyIn {
    /// At most 8,000 characters.
    text_content: String,
    /// The owner number that was seen; a stale one is refused.
    owner_number: Option<i64>,
}

/// Writes to the shopper. Whoever replies takes the conversation over by it.
#[utoipa::path(
    tag = "conversations",
    params(
        ("id" = Uuid, Path, description = "the conversation"),
        ("Idempotency-Key" = Option<String>, Header, description = "the same key with the same body sends once"),
    ),
    request_body = ReplyIn,
    responses(
        (status = 201, body = MessageOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/conversations/{id}/messages")]
pub(super) async fn send_reply(
    app: Shared,
    request: HttpRequest,
    staff: Staff,
    Id(id): Id,
    Json(body): Json<ReplyIn>,
) -> Result<HttpResponse, Problem> {
    check_outgoing("text_content", &body.text_content)?;
    let asked = Asked::of(&request, &staff, &body)?;
    let (doing, caller, conversation) = (app.clone(), staff.clone().into(), ConversationId(id));
    let ReplyIn {
        text_content: text,
        owner_number,
    } = body;
    let action = OperatorAction::Reply { text, owner_number };
    let work = async move |key| {
        let done = operate(&doing, &caller, conversation, action, key).await?;
        Ok(json!({ "message_id": done.message_id }))
    };
    let effect = once::to_its_end(&app, asked, work).await?;
    let message_id: Uuid =
        serde_json::from_value(effect["message_id"].clone()).map_err(|_| Problem::internal())?;
    let sent = sent_message(&app, &staff, conversation, MessageId(message_id)).await;
    Ok(HttpResponse::Created().json(sent))
}

/// The message as it was stored. It is sent already: if it cannot be read, its id has to do.
async fn sent_message(app: &App, staff: &Staff, conversation: ConversationId, id: MessageId) -> Value {
    let stored = inbox(app).message(staff.business_id, conversation, id).await;
    let shown = stored
        .ok()
        .flatten()
        .and_then(|message| serde_json::to_value(MessageOut::from(message)).ok());
    shown.unwrap_or_else(|| json!({ "id": id, "conversation_id": conversation }))
}
