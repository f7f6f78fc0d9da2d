//! `GET /api/v1/users/me`.

use actix_web::{HttpResponse, get};
use colloquy_engine::port::accounts::AccountStore;
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::{BusinessOut, UserOut};
use crate::{
    extract::{Shared, Staff},
    problem::Problem,
};

/// Who one is, and where.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MeOut {
    /// The person.
    #[serde(flatten)]
    user: UserOut,
    /// Their business.
    business: BusinessOut,
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
    let user = staff.account(&app).await?;
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
    Ok(HttpResponse::Ok().json(MeOut {
        user: UserOut::from(&user),
        business,
    }))
}
