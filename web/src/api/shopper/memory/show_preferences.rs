//! `GET /v1/memory/preferences`.

use actix_web::{HttpResponse, get};
use colloquy_engine::port::memory::MemoryStore;

use super::{bodies::PreferencesOut, currency};
use crate::{
    extract::{Account, Shared},
    problem::Problem,
};

/// Shows what the shopper said to like.
#[utoipa::path(operation_id = "show_preferences", tag = "shopper", responses((status = 200, body = PreferencesOut),
    (status = 401, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[get("/v1/memory/preferences")]
pub(super) async fn show(app: Shared, account: Account) -> Result<HttpResponse, Problem> {
    let memory = app.store.memory(account.business_id, account.user_id).await?;
    let currency = currency(&app, &account).await?;
    Ok(HttpResponse::Ok().json(PreferencesOut::new(&memory.preferences, &currency)))
}
