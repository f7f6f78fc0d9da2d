//! `POST /v1/orders/{id}/cancel`.

use actix_web::{HttpRequest, HttpResponse, post, web};
use colloquy_engine::ids::OrderId;
use serde_json::json;

use super::changed;
use crate::{
    extract::{Account, Shared},
    once::{self, Asked},
    problem::Problem,
};

/// Cancels an order that has not left, and gives its money back.
#[utoipa::path(operation_id = "cancel_order", tag = "shopper", params(("id" = String, Path)), responses((status = 200, body = Object, description = "The order of http.md."),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[post("/v1/orders/{id}/cancel")]
pub(super) async fn cancel(
    app: Shared,
    request: HttpRequest,
    account: Account,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::of_account(&request, &account, &json!({}))?;
    let (doing, buyer, id) = (app.clone(), account.buyer(), OrderId(id.into_inner()));
    let done = once::to_its_end(&app, asked, move |key| async move {
        let desk = &doing.engine.ports().desk;
        let order = desk.cancel(buyer, &id, key).await?;
        Ok(json!({ "orderId": order.id }))
    })
    .await?;
    Ok(HttpResponse::Ok().json(changed(&app, &account, &done).await?))
}
