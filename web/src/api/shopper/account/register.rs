//! `POST /v1/auth/register`.

use std::fmt;

use actix_web::{HttpRequest, HttpResponse, post};
use colloquy_engine::{
    ids::UserId,
    port::accounts::{Role, User},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{bodies::AuthOut, enter::enter};
use crate::{
    api::auth::validation::Checks,
    credentials,
    extract::{Json, Shared, tenant::Tenant},
    passwords,
    problem::Problem,
};

/// Who wants an account.
#[derive(Deserialize, ToSchema)]
pub(super) struct RegisterIn {
    /// Unique in the shop.
    email: String,
    /// At least ten characters.
    password: String,
    /// As it is to be shown.
    name: String,
}

impl fmt::Debug for RegisterIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RegisterIn(…)")
    }
}

/// Makes an account and logs in; the guest's cart and conversation go over to it.
#[utoipa::path(operation_id = "register", tag = "shopper", request_body = RegisterIn, responses((status = 201, body = AuthOut),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/v1/auth/register")]
pub(super) async fn register(
    app: Shared,
    request: HttpRequest,
    Json(body): Json<RegisterIn>,
) -> Result<HttpResponse, Problem> {
    let tenant = Tenant::of(&request).await?;
    tenant.check_origin()?;
    let mut checks = Checks::default();
    let email = checks.email("email", &body.email);
    checks.password("password", &body.password);
    let full_name = checks.name("name", &body.name);
    checks.finish()?;
    let password_hash = passwords::hash(body.password, &app.settings.auth).await?;
    let ports = app.engine.ports();
    let user = User {
        id: UserId(ports.ids.next()),
        business_id: tenant.business_id,
        email,
        full_name,
        role: Role::Shopper,
        password_hash,
        created_at: ports.clock.now(),
    };
    let entered = enter(&app, &request, &tenant, &user, true).await?;
    credentials::welcome(&app, &user, &credentials::language_of(&request)).await;
    Ok(entered)
}
