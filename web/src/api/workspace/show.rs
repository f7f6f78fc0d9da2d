//! `GET /api/v1/conversations/{id}`.

use actix_web::{HttpResponse, get};
use colloquy_engine::ids::ConversationId;

use crate::{
    extract::{Id, Shared, Staff},
    problem::Problem,
    workspace::{conversation::ConversationOut, seat::summary_of},
};

/// Shows one conversation.
#[utoipa::path(
    tag = "conversations",
    params(("id" = Uuid, Path, description = "the conversation")),
    responses(
        (status = 200, body = ConversationOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/conversations/{id}")]
pub(super) async fn show_conversation(
    app: Shared,
    staff: Staff,
    Id(id): Id,
) -> Result<HttpResponse, Problem> {
    let summary = summary_of(&app, staff.business_id, ConversationId(id)).await?;
    Ok(HttpResponse::Ok().json(ConversationOut::from(summary)))
}
