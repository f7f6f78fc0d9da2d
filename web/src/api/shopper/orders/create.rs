//! `POST /v1/orders`.

use actix_web::{HttpRequest, HttpResponse, post};
use colloquy_engine::{
    commerce::{
        order::OrderView,
        ordering::{Checkout, OrderError},
    },
    money::Minor,
    understanding::is_payment_token,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{bodies::AddressIn, changed};
use crate::{
    extract::{Account, Json, Shared},
    once::{self, Asked},
    problem::Problem,
};

/// What a shopper says at the till. What is bought and what it costs is taken from the cart, and from nowhere else.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OrderIn {
    /// Where it goes.
    shipping_address: AddressIn,
    /// How it is paid.
    payment_method: PaymentMethodIn,
    /// The total that the shopper was shown. An order that would cost something else is refused.
    #[serde(default)]
    expected_total: Option<String>,
}

/// What the payment provider gave in place of a card.
#[derive(Deserialize, Serialize, ToSchema)]
pub(super) struct PaymentMethodIn {
    /// `card`.
    #[serde(rename = "type")]
    kind: String,
    /// `pm_…`.
    token: String,
}

impl std::fmt::Debug for PaymentMethodIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PaymentMethodIn(…)")
    }
}

/// Places an order for what is in the cart, and has it paid.
#[utoipa::path(operation_id = "place_order", tag = "shopper", params(("Idempotency-Key" = String, Header)), request_body = OrderIn, responses((status = 201, body = Object, description = "The order of http.md."),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 402, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[post("/v1/orders")]
pub(super) async fn create(
    app: Shared,
    request: HttpRequest,
    account: Account,
    Json(body): Json<OrderIn>,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::of_account(&request, &account, &body)?.needed()?;
    let checkout = checkout(body)?;
    let shop = app.engine.shops().get(account.business_id).await?;
    let (doing, buyer) = (app.clone(), account.buyer());
    let placed = once::to_its_end(&app, asked, move |key| async move {
        let order = doing
            .engine
            .ports()
            .desk
            .place(shop.as_ref().into(), buyer, &checkout, key)
            .await?;
        Ok(json!({ "orderId": order.id, "order": OrderView::from(&order) }))
    })
    .await;
    let status = if placed.is_ok() { "201" } else { "refused" };
    metrics::counter!("commerce_checkout_total", "method" => "POST", "route" => "/v1/orders", "status" => status)
        .increment(1);
    let placed = placed?;
    let order = match placed.get("order") {
        Some(order) => order.clone(),
        None => cut_off(&app, &account, &placed).await?,
    };
    Ok(HttpResponse::Created().json(order))
}

/// The first request ended between the order and its payment: the provider says how that went.
async fn cut_off(app: &Shared, account: &Account, effect: &Value) -> Result<Value, Problem> {
    let view = changed(app, account, effect).await?;
    let desk = &app.engine.ports().desk;
    let order = desk.find(account.buyer(), &view.order_id.into()).await?;
    let order = desk.finish(account.buyer(), order, None).await?;
    serde_json::to_value(OrderView::from(&order)).map_err(|_| OrderError::NotFound.into())
}

fn checkout(body: OrderIn) -> Result<Checkout, Problem> {
    let OrderIn {
        shipping_address,
        payment_method: PaymentMethodIn { kind, token },
        expected_total,
    } = body;
    let address = shipping_address.check("shippingAddress.")?;
    if kind != "card" {
        return Err(Problem::invalid("paymentMethod.type", "invalid", "expected card"));
    }
    if !is_payment_token(&token) {
        return Err(Problem::invalid(
            "paymentMethod.token",
            "invalid",
            "expected pm_…",
        ));
    }
    let agreed = expected_total.as_deref().map(Minor::parse).transpose();
    let agreed = agreed.map_err(|error| Problem::invalid("expectedTotal", "invalid", error.to_string()))?;
    Ok(Checkout {
        address,
        payment_type: kind,
        token,
        agreed,
    })
}
