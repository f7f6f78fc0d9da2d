//! `GET /api/v1/conversations/{id}/messages`.

use actix_web::{HttpResponse, get};
use colloquy_engine::{ids::ConversationId, port::conversations::MessageCursor};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    extract::{
        Id, Pairs, Shared, Staff,
        page::{DEFAULT_LIMIT, MAX_LIMIT},
    },
    problem::Problem,
    workspace::{inbox, message::MessageOut, seat::summary_of},
};

/// Where the messages are cut.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `cursor_of` reads name by name")]
pub(super) struct CursorIn {
    /// Only older than this message.
    before_message_id: Option<Uuid>,
    /// Only newer than this message.
    after_message_id: Option<Uuid>,
    /// How many, the newest within the cursor.
    #[param(default = 20, minimum = 1, maximum = 100)]
    limit: Option<u64>,
}

/// Messages, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MessagesOut {
    /// In the order of their numbers.
    items: Vec<MessageOut>,
}

/// Lists a conversation's messages in order.
#[utoipa::path(
    tag = "conversations",
    params(("id" = Uuid, Path, description = "the conversation"), CursorIn),
    responses(
        (status = 200, body = MessagesOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/conversations/{id}/messages")]
pub(super) async fn list_messages(
    app: Shared,
    staff: Staff,
    Id(id): Id,
    pairs: Pairs,
) -> Result<HttpResponse, Problem> {
    let (cursor, limit) = cursor_of(&pairs)?;
    let conversation = ConversationId(id);
    summary_of(&app, staff.business_id, conversation).await?;
    let messages = inbox(&app)
        .messages(staff.business_id, conversation, cursor, limit)
        .await?;
    let items = messages.into_iter().map(MessageOut::from).collect();
    Ok(HttpResponse::Ok().json(MessagesOut { items }))
}

fn cursor_of(pairs: &Pairs) -> Result<(MessageCursor, u64), Problem> {
    let cursor = MessageCursor {
        before: pairs.id("before_message_id")?,
        after: pairs.id("after_message_id")?,
    };
    let limit = pairs.number("limit", 1..=MAX_LIMIT)?.unwrap_or(DEFAULT_LIMIT);
    Ok((cursor, limit))
}
