//! `GET /v1/memory`.

use actix_web::{HttpResponse, get};
use colloquy_engine::port::memory::MemoryStore;

use super::{
    bodies::{HistoryOut, MemoryOut, PreferencesOut},
    currency,
};
use crate::{
    extract::{Account, Shared},
    problem::Problem,
};

/// Affinities that are shown at most.
const AFFINITIES: u64 = 100;
/// Summaries that are shown beside them; all are at `/v1/memory/history`.
const SUMMARIES: u64 = 20;

/// Shows everything that is remembered of the shopper.
#[utoipa::path(operation_id = "show_memory", tag = "shopper", responses((status = 200, body = MemoryOut),
    (status = 401, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[get("/v1/memory")]
pub(super) async fn show(app: Shared, account: Account) -> Result<HttpResponse, Problem> {
    let (business, user) = (account.business_id, account.user_id);
    let currency = currency(&app, &account).await?;
    let memory = app.store.memory(business, user).await?;
    let affinities = app.store.affinities(business, user, AFFINITIES).await?;
    let (newest, total) = app.store.history(business, user, 0, SUMMARIES).await?;
    Ok(HttpResponse::Ok().json(MemoryOut {
        preferences: PreferencesOut::new(&memory.preferences, &currency),
        affinities: affinities.into(),
        history: HistoryOut {
            items: newest.into_iter().map(Into::into).collect(),
            total,
        },
    }))
}
