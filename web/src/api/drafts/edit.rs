//! `POST /assistants/edit`.

use actix_web::{HttpRequest, HttpResponse, post};
use colloquy_actors::OperatorAction;
use colloquy_engine::ids::DraftId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::decision::{check_operator, decide};
use crate::{
    extract::{Assisting, Json, Shared},
    problem::Problem,
    workspace::seat::check_outgoing,
};

/// Edits of a draft at most.
const MOST_EDITS: usize = 500;

/// What was changed and what is sent.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct EditIn {
    /// The version that was read.
    draft_id: Uuid,
    /// The caller.
    operator_id: Option<Uuid>,
    /// What was changed, in the order of the text.
    edits: Vec<EditOfText>,
    /// What to send.
    final_message: String,
}

/// One change of a text.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct EditOfText {
    /// What stood there.
    before: String,
    /// What stands there now.
    after: String,
}

/// Sends a draft with changes.
#[utoipa::path(
    tag = "drafts",
    params(("Idempotency-Key" = Option<String>, Header, description = "the same key with the same body sends once")),
    request_body = EditIn,
    responses(
        (status = 204, description = "it is sent"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []), ("service_key" = []))
)]
#[post("/assistants/edit")]
pub(super) async fn edit_draft(
    app: Shared,
    request: HttpRequest,
    caller: Assisting,
    Json(body): Json<EditIn>,
) -> Result<HttpResponse, Problem> {
    check_operator(&caller, body.operator_id)?;
    check_outgoing("final_message", &body.final_message)?;
    if body.edits.len() > MOST_EDITS {
        return Err(Problem::invalid(
            "edits",
            "too_many",
            format!("there may be at most {MOST_EDITS} edits"),
        ));
    }
    let action = OperatorAction::ApproveDraft {
        draft_id: DraftId(body.draft_id),
        final_message: Some(body.final_message.clone()),
        edits: Some(json!(body.edits)),
    };
    decide(&app, &request, caller, &body, body.draft_id, action).await
}
