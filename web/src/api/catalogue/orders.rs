//! `GET /api/v1/orders` and `GET /api/v1/orders/{order_id}`: the orders of the whole shop.

use std::str::FromStr;

use actix_web::{HttpResponse, get, web};
use colloquy_engine::{
    commerce::order::{OrderStatus, OrderView},
    ids::OrderId,
    port::{orders::OrderStore, overview::OverviewStore},
};
use utoipa::IntoParams;

use crate::{
    extract::{Paging, Pairs, Shared, Staff},
    problem::Problem,
};

/// Which orders.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the route reads by name")]
struct OrderFilterIn {
    /// Only those that stand there.
    status: Option<String>,
}

/// Lists the orders of the shop, newest first.
#[utoipa::path(
    tag = "orders",
    operation_id = "list_shop_orders",
    params(OrderFilterIn, Paging),
    responses(
        (status = 200, body = Object, description = "Orders of the shoppers' API as `{items,total,page,limit}`."),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/orders")]
pub(super) async fn list_orders(app: Shared, staff: Staff, pairs: Pairs) -> Result<HttpResponse, Problem> {
    let paging = Paging::of(&pairs)?;
    let status = pairs.one("status")?.map(OrderStatus::from_str).transpose();
    let status = status.map_err(|_| {
        let known = OrderStatus::ALL.map(OrderStatus::as_str).join(", ");
        Problem::invalid("status", "unknown", format!("status must be one of {known}"))
    })?;
    let page = app
        .store
        .shop_orders(staff.business_id, status, paging.offset(), paging.limit)
        .await?;
    let items: Vec<OrderView> = page.items.iter().map(OrderView::from).collect();
    Ok(HttpResponse::Ok().json(paging.list(items, page.total)))
}

/// Shows an order of the shop.
#[utoipa::path(
    tag = "orders",
    operation_id = "show_shop_order",
    params(("order_id" = String, Path)),
    responses(
        (status = 200, body = Object, description = "the order"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/orders/{order_id}")]
pub(super) async fn show_order(
    app: Shared,
    staff: Staff,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let order = app
        .store
        .order(staff.business_id, &OrderId(id.into_inner()))
        .await?;
    let order = order.ok_or_else(|| Problem::not_found("order"))?;
    Ok(HttpResponse::Ok().json(OrderView::from(&order)))
}
