//! `PUT /api/v1/conversations/{id}/status`.

use std::str::FromStr;

use actix_web::{HttpResponse, put};
use colloquy_actors::OperatorAction;
use colloquy_engine::{conversation::state::Status, ids::ConversationId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    extract::{Id, Json, Shared, Staff},
    problem::Problem,
    workspace::{conversation::ConversationOut, seat::operate_and_show},
};

/// What the conversation shall be.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct StatusIn {
    /// `active_human` takes over, `active_ai` hands back, `resolved_by_human` closes, `archived` puts away.
    status: String,
    /// The owner number that was seen; a stale one is refused.
    owner_number: Option<i64>,
}

/// Takes over, hands back, closes or puts away.
#[utoipa::path(
    tag = "conversations",
    params(("id" = Uuid, Path, description = "the conversation")),
    request_body = StatusIn,
    responses(
        (status = 200, body = ConversationOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[put("/api/v1/conversations/{id}/status")]
pub(super) async fn set_status(
    app: Shared,
    staff: Staff,
    Id(id): Id,
    Json(body): Json<StatusIn>,
) -> Result<HttpResponse, Problem> {
    let status = Status::from_str(&body.status).map_err(|_| {
        let known = Status::ALL.map(Status::as_str).join(", ");
        Problem::invalid("status", "unknown", format!("status must be one of {known}"))
    })?;
    let action = OperatorAction::SetStatus {
        status,
        owner_number: body.owner_number,
    };
    let conversation = operate_and_show(&app, &staff, ConversationId(id), action).await?;
    Ok(HttpResponse::Ok().json(conversation))
}
