//! Who the shop is, for the page and the widget.

use actix_web::{HttpRequest, HttpResponse, get};
use colloquy_engine::port::accounts::AccountStore;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    extract::tenant::{Tenant, state},
    problem::Problem,
};

/// Mounts the route.
pub fn configure(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
    config.service(show);
}

/// The shop as its pages present it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ShopOut {
    /// As shown to people.
    name: String,
    /// The assistant's first name.
    agent_name: String,
    /// ISO 4217 code.
    currency: String,
    /// The public key that an embedding page puts on the script tag.
    widget_key: Option<String>,
    /// Whether people work at this moment.
    is_staffed: bool,
}

/// Tells who the shop is.
#[utoipa::path(operation_id = "show_shop", tag = "shopper", responses((status = 200, body = ShopOut)))]
#[get("/v1/shop")]
async fn show(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let state = state(&request)?;
    let tenant = Tenant::of(&request).await?;
    let shop = state.engine.shops().get(tenant.business_id).await?;
    let key = state
        .store
        .widget_keys(tenant.business_id)
        .await?
        .into_iter()
        .next();
    Ok(HttpResponse::Ok().json(ShopOut {
        name: shop.profile.name.clone(),
        agent_name: shop.profile.agent_name.clone(),
        currency: shop.pricing.currency.clone(),
        widget_key: key.map(|key| key.key),
        is_staffed: shop.hours.is_open(chrono::Utc::now()),
    }))
}
