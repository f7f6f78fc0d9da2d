//! `POST /api/v1/dead_letters/{id}/replay`.

use actix_web::{HttpResponse, post, rt};
use colloquy_engine::ids::DeadLetterId;

use crate::{
    extract::{Id, Owner, Shared},
    problem::Problem,
    workspace::dead_letter::{DeadLetterOut, find, replay},
};

/// Has something that was given up tried again: a message is taken in once more, with a number and a turn of its own.
/// However often it is asked for, it happens once.
#[utoipa::path(
    tag = "dead letters",
    params(("id" = String, Path, description = "the dead letter")),
    responses(
        (status = 200, description = "it is taken in again; its answer goes where answers go", body = DeadLetterOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "it was discarded", body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/dead_letters/{id}/replay")]
pub(super) async fn replay_dead_letter(app: Shared, owner: Owner, id: Id) -> Result<HttpResponse, Problem> {
    let letter = find(&app.store, owner.business_id, DeadLetterId(id.0)).await?;
    let (doing, user) = (app.clone(), owner.user_id);
    // To its end, even when the caller goes away: half of it would leave an answer whose cause is still open.
    let replayed = rt::spawn(async move { replay(&doing.engine, &doing.store, letter, Some(user)).await });
    let letter = replayed.await.map_err(|_| Problem::internal())??;
    Ok(HttpResponse::Ok().json(DeadLetterOut::from(letter)))
}
