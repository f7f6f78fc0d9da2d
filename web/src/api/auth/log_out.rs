//! `POST /api/v1/auth/logout` and `POST /v1/auth/logout`.

use actix_web::{HttpResponse, post};
use colloquy_engine::port::accounts::AccountStore;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    extract::{Json, Shared, Staff, json::MaybeJson},
    logins,
    problem::Problem,
};

/// How much to end.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct LogoutIn {
    /// Every login of this person, not this one alone.
    #[serde(default)]
    everywhere: bool,
}

/// Which login to end.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EndLoginIn {
    /// The newest of the login.
    refresh_token: String,
    /// Every login of this person, not this one alone.
    #[serde(default)]
    everywhere: bool,
}

impl std::fmt::Debug for EndLoginIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EndLoginIn")
            .field("everywhere", &self.everywhere)
            .finish_non_exhaustive()
    }
}

/// Ends the login that the access token came from.
#[utoipa::path(
    tag = "auth",
    request_body = Option<LogoutIn>,
    responses(
        (status = 204, description = "the login has ended; its access tokens are refused from now on"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/auth/logout")]
pub(super) async fn log_out(
    app: Shared,
    staff: Staff,
    MaybeJson(body): MaybeJson<LogoutIn>,
) -> Result<HttpResponse, Problem> {
    if body.everywhere {
        let now = app.engine.ports().clock.now();
        app.store.revoke_families(staff.user_id, now).await?;
        app.workspace.families.forget_all();
    } else {
        logins::end_family(&app, staff.family).await?;
    }
    Ok(HttpResponse::NoContent().finish())
}

/// Ends the login of a refresh token, of shoppers and staff alike.
#[utoipa::path(
    tag = "auth",
    request_body = EndLoginIn,
    responses(
        (status = 204, description = "the login has ended; its access tokens are refused from now on"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/v1/auth/logout")]
pub(super) async fn end_login(app: Shared, Json(body): Json<EndLoginIn>) -> Result<HttpResponse, Problem> {
    logins::end(&app, &body.refresh_token, body.everywhere).await?;
    Ok(HttpResponse::NoContent().finish())
}
