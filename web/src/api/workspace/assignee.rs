//! `PUT /api/v1/conversations/{id}/assignee`.

use actix_web::{HttpResponse, put};
use colloquy_actors::OperatorAction;
use colloquy_engine::{
    ids::{ConversationId, UserId},
    port::accounts::AccountStore,
};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    extract::{Id, Json, Shared, Staff},
    problem::Problem,
    workspace::{conversation::ConversationOut, seat::operate_and_show},
};

/// Who shall look after it.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AssigneeIn {
    /// A member of staff, or null for nobody.
    user_id: Option<Uuid>,
}

/// Assigns a conversation to somebody, or to nobody.
#[utoipa::path(
    tag = "conversations",
    params(("id" = Uuid, Path, description = "the conversation")),
    request_body = AssigneeIn,
    responses(
        (status = 200, body = ConversationOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[put("/api/v1/conversations/{id}/assignee")]
pub(super) async fn assign(
    app: Shared,
    staff: Staff,
    Id(id): Id,
    Json(body): Json<AssigneeIn>,
) -> Result<HttpResponse, Problem> {
    let user_id = body.user_id.map(UserId);
    if let Some(user_id) = user_id {
        let user = app.store.user(staff.business_id, user_id).await?;
        if !user.is_some_and(|user| user.role.is_staff()) {
            return Err(Problem::invalid(
                "user_id",
                "unknown",
                "user_id is nobody of the staff",
            ));
        }
    }
    let action = OperatorAction::Assign { user_id };
    let conversation = operate_and_show(&app, &staff, ConversationId(id), action).await?;
    Ok(HttpResponse::Ok().json(conversation))
}
