//! The guest's cart by REST: the same rules and the same journal as by talking.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder, delete, get, http::StatusCode, post, put, web,
};
use colloquy_actors::EngineError;
use colloquy_engine::{
    commerce::{
        cart::{Cart, CartError, PricedCart, price},
        catalogue::{Catalogue, Product},
        shop::Shop,
    },
    ids::{CartId, CartItemId},
    money::Minor,
    port::carts::CartStore,
};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::products::live;
use crate::{
    extract::{
        Account, Json,
        session::{self, SESSION_HEADER, ShopperSession},
        tenant::{Tenant, state},
    },
    problem::Problem,
    state::{App, AppState},
};

/// Mounts the routes.
pub fn configure(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
    config
        .service(show)
        .service(add)
        .service(change)
        .service(remove)
        .service(apply_discount);
}

/// What to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AddIn {
    /// Id, slug or SKU.
    product_id: String,
    /// Id or SKU; may be left out for a product with one variant.
    variant_id: Option<String>,
    /// From 1 to 50.
    quantity: Option<i64>,
}

/// Which code to use.
#[derive(Debug, Deserialize, ToSchema)]
struct DiscountIn {
    /// In any case, with or without spaces around it.
    code: String,
}

/// How many there shall be.
#[derive(Debug, Deserialize, ToSchema)]
struct ChangeIn {
    /// From 1 to 50.
    quantity: i64,
}

/// Who asks, with their session, known or new.
struct Asking {
    state: AppState,
    tenant: Tenant,
    session: ShopperSession,
}

impl Asking {
    async fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let state = state(request)?;
        let tenant = Tenant::of(request).await?;
        let given = session::given(request, &tenant, None)?;
        let account = Account::maybe_of(&state, request, &tenant).await?;
        let session = session::meant(&state, &tenant, account.as_ref(), given.as_deref()).await?;
        Ok(Self {
            state,
            tenant,
            session,
        })
    }

    /// The cart with live names and prices, and the session's id in header and cookie.
    async fn answer(&self, status: StatusCode, cart: &Cart) -> Result<HttpResponse, Problem> {
        let shop = self.state.engine.shops().get(self.tenant.business_id).await?;
        let priced = priced(&self.state, &shop, cart).await?;
        let mut response = HttpResponseBuilder::new(status);
        response.insert_header((SESSION_HEADER, self.session.id()));
        if self.tenant.takes_cookies()
            && let Some(seat) = &self.session.seat.session
        {
            response.cookie(session::cookie(&self.state, &seat.id));
        }
        Ok(response.json(priced))
    }

    /// The cart as stored.
    async fn stored(&self) -> Result<Cart, Problem> {
        let stored = match &self.session.seat.session {
            Some(seat) => {
                self.state
                    .store
                    .cart_of_session(self.tenant.business_id, &seat.id)
                    .await?
            }
            None => None,
        };
        Ok(stored.unwrap_or_else(|| Cart::empty(CartId(Uuid::nil()))))
    }

    /// A product of this shop with live stock.
    async fn product(&self, key: &str) -> Result<Product, Problem> {
        let shop = self.state.engine.shops().get(self.tenant.business_id).await?;
        let product = shop
            .catalogue
            .find(key)
            .ok_or_else(|| Problem::not_found("product"))?;
        live(&self.state, self.tenant.business_id, &[product])
            .await?
            .pop()
            .ok_or_else(|| Problem::not_found("product"))
    }
}

/// Prices a cart against live stock.
///
/// # Errors
/// When the store cannot be read.
pub async fn priced(state: &App, shop: &Shop, cart: &Cart) -> Result<PricedCart, Problem> {
    let products: Vec<&Product> = cart
        .lines
        .iter()
        .filter_map(|line| shop.catalogue.find(line.variant_id.as_str()))
        .collect();
    let fresh = live(state, shop.business_id, &products).await?;
    let now = state.engine.ports().clock.now();
    Ok(price(cart, &Catalogue::new(fresh), &shop.pricing, now))
}

/// Shows the cart; without a session it is empty and a session begins.
#[utoipa::path(operation_id = "show_cart", tag = "shopper", responses((status = 200, body = Object, description = "The cart of http.md."),
    (status = 410, body = Problem, content_type = "application/problem+json")))]
#[get("/v1/cart")]
async fn show(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let asking = Asking::of(&request).await?;
    let cart = asking.stored().await?;
    asking.answer(StatusCode::OK, &cart).await
}

/// Adds to the cart.
#[utoipa::path(operation_id = "add_cart_item", tag = "shopper", request_body = AddIn, responses((status = 201, body = Object),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/v1/cart/items")]
async fn add(request: HttpRequest, Json(body): Json<AddIn>) -> Result<HttpResponse, Problem> {
    let asking = Asking::of(&request).await?;
    let product = asking.product(&body.product_id).await?;
    let variant = match &body.variant_id {
        Some(key) => product
            .variant(key)
            .ok_or_else(|| Problem::not_found("variant"))?,
        None => match product.variants.as_slice() {
            [only] => only,
            _ => {
                let by_sku = product.variant(&body.product_id);
                by_sku.ok_or_else(|| Problem::invalid("variantId", "variant_missing", "say which variant"))?
            }
        },
    };
    let quantity = body.quantity.unwrap_or(1);
    let item_id = CartItemId(Uuid::now_v7());
    let (cart, _item) = change_cart(&asking, |cart| cart.add(&product, variant, quantity, item_id)).await?;
    asking.answer(StatusCode::CREATED, &cart).await
}

/// Sets how many there shall be of a line.
#[utoipa::path(operation_id = "change_cart_item", tag = "shopper", params(("item_id" = Uuid, Path)), request_body = ChangeIn,
    responses((status = 200, body = Object),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[put("/v1/cart/items/{item_id}")]
async fn change(
    request: HttpRequest,
    path: web::Path<String>,
    Json(body): Json<ChangeIn>,
) -> Result<HttpResponse, Problem> {
    let asking = Asking::of(&request).await?;
    let item_id = item(&path)?;
    let stored = asking.stored().await?;
    let line = stored.lines.into_iter().find(|line| line.item_id == item_id);
    let line = line.ok_or(CartError::NoSuchItem)?;
    let product = asking.product(line.variant_id.as_str()).await?;
    let variant = product
        .variant(line.variant_id.as_str())
        .ok_or_else(|| Problem::not_found("variant"))?;
    let (cart, ()) = change_cart(&asking, |cart| {
        cart.set_quantity(item_id, body.quantity, &product, variant)
    })
    .await?;
    asking.answer(StatusCode::OK, &cart).await
}

/// Uses a discount code; another one takes its place. The same once more changes nothing.
#[utoipa::path(operation_id = "apply_discount", tag = "shopper", request_body = DiscountIn, responses((status = 200, body = Object),
    (status = 410, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/v1/cart/apply-discount")]
async fn apply_discount(request: HttpRequest, Json(body): Json<DiscountIn>) -> Result<HttpResponse, Problem> {
    let asking = Asking::of(&request).await?;
    let cart = asking.stored().await?;
    let shop = asking.state.engine.shops().get(asking.tenant.business_id).await?;
    let priced = priced(&asking.state, &shop, &cart).await?;
    if priced.items.is_empty() {
        return Err(Problem::invalid("code", "cart_empty", "the cart is empty"));
    }
    let subtotal = Minor::parse(&priced.subtotal).unwrap_or_default();
    let now = asking.state.engine.ports().clock.now();
    let (code, _off) = shop.pricing.check_code(&body.code, subtotal, now)?;
    let (cart, ()) = change_cart(&asking, |cart| {
        cart.discount_code = Some(code.clone());
        Ok(())
    })
    .await?;
    asking.answer(StatusCode::OK, &cart).await
}

/// Takes a line out.
#[utoipa::path(operation_id = "remove_cart_item", tag = "shopper", params(("item_id" = Uuid, Path)), responses((status = 200, body = Object),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[delete("/v1/cart/items/{item_id}")]
async fn remove(request: HttpRequest, path: web::Path<String>) -> Result<HttpResponse, Problem> {
    let asking = Asking::of(&request).await?;
    let item_id = item(&path)?;
    let (cart, _line) = change_cart(&asking, |cart| cart.remove(item_id)).await?;
    asking.answer(StatusCode::OK, &cart).await
}

fn item(path: &str) -> Result<CartItemId, Problem> {
    path.parse().map_err(|_| CartError::NoSuchItem.into())
}

/// What keeps a cart from being changed: its rules, or the system.
enum NotChanged {
    Rule(CartError),
    System(EngineError),
}

impl From<EngineError> for NotChanged {
    fn from(error: EngineError) -> Self {
        Self::System(error)
    }
}

async fn change_cart<T>(
    asking: &Asking,
    mut alter: impl FnMut(&mut Cart) -> Result<T, CartError>,
) -> Result<(Cart, T), Problem> {
    let seat = &asking.session.seat;
    let changed = asking
        .state
        .engine
        .change_cart(seat, |cart| alter(cart).map_err(NotChanged::Rule))
        .await;
    changed.map_err(|error| match error {
        NotChanged::Rule(error) => error.into(),
        NotChanged::System(error) => error.into(),
    })
}
