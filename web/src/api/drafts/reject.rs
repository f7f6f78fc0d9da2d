//! `POST /assistants/reject`.

use actix_web::{HttpRequest, HttpResponse, post};
use colloquy_actors::OperatorAction;
use colloquy_engine::ids::DraftId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::decision::{check_operator, decide};
use crate::{
    extract::{Assisting, Json, Shared},
    problem::Problem,
};

/// Characters of a reason at most.
const LONGEST_REASON: usize = 1_000;

/// Which draft is not good, and why.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct RejectIn {
    /// The version that was read.
    draft_id: Uuid,
    /// The caller.
    operator_id: Option<Uuid>,
    /// For whoever reads it later.
    reason: Option<String>,
}

/// Does not send a draft; a person answers instead.
#[utoipa::path(
    tag = "drafts",
    params(("Idempotency-Key" = Option<String>, Header, description = "the same key with the same body decides once")),
    request_body = RejectIn,
    responses(
        (status = 204, description = "it is not sent, and the conversation waits for a person"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []), ("service_key" = []))
)]
#[post("/assistants/reject")]
pub(super) async fn reject_draft(
    app: Shared,
    request: HttpRequest,
    caller: Assisting,
    Json(body): Json<RejectIn>,
) -> Result<HttpResponse, Problem> {
    check_operator(&caller, body.operator_id)?;
    let reason = body
        .reason
        .as_deref()
        .map(str::trim)
        .filter(|reason| !reason.is_empty())
        .map(str::to_owned);
    if reason
        .as_ref()
        .is_some_and(|reason| reason.chars().count() > LONGEST_REASON)
    {
        let message = format!("reason must have at most {LONGEST_REASON} characters");
        return Err(Problem::invalid("reason", "too_long", message));
    }
    let action = OperatorAction::RejectDraft {
        draft_id: DraftId(body.draft_id),
        reason,
    };
    decide(&app, &request, caller, &body, body.draft_id, action).await
}
