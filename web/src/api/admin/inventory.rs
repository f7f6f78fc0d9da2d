//! `/v1/admin/inventory/{variant_id}`.

use actix_web::{HttpResponse, get, put, web};
use colloquy_engine::commerce::keeping::{KeptItem, StockChange};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::bodies::VariantOut;
use crate::{
    catalogue::keep,
    extract::{Admin, Json, Shared},
    problem::Problem,
    state::App,
};

/// How many there are from now on.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct InventoryIn {
    /// Pieces.
    stock: u32,
}

/// A variant's stock.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct InventoryOut {
    /// The variant.
    variant_id: String,
    /// Its product.
    product_id: String,
    /// Whether there are few.
    low_stock: bool,
    /// The variant itself.
    #[serde(flatten)]
    #[schema(inline)]
    variant: VariantOut,
}

impl InventoryOut {
    fn new(app: &App, item: KeptItem) -> Self {
        Self {
            variant_id: item.id.0.clone(),
            product_id: item.product_id.0.clone(),
            low_stock: item.stock <= app.settings.inventory.low_stock_at,
            variant: VariantOut::from(item),
        }
    }
}

/// Shows how many there are of a variant, by id or SKU.
#[utoipa::path(
    tag = "admin",
    params(("variant_id" = String, Path)),
    responses(
        (status = 200, body = InventoryOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/v1/admin/inventory/{variant_id}")]
pub(super) async fn show_inventory(
    app: Shared,
    admin: Admin,
    key: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let item = keep::find_item(&app, admin.business_id, &key).await?;
    Ok(HttpResponse::Ok().json(InventoryOut::new(&app, item)))
}

/// Says how many there are of a variant.
#[utoipa::path(
    tag = "admin",
    params(("variant_id" = String, Path)),
    request_body = InventoryIn,
    responses(
        (status = 200, body = InventoryOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[put("/v1/admin/inventory/{variant_id}")]
pub(super) async fn set_inventory(
    app: Shared,
    admin: Admin,
    key: web::Path<String>,
    Json(body): Json<InventoryIn>,
) -> Result<HttpResponse, Problem> {
    let item = keep::change_stock(&app, &admin, &key, StockChange::To(body.stock), None).await?;
    Ok(HttpResponse::Ok().json(InventoryOut::new(&app, item)))
}
