//! Letters that prove a mailbox: `/forgot`, `/reset`, `/confirm`, for staff under `/api/v1/auth` and for shoppers under
//! `/v1/auth`.

use std::fmt;

use actix_web::{HttpRequest, HttpResponse, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::validation::Checks;
use crate::{
    credentials::{self, language_of},
    extract::{Account, ClientAddress, Json, Shared, Staff, tenant::Tenant},
    logins::attempts::Attempt,
    problem::Problem,
};

/// Whose password is forgotten.
#[derive(Deserialize, ToSchema)]
pub(super) struct ForgotIn {
    /// Any case.
    email: String,
}

/// A link and the new password.
#[derive(Deserialize, ToSchema)]
pub(super) struct ResetIn {
    /// As it stands in the link.
    token: String,
    /// At least ten characters.
    password: String,
}

/// A link.
#[derive(Deserialize, ToSchema)]
pub(super) struct ConfirmIn {
    /// As it stands in the link.
    token: String,
}

/// What was understood.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LetterOut {
    /// A sentence for people; the same whether there is such an account or not.
    message: &'static str,
}

macro_rules! hides {
    ($($name:ident)+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

hides! { ForgotIn ResetIn ConfirmIn }

const SENT: LetterOut = LetterOut {
    message: "If there is such an account, a letter with a link is on its way.",
};

/// Writes a letter with a link to set a new password to a member of staff. The answer is the same for every address.
#[utoipa::path(tag = "auth", request_body = ForgotIn, responses(
    (status = 202, body = LetterOut),
    (status = 422, body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "no letters go out", body = Problem, content_type = "application/problem+json")))]
#[post("/api/v1/auth/forgot")]
pub(super) async fn forgot(
    app: Shared,
    request: HttpRequest,
    ClientAddress(address): ClientAddress,
    Json(body): Json<ForgotIn>,
) -> Result<HttpResponse, Problem> {
    let email = checked(&body.email)?;
    let attempt = Attempt::new(&format!("forgot {email}"), address);
    credentials::forgot(&app, attempt, language_of(&request), None, email).await?;
    Ok(HttpResponse::Accepted().json(SENT))
}

/// Writes a letter with a link to set a new password to an account of the shop. The answer is the same for every
/// address.
#[utoipa::path(operation_id = "forgot_shopper", tag = "shopper", request_body = ForgotIn, responses(
    (status = 202, body = LetterOut),
    (status = 422, body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "no letters go out", body = Problem, content_type = "application/problem+json")))]
#[post("/v1/auth/forgot")]
pub(super) async fn forgot_shopper(
    app: Shared,
    request: HttpRequest,
    ClientAddress(address): ClientAddress,
    Json(body): Json<ForgotIn>,
) -> Result<HttpResponse, Problem> {
    let tenant = Tenant::of(&request).await?;
    tenant.check_origin()?;
    let (email, business) = (checked(&body.email)?, tenant.business_id);
    let attempt = Attempt::new(&format!("forgot {business} {email}"), address);
    credentials::forgot(&app, attempt, language_of(&request), Some(business), email).await?;
    Ok(HttpResponse::Accepted().json(SENT))
}

/// Sets a new password with the link of a letter. Every login of the account ends.
#[utoipa::path(tag = "auth", request_body = ResetIn, responses(
    (status = 204, description = "the password is set, and every login of the account has ended"),
    (status = 410, description = "the link is not good any more", body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json")))]
#[post("/api/v1/auth/reset")]
pub(super) async fn reset(
    app: Shared,
    request: HttpRequest,
    ClientAddress(address): ClientAddress,
    Json(body): Json<ResetIn>,
) -> Result<HttpResponse, Problem> {
    let (attempt, language) = (Attempt::new("reset", address), language_of(&request));
    credentials::reset(&app, attempt, &body.token, body.password, &language).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The same for shoppers: the link tells whose account it is.
#[utoipa::path(operation_id = "reset_shopper", tag = "shopper", request_body = ResetIn, responses(
    (status = 204, description = "the password is set, and every login of the account has ended"),
    (status = 410, description = "the link is not good any more", body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json")))]
#[post("/v1/auth/reset")]
pub(super) async fn reset_shopper(
    app: Shared,
    request: HttpRequest,
    ClientAddress(address): ClientAddress,
    Json(body): Json<ResetIn>,
) -> Result<HttpResponse, Problem> {
    let (attempt, language) = (Attempt::new("reset", address), language_of(&request));
    credentials::reset(&app, attempt, &body.token, body.password, &language).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Confirms the address of an account with the link of a letter.
#[utoipa::path(tag = "auth", request_body = ConfirmIn, responses(
    (status = 204, description = "the address is confirmed"),
    (status = 410, description = "the link is not good any more", body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json")))]
#[post("/api/v1/auth/confirm")]
pub(super) async fn confirm(
    app: Shared,
    ClientAddress(address): ClientAddress,
    Json(body): Json<ConfirmIn>,
) -> Result<HttpResponse, Problem> {
    credentials::confirm(&app, Attempt::new("confirm", address), &body.token).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The same for shoppers: the link tells whose address it is.
#[utoipa::path(operation_id = "confirm_shopper", tag = "shopper", request_body = ConfirmIn, responses(
    (status = 204, description = "the address is confirmed"),
    (status = 410, description = "the link is not good any more", body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json")))]
#[post("/v1/auth/confirm")]
pub(super) async fn confirm_shopper(
    app: Shared,
    ClientAddress(address): ClientAddress,
    Json(body): Json<ConfirmIn>,
) -> Result<HttpResponse, Problem> {
    credentials::confirm(&app, Attempt::new("confirm", address), &body.token).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Writes the letter that confirms one's own address once more.
#[utoipa::path(tag = "auth", responses(
    (status = 202, body = LetterOut),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "no letters go out", body = Problem, content_type = "application/problem+json")),
    security(("bearer" = [])))]
#[post("/api/v1/auth/confirm/send")]
pub(super) async fn confirm_again(
    app: Shared,
    request: HttpRequest,
    staff: Staff,
) -> Result<HttpResponse, Problem> {
    let user = staff.account(&app).await?;
    credentials::confirm_again(&app, &user, &language_of(&request)).await?;
    Ok(HttpResponse::Accepted().json(SENT))
}

/// Writes the letter that confirms one's own address once more.
#[utoipa::path(operation_id = "confirm_shopper_again", tag = "shopper", responses(
    (status = 202, body = LetterOut),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "no letters go out", body = Problem, content_type = "application/problem+json")),
    security(("bearer" = [])))]
#[post("/v1/auth/confirm/send")]
pub(super) async fn confirm_shopper_again(
    app: Shared,
    request: HttpRequest,
    account: Account,
) -> Result<HttpResponse, Problem> {
    let user = account.person(&app).await?;
    credentials::confirm_again(&app, &user, &language_of(&request)).await?;
    Ok(HttpResponse::Accepted().json(SENT))
}

fn checked(email: &str) -> Result<String, Problem> {
    let mut checks = Checks::default();
    let email = checks.email("email", email);
    checks.finish()?;
    Ok(email)
}
