//! `PUT /api/v1/orders/{order_id}/status`.

use actix_web::{HttpResponse, put, web};
use colloquy_engine::{
    commerce::order::{Act, OrderView},
    ids::OrderId,
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    extract::{Json, Shared, Staff},
    problem::Problem,
};

/// How far the parcel is.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ParcelStatus {
    /// It is being packed.
    Processing,
    /// It has left.
    Shipped,
    /// It has arrived.
    Delivered,
}

/// Where the order stands from now on.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct OrderStatusIn {
    /// How far the parcel is.
    status: ParcelStatus,
}

/// Notes that an order is packed, has left or has arrived.
#[utoipa::path(tag = "orders", params(("order_id" = String, Path)), request_body = OrderStatusIn, responses((status = 200, body = Object, description = "the order"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[put("/api/v1/orders/{order_id}/status")]
pub(super) async fn set_order_status(
    app: Shared,
    staff: Staff,
    id: web::Path<String>,
    Json(body): Json<OrderStatusIn>,
) -> Result<HttpResponse, Problem> {
    let act = match body.status {
        ParcelStatus::Processing => Act::Prepare,
        ParcelStatus::Shipped => Act::Ship,
        ParcelStatus::Delivered => Act::Deliver,
    };
    let desk = &app.engine.ports().desk;
    let order = desk
        .fulfil(staff.business_id, staff.user_id, &OrderId(id.into_inner()), &act)
        .await?;
    Ok(HttpResponse::Ok().json(OrderView::from(&order)))
}
