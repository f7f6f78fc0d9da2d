//! `/api/v1/skus/generate` and `/api/v1/skus/validate`.

use std::collections::HashSet;

use actix_web::{HttpResponse, post};
use colloquy_engine::{
    commerce::sku,
    port::{accounts::AccountStore, keeping::KeepingStore},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::bodies::ValueBody;
use crate::{
    catalogue::skus,
    extract::{Json, Shared, Staff},
    problem::Problem,
};

/// What a SKU is to tell.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct GenerateIn {
    /// The product's name.
    product_name: String,
    /// The item's options in the order that they are told in.
    #[serde(default)]
    variant_options: Vec<ValueBody>,
    /// How the SKU begins; the shop's own when left out.
    business_shortcode: Option<String>,
}

/// A SKU that is free.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GeneratedOut {
    /// Of good form, and nobody's yet.
    suggested_sku: String,
}

/// A SKU to be looked at.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ValidateIn {
    /// The SKU.
    sku: String,
    /// The caller's own business, or nothing.
    business_id: Option<String>,
    /// The item that may have it already.
    inventory_item_id: Option<String>,
}

/// What is to be said of a SKU.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ValidatedOut {
    /// Letters, digits and hyphens between them, at most 50.
    is_valid_format: bool,
    /// Whether nobody else in the shop has it.
    is_unique: bool,
    /// Why not.
    reason: Option<String>,
}

/// Suggests a SKU that is free in the shop.
#[utoipa::path(
    tag = "catalogue",
    request_body = GenerateIn,
    responses(
        (status = 200, body = GeneratedOut),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/skus/generate")]
pub(super) async fn generate_sku(
    app: Shared,
    staff: Staff,
    Json(body): Json<GenerateIn>,
) -> Result<HttpResponse, Problem> {
    if body.product_name.trim().is_empty() {
        return Err(Problem::invalid("product_name", "required", "must not be empty"));
    }
    let shop = match body.business_shortcode.map(|code| code.trim().to_owned()) {
        Some(code) if !code.is_empty() => code,
        _ => {
            let business = app.store.business(staff.business_id).await?;
            let business = business.ok_or_else(|| Problem::not_found("business"))?;
            skus::shop_code(&business.slug)
        }
    };
    let values: Vec<&str> = body
        .variant_options
        .iter()
        .map(|option| option.value.as_str())
        .collect();
    let wanted = sku::generate(&shop, &body.product_name, &values);
    let suggested_sku = skus::free(&app.store, staff.business_id, &wanted, &HashSet::new()).await?;
    Ok(HttpResponse::Ok().json(GeneratedOut { suggested_sku }))
}

/// Tells whether a SKU is of good form and free in the shop.
#[utoipa::path(
    tag = "catalogue",
    request_body = ValidateIn,
    responses(
        (status = 200, body = ValidatedOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/skus/validate")]
pub(super) async fn validate_sku(
    app: Shared,
    staff: Staff,
    Json(body): Json<ValidateIn>,
) -> Result<HttpResponse, Problem> {
    let named = body
        .business_id
        .as_deref()
        .and_then(|id| Uuid::parse_str(id).ok());
    if named.is_some_and(|id| id != staff.business_id.0) {
        return Err(Problem::forbidden(
            "business_mismatch",
            "SKUs can only be looked up in the own business",
        ));
    }
    let sku = body.sku.trim().to_owned();
    let form = sku::check(&sku);
    let taken = app
        .store
        .skus_taken(staff.business_id, std::slice::from_ref(&sku))
        .await?;
    let is_unique = taken
        .iter()
        .all(|(_, owner)| Some(owner.as_str()) == body.inventory_item_id.as_deref());
    let reason = match form {
        Err(problem) => Some(format!("{problem}.")),
        Ok(()) if !is_unique => Some("SKU already exists.".to_owned()),
        Ok(()) => None,
    };
    Ok(HttpResponse::Ok().json(ValidatedOut {
        is_valid_format: form.is_ok(),
        is_unique,
        reason,
    }))
}
