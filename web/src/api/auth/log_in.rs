//! `POST /api/v1/auth/login`.

use std::{fmt, net::IpAddr, time::Instant};

use actix_web::{HttpResponse, post};
use colloquy_engine::port::accounts::AccountStore;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{bodies::LoginOut, validation};
use crate::{
    extract::{ClientAddress, Json, Shared},
    logins::{self, attempts::Attempt, second_factor},
    passwords,
    problem::Problem,
};

/// Who wants to come in.
#[derive(Deserialize, ToSchema)]
pub(super) struct LoginIn {
    /// Any case.
    email: String,
    /// As it was set.
    password: String,
    /// The one-time code of an authenticator app, or a recovery code, for those who have set one up.
    otp: Option<String>,
}

impl fmt::Debug for LoginIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LoginIn(…)")
    }
}

/// Logs a member of staff in. Unknown and wrong get the same answer, and take the same time.
#[utoipa::path(
    tag = "auth",
    request_body = LoginIn,
    responses(
        (status = 200, body = LoginOut),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/api/v1/auth/login")]
pub(super) async fn log_in(
    app: Shared,
    ClientAddress(address): ClientAddress,
    Json(body): Json<LoginIn>,
) -> Result<HttpResponse, Problem> {
    let email = body.email.trim().to_lowercase();
    let attempt = Attempt::new(&email, address);
    app.workspace
        .attempts
        .admit(attempt, Instant::now())
        .await
        .map_err(|wait| {
            Problem::too_many(
                "too_many_attempts",
                "too many failed logins; try again later",
                wait,
            )
        })?;
    if !validation::may_be_password(&body.password) {
        return Err(refused());
    }
    let user = app.store.staff_by_email(&email).await?;
    let Some(user) = user else {
        passwords::verify_nobody(body.password, &app.settings.auth).await?;
        return Err(refused());
    };
    if !passwords::verify(body.password, user.password_hash.clone()).await? {
        return Err(refused());
    }
    // Whoever has the password may try few codes, wherever they come from: the code is all that is left.
    let code = Attempt::new(&format!("otp {}", user.id), IpAddr::from([0, 0, 0, 0]));
    if body.otp.is_some() {
        let admitted = app.workspace.attempts.admit(code, Instant::now()).await;
        admitted.map_err(|wait| {
            Problem::too_many("too_many_attempts", "too many wrong codes; try again later", wait)
        })?;
    }
    second_factor::ask(&app, &user, body.otp.as_deref()).await?;
    app.workspace.attempts.clear(code).await;
    app.workspace.attempts.clear(attempt).await;
    let login = logins::begin(&app, &user).await?;
    Ok(HttpResponse::Ok().json(LoginOut::new(login, &user)))
}

fn refused() -> Problem {
    crate::metrics::security_event("login_failed");
    Problem::unauthorized("credentials_wrong", "email or password is wrong")
}
