//! `GET /v1/orders/{id}`.

use actix_web::{HttpResponse, get, web};
use colloquy_engine::{commerce::order::OrderView, ids::OrderId};

use crate::{
    extract::{Account, Shared},
    problem::Problem,
};

/// Shows one of the shopper's orders.
#[utoipa::path(operation_id = "show_order", tag = "shopper", params(("id" = String, Path)), responses((status = 200, body = Object, description = "The order of http.md."),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[get("/v1/orders/{id}")]
pub(super) async fn show(
    app: Shared,
    account: Account,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let desk = &app.engine.ports().desk;
    let order = desk.find(account.buyer(), &OrderId(id.into_inner())).await?;
    Ok(HttpResponse::Ok().json(OrderView::from(&order)))
}
