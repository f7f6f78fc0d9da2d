//! `DELETE /v1/memory/preferences`.

use actix_web::{HttpResponse, delete};
use colloquy_engine::port::memory::Forget;

use crate::{
    extract::{Account, Shared},
    problem::Problem,
};

/// Deletes what the shopper said to like.
#[utoipa::path(operation_id = "forget_preferences", tag = "shopper", responses((status = 204),
    (status = 401, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[delete("/v1/memory/preferences")]
pub(super) async fn forget(app: Shared, account: Account) -> Result<HttpResponse, Problem> {
    super::delete(&app, &account, Forget::Preferences).await?;
    Ok(HttpResponse::NoContent().finish())
}
