//! `POST /api/v1/dead_letters/{id}/discard`.

use actix_web::{HttpResponse, post};
use colloquy_engine::ids::DeadLetterId;

use crate::{
    extract::{Id, Owner, Shared},
    problem::Problem,
    workspace::dead_letter::{DeadLetterOut, discard, find},
};

/// Puts something that was given up away. A second time changes nothing.
#[utoipa::path(
    tag = "dead letters",
    params(("id" = String, Path, description = "the dead letter")),
    responses(
        (status = 200, body = DeadLetterOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "it was replayed", body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/dead_letters/{id}/discard")]
pub(super) async fn discard_dead_letter(app: Shared, owner: Owner, id: Id) -> Result<HttpResponse, Problem> {
    let letter = find(&app.store, owner.business_id, DeadLetterId(id.0)).await?;
    let at = app.engine.ports().clock.now();
    let letter = discard(&app.store, letter, Some(owner.user_id), at).await?;
    Ok(HttpResponse::Ok().json(DeadLetterOut::from(letter)))
}
