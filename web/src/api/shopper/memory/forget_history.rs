//! `DELETE /v1/memory/history`.

use actix_web::{HttpResponse, delete};
use colloquy_engine::port::memory::Forget;

use crate::{
    extract::{Account, Shared},
    problem::Problem,
};

/// Deletes what the shopper came for, and the affinities that were counted from it. Conversations stay.
#[utoipa::path(operation_id = "forget_memory_history", tag = "shopper", responses((status = 204),
    (status = 401, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[delete("/v1/memory/history")]
pub(super) async fn forget(app: Shared, account: Account) -> Result<HttpResponse, Problem> {
    super::delete(&app, &account, Forget::History).await?;
    Ok(HttpResponse::NoContent().finish())
}
