//! `GET /v1/auth/me`.

use actix_web::{HttpResponse, get};

use super::bodies::AccountOut;
use crate::{
    extract::{Account, Shared},
    problem::Problem,
};

/// Tells who the access token speaks for.
#[utoipa::path(operation_id = "show_account", tag = "shopper", responses((status = 200, body = AccountOut),
    (status = 401, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[get("/v1/auth/me")]
pub(super) async fn me(app: Shared, account: Account) -> Result<HttpResponse, Problem> {
    let user = account.person(&app).await?;
    Ok(HttpResponse::Ok().json(AccountOut::from(&user)))
}
