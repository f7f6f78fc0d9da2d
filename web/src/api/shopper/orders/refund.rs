//! `POST /v1/orders/{id}/refund`.

use actix_web::{HttpRequest, HttpResponse, post, web};
use colloquy_engine::{commerce::order::RefundLine, ids::OrderId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::changed;
use crate::{
    extract::{Account, MaybeJson, Shared},
    once::{self, Asked},
    problem::Problem,
};

/// Why, and what of it.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RefundIn {
    /// In the shopper's words.
    #[serde(default)]
    reason: Option<String>,
    /// Which lines; all that is left without them.
    #[serde(default)]
    lines: Option<Vec<RefundLineIn>>,
}

/// So many of a line.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RefundLineIn {
    /// The line of the order.
    item_id: String,
    /// How many of it.
    quantity: i64,
}

fn lines(given: Vec<RefundLineIn>) -> Result<Vec<RefundLine>, Problem> {
    let wrong = |field: &str| Problem::invalid(field, "lines_invalid", "names no line of this order");
    given
        .into_iter()
        .map(|line| {
            Ok(RefundLine {
                item_id: Uuid::parse_str(&line.item_id).map_err(|_| wrong("lines.itemId"))?,
                quantity: u32::try_from(line.quantity).map_err(|_| wrong("lines.quantity"))?,
            })
        })
        .collect()
}

/// Gives money back: for some lines, or for all that is left.
#[utoipa::path(operation_id = "refund_order", tag = "shopper", params(("id" = String, Path)), request_body = RefundIn, responses((status = 200, body = Object, description = "The order of http.md."),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[post("/v1/orders/{id}/refund")]
pub(super) async fn refund(
    app: Shared,
    request: HttpRequest,
    account: Account,
    id: web::Path<String>,
    MaybeJson(body): MaybeJson<RefundIn>,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::of_account(&request, &account, &body)?;
    let lines = body.lines.map(lines).transpose()?;
    let (doing, buyer, id) = (app.clone(), account.buyer(), OrderId(id.into_inner()));
    let done = once::to_its_end(&app, asked, move |key| async move {
        let desk = &doing.engine.ports().desk;
        let order = desk.refund(buyer, &id, lines, key).await?;
        Ok(json!({ "orderId": order.id }))
    })
    .await?;
    Ok(HttpResponse::Ok().json(changed(&app, &account, &done).await?))
}
