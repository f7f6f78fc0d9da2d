//! `GET /v1/orders`.

use actix_web::{HttpResponse, get};
use colloquy_engine::commerce::order::OrderView;

use crate::{
    extract::{Account, Paging, Shared},
    problem::Problem,
};

/// Lists the shopper's orders, newest first.
#[utoipa::path(operation_id = "list_orders", tag = "shopper", params(Paging), responses((status = 200, body = Object, description = "Orders of http.md as `{items,total,page,limit}`."),
    (status = 401, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[get("/v1/orders")]
pub(super) async fn list(app: Shared, account: Account, paging: Paging) -> Result<HttpResponse, Problem> {
    let desk = &app.engine.ports().desk;
    let (orders, total) = desk.list(account.buyer(), paging.offset(), paging.limit).await?;
    let items: Vec<OrderView> = orders.iter().map(OrderView::from).collect();
    Ok(HttpResponse::Ok().json(paging.list(items, total)))
}
