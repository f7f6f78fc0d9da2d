//! `GET /api/v1/dead_letters/{id}`.

use actix_web::{HttpResponse, get};
use colloquy_engine::ids::DeadLetterId;

use crate::{
    extract::{Id, Owner, Shared},
    problem::Problem,
    workspace::dead_letter::{DeadLetterOut, find},
};

/// Shows something that was given up, with all that is known of it.
#[utoipa::path(
    tag = "dead letters",
    params(("id" = String, Path, description = "the dead letter")),
    responses(
        (status = 200, body = DeadLetterOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/dead_letters/{id}")]
pub(super) async fn show_dead_letter(app: Shared, owner: Owner, id: Id) -> Result<HttpResponse, Problem> {
    let letter = find(&app.store, owner.business_id, DeadLetterId(id.0)).await?;
    Ok(HttpResponse::Ok().json(DeadLetterOut::from(letter)))
}
