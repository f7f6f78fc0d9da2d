//! `POST /v1/auth/refresh`, for shoppers and staff alike.

use actix_web::{HttpRequest, HttpResponse, post};
use colloquy_engine::port::accounts::User;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    extract::{Json, Shared},
    logins::{self, Login},
    problem::Problem,
};

/// What is handed in.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RefreshIn {
    /// Good once.
    refresh_token: String,
}

impl std::fmt::Debug for RefreshIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RefreshIn(…)")
    }
}

/// The next pair and whom it speaks for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RefreshOut {
    /// For every request, as `Authorization: Bearer`.
    access_token: String,
    /// For the pair after this; good once.
    refresh_token: String,
    /// Seconds that the access token is good for.
    expires_in: u64,
    /// The session that the request named in `X-Session-Id`; a refresh does not change it.
    #[serde(skip_serializing_if = "Option::is_none")]
    session_id: Option<String>,
    /// Who it is.
    user: RefreshedUser,
}

/// A person in few words.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RefreshedUser {
    /// The person.
    id: Uuid,
    /// In lower case.
    email: String,
    /// As shown to people.
    name: String,
    /// What they may do.
    role: String,
    /// Whose.
    business_id: Uuid,
}

impl RefreshOut {
    fn new(login: Login, user: User, session_id: Option<String>) -> Self {
        let role = user.role.as_str().to_owned();
        let user = RefreshedUser {
            id: user.id.0,
            email: user.email,
            name: user.full_name,
            role,
            business_id: user.business_id.0,
        };
        Self {
            access_token: login.access_token,
            refresh_token: login.refresh_token,
            expires_in: login.expires_in,
            session_id,
            user,
        }
    }
}

/// Takes a refresh token for the next pair. A spent one ends its login.
#[utoipa::path(
    tag = "auth",
    request_body = RefreshIn,
    responses(
        (status = 200, body = RefreshOut),
        (status = 401, body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/v1/auth/refresh")]
pub(super) async fn refresh(
    app: Shared,
    request: HttpRequest,
    Json(body): Json<RefreshIn>,
) -> Result<HttpResponse, Problem> {
    let (login, user) = logins::renew(&app, &body.refresh_token).await?;
    let session = request
        .headers()
        .get("x-session-id")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    Ok(HttpResponse::Ok().json(RefreshOut::new(login, user, session)))
}
