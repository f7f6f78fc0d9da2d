//! `/api/v1/products` and `/api/v1/products/{product_id}`.

use actix_web::{HttpResponse, delete, get, post, put, web};
use colloquy_engine::port::keeping::{KeepingStore, KeptFilter};
use utoipa::IntoParams;

use super::bodies::{NAMES, ProductIn, ProductOut};
use crate::{
    catalogue::{ProductDraft, keep},
    extract::{Json, Listed, Owner, Paging, Pairs, Shared, Staff},
    problem::Problem,
};

/// Characters of a search text at most.
const LONGEST_SEARCH: usize = 200;
/// More pieces than any shop would call few.
const MOST_LOW: u64 = 1_000_000;

/// Which products; the filters narrow each other.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `filter_of` reads name by name")]
pub(super) struct FilterIn {
    /// Only with this text in name, description or a SKU.
    search_term: Option<String>,
    /// Only of this category, by its slug.
    category: Option<String>,
    /// Only what is sold (`true`), or only what is not (`false`).
    is_active: Option<bool>,
    /// `true`: only with an inventory item on sale of which there are few.
    low_stock: Option<bool>,
    /// How many are few; the shop's setting when left out.
    low_stock_at: Option<u32>,
}

/// Reads the filters.
///
/// # Errors
/// 422 with the parameter that means nothing.
fn filter_of(pairs: &Pairs, low_stock_at: u32) -> Result<KeptFilter, Problem> {
    let flag = |name: &str| match pairs.one(name)? {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(Problem::invalid(
            name,
            "invalid",
            format!("{name} must be true or false"),
        )),
    };
    let text = pairs.one("search_term")?.map(str::to_owned);
    if text
        .as_ref()
        .is_some_and(|text| text.chars().count() > LONGEST_SEARCH)
    {
        let message = format!("search_term must have at most {LONGEST_SEARCH} characters");
        return Err(Problem::invalid("search_term", "too_long", message));
    }
    let at = pairs.number("low_stock_at", 0..=MOST_LOW)?;
    let at = at.and_then(|at| u32::try_from(at).ok()).unwrap_or(low_stock_at);
    Ok(KeptFilter {
        text,
        category: pairs.one("category")?.map(str::to_owned),
        is_active: flag("is_active")?,
        stock_at_most: flag("low_stock")?.unwrap_or_default().then_some(at),
    })
}

/// Lists products in the shop's order, those that are gone as well.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "list_kept_products",
    params(FilterIn, Paging),
    responses(
        (status = 200, body = Listed<ProductOut>),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/products")]
pub(super) async fn list_products(app: Shared, staff: Staff, pairs: Pairs) -> Result<HttpResponse, Problem> {
    let paging = Paging::of(&pairs)?;
    let filter = filter_of(&pairs, app.settings.inventory.low_stock_at)?;
    let page = app
        .store
        .kept_products(staff.business_id, &filter, paging.offset(), paging.limit)
        .await?;
    let out = |product| ProductOut::new(staff.business_id.0, product);
    let items: Vec<ProductOut> = page.items.into_iter().map(out).collect();
    Ok(HttpResponse::Ok().json(paging.list(items, page.total)))
}

/// Makes a product with its inventory items, all or nothing.
#[utoipa::path(
    tag = "catalogue",
    request_body = ProductIn,
    responses(
        (status = 201, body = ProductOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/products")]
pub(super) async fn add_product(
    app: Shared,
    owner: Owner,
    Json(body): Json<ProductIn>,
) -> Result<HttpResponse, Problem> {
    let product = keep::create(&app, &owner, &ProductDraft::from(&body), NAMES).await?;
    Ok(HttpResponse::Created().json(ProductOut::new(owner.business_id.0, product)))
}

/// Shows a product, by id, slug, or an inventory item's id or SKU.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "show_kept_product",
    params(("product_id" = String, Path)),
    responses(
        (status = 200, body = ProductOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/products/{product_id}")]
pub(super) async fn show_product(
    app: Shared,
    staff: Staff,
    key: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let product = keep::find(&app, staff.business_id, &key).await?;
    Ok(HttpResponse::Ok().json(ProductOut::new(staff.business_id.0, product)))
}

/// Changes a product; what is left out stays as it is.
#[utoipa::path(
    tag = "catalogue",
    params(("product_id" = String, Path)),
    request_body = ProductIn,
    responses(
        (status = 200, body = ProductOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[put("/api/v1/products/{product_id}")]
pub(super) async fn change_product(
    app: Shared,
    owner: Owner,
    key: web::Path<String>,
    Json(body): Json<ProductIn>,
) -> Result<HttpResponse, Problem> {
    let draft = ProductDraft::from(&body);
    let draft_of = |_known: &_| Ok(draft.clone());
    let product = keep::change(
        &app,
        &owner,
        &key,
        body.version,
        "product.changed",
        NAMES,
        draft_of,
    )
    .await?;
    Ok(HttpResponse::Ok().json(ProductOut::new(owner.business_id.0, product)))
}

/// Takes a product off sale with its inventory items. Orders still tell of it, and a change can bring it back.
#[utoipa::path(
    tag = "catalogue",
    params(("product_id" = String, Path)),
    responses(
        (status = 204, description = "it is sold no more"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[delete("/api/v1/products/{product_id}")]
pub(super) async fn remove_product(
    app: Shared,
    owner: Owner,
    key: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    keep::remove(&app, &owner, &key).await?;
    Ok(HttpResponse::NoContent().finish())
}
