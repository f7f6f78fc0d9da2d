//! `/api/v1/auth/second_factor`: one-time codes, set up, proved, taken away.

use std::{fmt, net::IpAddr, time::Instant};

use actix_web::{HttpResponse, delete, get, post};
use colloquy_engine::port::{
    accounts::AccountStore,
    second_factors::{SecondFactor, SecondFactorStore},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::validation;
use crate::{
    catalogue::keep::act,
    extract::{Json, Shared, Staff},
    logins::{attempts::Attempt, second_factor},
    passwords,
    problem::Problem,
    state::App,
};

/// Whether the caller is asked for a code.
#[derive(Debug, Serialize, ToSchema)]
struct SecondFactorOut {
    /// Whether it is asked for.
    enabled: bool,
    /// Recovery codes that are left.
    recovery_codes_left: usize,
}

/// The password once more, because a stolen token must not lock its owner out.
#[derive(Deserialize, ToSchema)]
#[schema(as = SecondFactorIn)]
struct BeginIn {
    /// The caller's own.
    password: String,
}

impl fmt::Debug for BeginIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BeginIn(…)")
    }
}

/// What an authenticator app is given. Shown once.
#[derive(Serialize, ToSchema)]
#[schema(as = SecondFactorBegunOut)]
struct BegunOut {
    /// To be typed.
    secret: String,
    /// To be drawn for a camera.
    otpauth_uri: String,
}

/// A code.
#[derive(Deserialize, ToSchema)]
#[schema(as = OneTimeCodeIn)]
struct CodeIn {
    /// Six digits of the app; to take it away, a recovery code does as well.
    otp: String,
}

impl fmt::Debug for CodeIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CodeIn(…)")
    }
}

/// Codes for the day on which the app is lost. Shown once.
#[derive(Serialize, ToSchema)]
struct ConfirmedOut {
    /// Each is good once.
    recovery_codes: Vec<String>,
}

/// Shows whether the caller is asked for a one-time code.
#[utoipa::path(tag = "auth", responses((status = 200, body = SecondFactorOut)), security(("bearer" = [])))]
#[get("/api/v1/auth/second_factor")]
pub(super) async fn show_second_factor(app: Shared, staff: Staff) -> Result<HttpResponse, Problem> {
    let factor = app.store.second_factor(staff.business_id, staff.user_id).await?;
    let factor = factor.filter(|factor| factor.confirmed_at.is_some());
    Ok(HttpResponse::Ok().json(SecondFactorOut {
        enabled: factor.is_some(),
        recovery_codes_left: factor.map_or(0, |factor| factor.recovery_hashes.len()),
    }))
}

/// Begins to set up one-time codes. They are asked for once a code has proved that the app has the secret.
#[utoipa::path(
    tag = "auth",
    request_body = BeginIn,
    responses(
        (status = 201, body = BegunOut),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/auth/second_factor")]
pub(super) async fn begin_second_factor(
    app: Shared,
    staff: Staff,
    Json(body): Json<BeginIn>,
) -> Result<HttpResponse, Problem> {
    let user = staff.account(&app).await?;
    let attempt = slowed(&app, &staff).await?;
    let wrong = || Problem::unauthorized("credentials_wrong", "the password is wrong");
    if !validation::may_be_password(&body.password) {
        return Err(wrong());
    }
    if !passwords::verify(body.password, user.password_hash.clone()).await? {
        return Err(wrong());
    }
    app.workspace.attempts.clear(attempt).await;
    let business = app.store.business(staff.business_id).await?;
    let issuer = business.map_or_else(|| "Colloquy".to_owned(), |business| business.name);
    let drawn = second_factor::draw(&app.secret, &user, &issuer)?;
    let factor = SecondFactor {
        user_id: user.id,
        business_id: user.business_id,
        secret: drawn.sealed,
        last_step: 0,
        recovery_hashes: Vec::new(),
        created_at: app.engine.ports().clock.now(),
        confirmed_at: None,
    };
    if !app.store.begin_second_factor(&factor).await? {
        return Err(already());
    }
    Ok(HttpResponse::Created().json(BegunOut {
        secret: drawn.base32,
        otpauth_uri: drawn.uri,
    }))
}

/// Proves that the app has the secret. From now on a login asks for a code.
#[utoipa::path(
    tag = "auth",
    request_body = CodeIn,
    responses(
        (status = 200, body = ConfirmedOut),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/auth/second_factor/confirm")]
pub(super) async fn confirm_second_factor(
    app: Shared,
    staff: Staff,
    Json(body): Json<CodeIn>,
) -> Result<HttpResponse, Problem> {
    let factor = app.store.second_factor(staff.business_id, staff.user_id).await?;
    let factor = factor.ok_or_else(|| Problem::not_found("second factor"))?;
    if factor.confirmed_at.is_some() {
        return Err(already());
    }
    let attempt = slowed(&app, &staff).await?;
    let now = app.engine.ports().clock.now();
    let step = second_factor::step_of(&app.secret, &factor, body.otp.trim(), now.timestamp())?;
    let step = step.ok_or_else(|| Problem::unauthorized("otp_invalid", "the one-time code is wrong"))?;
    app.workspace.attempts.clear(attempt).await;
    let (recovery_codes, recovery_hashes) = second_factor::recovery_codes();
    let confirmed = SecondFactor {
        last_step: step,
        recovery_hashes,
        confirmed_at: Some(now),
        ..factor
    };
    let activity = act(
        &app,
        &staff,
        "second_factor.enabled",
        &staff.user_id.to_string(),
        json!({}),
    );
    if !app.store.confirm_second_factor(&confirmed, &activity).await? {
        return Err(already());
    }
    Ok(HttpResponse::Ok().json(ConfirmedOut { recovery_codes }))
}

/// Takes one-time codes away; needs one.
#[utoipa::path(
    tag = "auth",
    request_body = CodeIn,
    responses(
        (status = 204, description = "a login asks for no code any more"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[delete("/api/v1/auth/second_factor")]
pub(super) async fn remove_second_factor(
    app: Shared,
    staff: Staff,
    Json(body): Json<CodeIn>,
) -> Result<HttpResponse, Problem> {
    let factor = app.store.second_factor(staff.business_id, staff.user_id).await?;
    let factor = factor.filter(|factor| factor.confirmed_at.is_some());
    let factor = factor.ok_or_else(|| Problem::not_found("second factor"))?;
    let attempt = slowed(&app, &staff).await?;
    second_factor::check(&app, &factor, body.otp.trim()).await?;
    app.workspace.attempts.clear(attempt).await;
    let activity = act(
        &app,
        &staff,
        "second_factor.disabled",
        &staff.user_id.to_string(),
        json!({}),
    );
    app.store
        .remove_second_factor(staff.business_id, staff.user_id, &activity)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Whoever guesses has to wait longer with every guess, wherever they guess from.
async fn slowed(app: &App, staff: &Staff) -> Result<Attempt, Problem> {
    let attempt = Attempt::new(&format!("otp {}", staff.user_id), IpAddr::from([0, 0, 0, 0]));
    let admitted = app.workspace.attempts.admit(attempt, Instant::now()).await;
    admitted.map_err(|wait| {
        Problem::too_many("too_many_attempts", "too many wrong codes; try again later", wait)
    })?;
    Ok(attempt)
}

fn already() -> Problem {
    Problem::conflict("second_factor_enabled", "one-time codes are set up already")
}
