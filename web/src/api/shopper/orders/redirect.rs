//! `PUT /v1/orders/{id}/shipping-address`.

use actix_web::{HttpRequest, HttpResponse, put, web};
use colloquy_engine::ids::OrderId;
use serde_json::json;

use super::{bodies::AddressIn, changed};
use crate::{
    extract::{Account, Json, Shared},
    once::{self, Asked},
    problem::Problem,
};

/// Sends an order elsewhere, as long as it has not left.
#[utoipa::path(operation_id = "redirect_order", tag = "shopper", params(("id" = String, Path)), request_body = AddressIn, responses((status = 200, body = Object, description = "The order of http.md."),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[put("/v1/orders/{id}/shipping-address")]
pub(super) async fn redirect(
    app: Shared,
    request: HttpRequest,
    account: Account,
    id: web::Path<String>,
    Json(body): Json<AddressIn>,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::of_account(&request, &account, &body)?;
    let address = body.check("")?;
    let (doing, buyer, id) = (app.clone(), account.buyer(), OrderId(id.into_inner()));
    let done = once::to_its_end(&app, asked, move |key| async move {
        let desk = &doing.engine.ports().desk;
        let order = desk.redirect(buyer, &id, address, key).await?;
        Ok(json!({ "orderId": order.id }))
    })
    .await?;
    Ok(HttpResponse::Ok().json(changed(&app, &account, &done).await?))
}
