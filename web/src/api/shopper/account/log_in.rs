//! `POST /v1/auth/login`, for shoppers and the staff of the shop alike.

use std::{fmt, net::IpAddr, time::Instant};

use actix_web::{HttpRequest, HttpResponse, post};
use colloquy_engine::port::shoppers::ShopperStore;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{bodies::AuthOut, enter::enter};
use crate::{
    api::auth::validation,
    extract::{ClientAddress, Json, Shared, tenant::Tenant},
    logins::{attempts::Attempt, second_factor},
    passwords,
    problem::Problem,
};

/// Who wants to come in.
#[derive(Deserialize, ToSchema)]
#[schema(as = ShopperLoginIn)]
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

/// Logs in; the guest's cart and conversation go over to the account. Unknown and wrong get the same answer, and take
/// the same time.
#[utoipa::path(operation_id = "log_in_shopper", tag = "shopper", request_body = LoginIn, responses((status = 200, body = AuthOut),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json")))]
#[post("/v1/auth/login")]
pub(super) async fn log_in(
    app: Shared,
    request: HttpRequest,
    ClientAddress(address): ClientAddress,
    Json(body): Json<LoginIn>,
) -> Result<HttpResponse, Problem> {
    let tenant = Tenant::of(&request).await?;
    tenant.check_origin()?;
    let email = body.email.trim().to_lowercase();
    let attempt = Attempt::new(&format!("{} {email}", tenant.business_id), address);
    let admitted = app.workspace.attempts.admit(attempt, Instant::now()).await;
    admitted.map_err(|wait| {
        Problem::too_many(
            "too_many_attempts",
            "too many failed logins; try again later",
            wait,
        )
    })?;
    if !validation::may_be_password(&body.password) {
        return Err(refused());
    }
    let Some(user) = app.store.account_by_email(tenant.business_id, &email).await? else {
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
    enter(&app, &request, &tenant, &user, false).await
}

fn refused() -> Problem {
    crate::metrics::security_event("login_failed");
    Problem::unauthorized("credentials_wrong", "email or password is wrong")
}
