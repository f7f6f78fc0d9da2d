//! `GET /api/v1/conversations/{id}/cart`.

use actix_web::{HttpResponse, get};
use colloquy_engine::{
    commerce::cart::{Cart, price},
    ids::{BusinessId, CartId, ConversationId},
    port::StoreError,
};

use crate::{
    extract::{Id, Shared, Staff},
    problem::Problem,
    state::App,
    workspace::seat::summary_of,
};

/// Shows what the shopper has in the cart, with prices as of now.
#[utoipa::path(
    tag = "conversations",
    params(("id" = Uuid, Path, description = "the conversation")),
    responses(
        (status = 200, body = Value, description = "the cart, as the shopper sees it; an empty one when there is none"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/conversations/{id}/cart")]
pub(super) async fn show_cart(app: Shared, staff: Staff, Id(id): Id) -> Result<HttpResponse, Problem> {
    let conversation = ConversationId(id);
    summary_of(&app, staff.business_id, conversation).await?;
    let cart = cart_of(&app, staff.business_id, conversation).await?;
    let shop = app.engine.shops().get(staff.business_id).await?;
    Ok(HttpResponse::Ok().json(price(
        &cart,
        &shop.catalogue,
        &shop.pricing,
        app.engine.ports().clock.now(),
    )))
}

/// The cart of the session that the conversation belongs to.
async fn cart_of(app: &App, business: BusinessId, conversation: ConversationId) -> Result<Cart, StoreError> {
    let ports = app.engine.ports();
    let stored = ports.conversations.load(business, conversation).await?;
    let session = stored.and_then(|stored| stored.state.head.session_id);
    let cart = match session {
        Some(session) => ports.carts.cart_of_session(business, &session).await?,
        None => None,
    };
    Ok(cart.unwrap_or_else(|| Cart::empty(CartId(ports.ids.next()))))
}
