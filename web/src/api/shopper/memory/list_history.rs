//! `GET /v1/memory/history`.

use actix_web::{HttpResponse, get};
use colloquy_engine::port::memory::MemoryStore;

use super::bodies::SummaryOut;
use crate::{
    extract::{Account, Listed, Paging, Shared},
    problem::Problem,
};

/// Lists what the shopper came for, newest first.
#[utoipa::path(operation_id = "list_memory_history", tag = "shopper", params(Paging), responses((status = 200, body = Listed<SummaryOut>),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[get("/v1/memory/history")]
pub(super) async fn list(app: Shared, account: Account, paging: Paging) -> Result<HttpResponse, Problem> {
    let (found, total) = app
        .store
        .history(
            account.business_id,
            account.user_id,
            paging.offset(),
            paging.limit,
        )
        .await?;
    let items: Vec<SummaryOut> = found.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(paging.list(items, total)))
}
