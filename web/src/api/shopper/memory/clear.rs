//! `DELETE /v1/memory`.

use actix_web::{HttpResponse, delete};
use colloquy_engine::port::memory::Forget;

use crate::{
    extract::{Account, Shared},
    problem::Problem,
};

/// Deletes everything that is remembered of the shopper: preferences, history and affinities.
#[utoipa::path(operation_id = "clear_memory", tag = "shopper", responses((status = 204),
    (status = 401, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[delete("/v1/memory")]
pub(super) async fn clear(app: Shared, account: Account) -> Result<HttpResponse, Problem> {
    super::delete(&app, &account, Forget::Everything).await?;
    Ok(HttpResponse::NoContent().finish())
}
