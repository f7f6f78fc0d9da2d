//! `PUT /v1/memory/preferences`.

use actix_web::{HttpResponse, put};

use super::{bodies::PreferencesOut, currency, wanted::PreferencesIn};
use crate::{
    extract::{Account, Json, Shared},
    problem::Problem,
};

/// Merges what the shopper likes into what is remembered: what is left out stays, null deletes.
#[utoipa::path(operation_id = "change_preferences", tag = "shopper", request_body = PreferencesIn,
    responses((status = 200, body = PreferencesOut),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[put("/v1/memory/preferences")]
pub(super) async fn change(
    app: Shared,
    account: Account,
    Json(body): Json<PreferencesIn>,
) -> Result<HttpResponse, Problem> {
    let currency = currency(&app, &account).await?;
    let liked = super::change(&app, &account, |liked| body.merge(liked, &currency)).await?;
    Ok(HttpResponse::Ok().json(PreferencesOut::new(&liked, &currency)))
}
