//! `DELETE /v1/memory/preferences/{key}`.

use actix_web::{HttpResponse, delete, web};
use colloquy_engine::memory::PreferenceKey;

use crate::{
    extract::{Account, Shared},
    problem::Problem,
};

/// Deletes one preference: `size`, `brands`, `categories`, `styles`, `colors` or `priceRange`. What is not remembered
/// is forgotten already.
#[utoipa::path(operation_id = "forget_preference", tag = "shopper", params(("key" = String, Path)),
    responses((status = 204),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[delete("/v1/memory/preferences/{key}")]
pub(super) async fn forget(
    app: Shared,
    account: Account,
    key: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let key: PreferenceKey = key.parse().map_err(|_| Problem::not_found("preference"))?;
    super::change(&app, &account, |liked| {
        let _was_there = liked.forget_key(key);
        Ok(())
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
