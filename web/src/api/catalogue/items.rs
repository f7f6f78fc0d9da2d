//! `/api/v1/products/{product_id}/inventory_items` and `/api/v1/inventory_items/{inventory_item_id}`.

use actix_web::{HttpResponse, delete, get, post, put, web};
use colloquy_engine::commerce::keeping::{KeptItem, KeptProduct, StockChange};
use serde::Deserialize;
use utoipa::ToSchema;

use super::bodies::{ItemIn, ItemOut, NAMES, ProductOut, options_in};
use crate::{
    catalogue::{ItemDraft, ProductDraft, keep},
    extract::{Json, Owner, Shared, Staff},
    problem::Problem,
    state::App,
};

/// Characters of a reason at most.
const LONGEST_REASON: usize = 200;

/// How a number in stock changes: by so many, or to so many.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AdjustIn {
    /// So many more, or fewer when negative.
    change: Option<i64>,
    /// So many from now on.
    set_to: Option<u32>,
    /// Why, for the activity log.
    reason: Option<String>,
}

/// Lists the inventory items of a product in order.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "list_inventory_items",
    params(("product_id" = String, Path)),
    responses(
        (status = 200, body = Vec<ItemOut>),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/products/{product_id}/inventory_items")]
pub(super) async fn list_items(
    app: Shared,
    staff: Staff,
    key: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let product = keep::find(&app, staff.business_id, &key).await?;
    Ok(HttpResponse::Ok().json(ProductOut::new(staff.business_id.0, product).into_items()))
}

/// Adds an inventory item to a product. A value that its option does not have yet is added to the option.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "add_inventory_item",
    params(("product_id" = String, Path)),
    request_body = ItemIn,
    responses(
        (status = 201, body = ItemOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/products/{product_id}/inventory_items")]
pub(super) async fn add_item(
    app: Shared,
    owner: Owner,
    key: web::Path<String>,
    Json(body): Json<ItemIn>,
) -> Result<HttpResponse, Problem> {
    let new = ItemDraft {
        id: None,
        ..ItemDraft::from(&body)
    };
    let draft_of = |known: &KeptProduct| {
        let is_there = |item: &&KeptItem| item.is_active && item.options == new.options;
        if known.items.iter().any(|item| is_there(&item)) {
            return Err(Problem::conflict("taken", "there is an item with these options"));
        }
        let mut items: Vec<ItemDraft> = known.items.iter().map(unchanged).collect();
        // One that was taken away comes back as what it is to be now.
        items.retain(|item| item.options != new.options);
        items.push(ItemDraft {
            is_active: Some(new.is_active.unwrap_or(true)),
            ..new.clone()
        });
        let mut options = known.options.clone();
        for option in &mut options {
            if let Some(value) = new.options.get(&option.name)
                && !option.values.contains(value)
            {
                option.values.push(value.clone());
            }
        }
        Ok(ProductDraft {
            items: Some(items),
            options: Some(options).filter(|options| !options.is_empty()),
            ..ProductDraft::default()
        })
    };
    let product = keep::change(&app, &owner, &key, None, "item.created", NAMES, draft_of).await?;
    let wanted = product
        .items
        .iter()
        .position(|item| item.options == new.options)
        .ok_or_else(Problem::internal)?;
    let item = ProductOut::new(owner.business_id.0, product)
        .into_items()
        .swap_remove(wanted);
    Ok(HttpResponse::Created().json(item))
}

/// Shows an inventory item, by id or SKU.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "show_inventory_item",
    params(("inventory_item_id" = String, Path)),
    responses(
        (status = 200, body = ItemOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/inventory_items/{inventory_item_id}")]
pub(super) async fn show_item(
    app: Shared,
    staff: Staff,
    key: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let item = keep::find_item(&app, staff.business_id, &key).await?;
    Ok(HttpResponse::Ok().json(ItemOut::from(item)))
}

/// Changes an inventory item; what is left out stays as it is.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "change_inventory_item",
    params(("inventory_item_id" = String, Path)),
    request_body = ItemIn,
    responses(
        (status = 200, body = ItemOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[put("/api/v1/inventory_items/{inventory_item_id}")]
pub(super) async fn change_item(
    app: Shared,
    owner: Owner,
    key: web::Path<String>,
    Json(body): Json<ItemIn>,
) -> Result<HttpResponse, Problem> {
    let change = |item: ItemDraft| ItemDraft {
        sku: body.sku.clone().or(item.sku),
        options: body.variant_options.as_deref().map_or(item.options, options_in),
        price: body.price.map(|amount| amount.0).or(item.price),
        stock: body.stock_quantity,
        barcode: body.barcode.clone(),
        is_active: body.is_active.or(item.is_active),
        id: item.id,
    };
    let item = change_one(&app, &owner, &key, "item.changed", change).await?;
    Ok(HttpResponse::Ok().json(item))
}

/// Takes an inventory item off sale. Orders still tell of it.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "remove_inventory_item",
    params(("inventory_item_id" = String, Path)),
    responses(
        (status = 204, description = "it is sold no more"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[delete("/api/v1/inventory_items/{inventory_item_id}")]
pub(super) async fn remove_item(
    app: Shared,
    owner: Owner,
    key: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let known = keep::find_item(&app, owner.business_id, &key).await?;
    if !known.is_active {
        return Err(Problem::not_found("inventory item"));
    }
    let gone = |item: ItemDraft| ItemDraft {
        is_active: Some(false),
        ..item
    };
    change_one(&app, &owner, &key, "item.removed", gone).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Changes a number in stock, in one step and never below zero, however many do so at once.
#[utoipa::path(
    tag = "catalogue",
    params(("inventory_item_id" = String, Path)),
    request_body = AdjustIn,
    responses(
        (status = 200, body = ItemOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/inventory_items/{inventory_item_id}/adjust_stock")]
pub(super) async fn adjust_stock(
    app: Shared,
    owner: Owner,
    key: web::Path<String>,
    Json(body): Json<AdjustIn>,
) -> Result<HttpResponse, Problem> {
    // Whoever may not see it is not told what is wrong with the request.
    keep::find_item(&app, owner.business_id, &key).await?;
    let change = match (body.change, body.set_to) {
        (Some(by), None) => StockChange::By(by),
        (None, Some(to)) => StockChange::To(to),
        _ => {
            let message = "either change or set_to is needed, and not both";
            return Err(Problem::invalid("change", "required", message));
        }
    };
    let reason = body
        .reason
        .as_deref()
        .map(str::trim)
        .filter(|reason| !reason.is_empty());
    if reason.is_some_and(|reason| reason.chars().count() > LONGEST_REASON) {
        let message = format!("reason must have at most {LONGEST_REASON} characters");
        return Err(Problem::invalid("reason", "too_long", message));
    }
    let item = keep::change_stock(&app, &owner, &key, change, reason).await?;
    Ok(HttpResponse::Ok().json(ItemOut::from(item)))
}

/// Changes one item and leaves the others of its product alone.
async fn change_one(
    app: &App,
    staff: &Staff,
    key: &str,
    action: &'static str,
    change: impl Fn(ItemDraft) -> ItemDraft,
) -> Result<ItemOut, Problem> {
    let id = keep::find_item(app, staff.business_id, key).await?.id;
    let draft_of = |known: &KeptProduct| {
        let items: Vec<ItemDraft> = known
            .items
            .iter()
            .map(|item| match item.id == id {
                true => change(unchanged(item)),
                false => unchanged(item),
            })
            .collect();
        let mut options = known.options.clone();
        // A combination that is new to its product brings its values along.
        for (name, value) in items.iter().flat_map(|item| &item.options) {
            if let Some(option) = options.iter_mut().find(|option| option.name == *name)
                && !option.values.contains(value)
            {
                option.values.push(value.clone());
            }
        }
        Ok(ProductDraft {
            items: Some(items),
            options: Some(options).filter(|options| !options.is_empty()),
            ..ProductDraft::default()
        })
    };
    let product = keep::change(app, staff, id.as_str(), None, action, NAMES, draft_of).await?;
    let items = ProductOut::new(staff.business_id.0, product).into_items();
    items
        .into_iter()
        .find(|item| item.id() == id.as_str())
        .ok_or_else(Problem::internal)
}

fn unchanged(item: &KeptItem) -> ItemDraft {
    ItemDraft {
        id: Some(item.id.0.clone()),
        sku: Some(item.sku.clone()),
        options: item.options.clone(),
        price: Some(item.price),
        stock: None,
        barcode: item.barcode.clone(),
        is_active: Some(item.is_active),
    }
}
