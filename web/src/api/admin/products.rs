//! `/v1/admin/products`.

use actix_web::{HttpResponse, delete, post, put, web};

use super::bodies::{NAMES, ProductIn, ProductOut};
use crate::{
    catalogue::{ProductDraft, keep},
    extract::{Admin, Json, Shared},
    problem::Problem,
};

/// Makes a product with its variants, all or nothing.
#[utoipa::path(
    tag = "admin",
    operation_id = "admin_add_product",
    request_body = ProductIn,
    responses(
        (status = 201, body = ProductOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/v1/admin/products")]
pub(super) async fn add_product(
    app: Shared,
    admin: Admin,
    Json(body): Json<ProductIn>,
) -> Result<HttpResponse, Problem> {
    let product = keep::create(&app, &admin, &ProductDraft::from(&body), NAMES).await?;
    Ok(HttpResponse::Created().json(ProductOut::from(product)))
}

/// Changes a product; what is left out stays as it is.
#[utoipa::path(
    tag = "admin",
    operation_id = "admin_change_product",
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
#[put("/v1/admin/products/{product_id}")]
pub(super) async fn change_product(
    app: Shared,
    admin: Admin,
    key: web::Path<String>,
    Json(body): Json<ProductIn>,
) -> Result<HttpResponse, Problem> {
    let draft = ProductDraft::from(&body);
    let draft_of = |_known: &_| Ok(draft.clone());
    let product = keep::change(
        &app,
        &admin,
        &key,
        body.version,
        "product.changed",
        NAMES,
        draft_of,
    )
    .await?;
    Ok(HttpResponse::Ok().json(ProductOut::from(product)))
}

/// Takes a product off sale with its variants. Orders still tell of it.
#[utoipa::path(
    tag = "admin",
    operation_id = "admin_remove_product",
    params(("product_id" = String, Path)),
    responses(
        (status = 204, description = "it is sold no more"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[delete("/v1/admin/products/{product_id}")]
pub(super) async fn remove_product(
    app: Shared,
    admin: Admin,
    key: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    keep::remove(&app, &admin, &key).await?;
    Ok(HttpResponse::NoContent().finish())
}
