//! `POST /assistants/approve`.

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
    workspace::seat::check_outgoing,
};

/// Which draft is good.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct ApproveIn {
    /// The version that was read.
    draft_id: Uuid,
    /// The caller.
    operator_id: Option<Uuid>,
    /// What to send; the draft's own text when nothing is said.
    final_message: Option<String>,
    /// The confidence that was shown, from 0 to 1.
    confidence: Option<f32>,
}

/// Sends a draft.
#[utoipa::path(
    tag = "drafts",
    params(("Idempotency-Key" = Option<String>, Header, description = "the same key with the same body sends once")),
    request_body = ApproveIn,
    responses(
        (status = 204, description = "it is sent"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []), ("service_key" = []))
)]
#[post("/assistants/approve")]
pub(super) async fn approve_draft(
    app: Shared,
    request: HttpRequest,
    caller: Assisting,
    Json(body): Json<ApproveIn>,
) -> Result<HttpResponse, Problem> {
    check_operator(&caller, body.operator_id)?;
    if let Some(text) = &body.final_message {
        check_outgoing("final_message", text)?;
    }
    if body
        .confidence
        .is_some_and(|confidence| !(0.0..=1.0).contains(&confidence))
    {
        return Err(Problem::invalid(
            "confidence",
            "out_of_range",
            "confidence must be from 0 to 1",
        ));
    }
    let action = OperatorAction::ApproveDraft {
        draft_id: DraftId(body.draft_id),
        final_message: body.final_message.clone(),
        edits: None,
    };
    decide(&app, &request, caller, &body, body.draft_id, action).await
}
