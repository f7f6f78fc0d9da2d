//! `GET` and `PUT /api/v1/users/me`.

use actix_web::{HttpResponse, get, put};
use colloquy_engine::port::{accounts::AccountStore, credentials::CredentialStore};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    bodies::{BusinessOut, UserOut},
    validation::Checks,
};
use crate::{
    catalogue::keep::act,
    extract::{Json, Shared, Staff},
    problem::Problem,
    state::App,
};

/// Who one is, and where.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MeOut {
    /// The person.
    #[serde(flatten)]
    user: UserOut,
    /// Whether a letter has proved that the address is theirs.
    email_confirmed: bool,
    /// Their business.
    business: BusinessOut,
}

/// What changes of oneself; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct MeIn {
    /// The name shown to shoppers.
    full_name: Option<String>,
}

/// Tells who the access token speaks for.
#[utoipa::path(
    tag = "auth",
    responses(
        (status = 200, body = MeOut),
        (status = 401, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/users/me")]
pub(super) async fn me(app: Shared, staff: Staff) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(show(&app, &staff).await?))
}

/// Changes one's own name.
#[utoipa::path(
    tag = "auth",
    request_body = MeIn,
    responses(
        (status = 200, body = MeOut),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[put("/api/v1/users/me")]
pub(super) async fn change_me(
    app: Shared,
    staff: Staff,
    Json(body): Json<MeIn>,
) -> Result<HttpResponse, Problem> {
    if let Some(name) = &body.full_name {
        let mut checks = Checks::default();
        let name = checks.name("full_name", name);
        checks.finish()?;
        let subject = staff.user_id.to_string();
        let activity = act(&app, &staff, "account.renamed", &subject, json!({}));
        app.store
            .rename_user(staff.business_id, staff.user_id, &name, &activity)
            .await?;
    }
    Ok(HttpResponse::Ok().json(show(&app, &staff).await?))
}

async fn show(app: &App, staff: &Staff) -> Result<MeOut, Problem> {
    let user = staff.account(app).await?;
    let business = app
        .store
        .business(staff.business_id)
        .await?
        .ok_or_else(|| Problem::not_found("business"))?;
    let keys = app.store.widget_keys(staff.business_id).await?;
    let business = BusinessOut {
        id: business.id.0,
        slug: business.slug,
        name: business.name,
        widget_key: keys.into_iter().next().map(|key| key.key),
    };
    let confirmed = app.store.confirmed_at(user.business_id, user.id).await?;
    Ok(MeOut {
        user: UserOut::from(&user),
        email_confirmed: confirmed.is_some(),
        business,
    })
}
