//! `/v1/admin/categories`.

use actix_web::{HttpResponse, delete, get, post, put, web};
use colloquy_engine::{
    commerce::keeping::KeptCategory,
    ids::BusinessId,
    port::{
        StoreError,
        keeping::{CategoryRemoved, KeepingStore},
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    catalogue::keep::{act, learn},
    extract::{Admin, Json, Listed, Paging, Shared},
    problem::Problem,
    slugs,
    state::App,
};

/// Characters of a name at most.
const LONGEST_NAME: usize = 100;

/// What an admin says of a category.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CategoryIn {
    /// As shown to people; needed for a new one.
    name: Option<String>,
    /// What products name it by; made from the name when left out, and never changed.
    slug: Option<String>,
    /// Its place among the others, the lowest first.
    position: Option<i32>,
}

/// A category as it is kept.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CategoryOut {
    /// The category.
    id: String,
    /// What products name it by.
    slug: String,
    /// As shown to people.
    name: String,
    /// Its place among the others.
    position: i32,
    /// Products of it on sale.
    product_count: u64,
}

impl From<KeptCategory> for CategoryOut {
    fn from(category: KeptCategory) -> Self {
        Self {
            id: category.slug.clone(),
            slug: category.slug,
            name: category.title,
            position: category.position,
            product_count: category.product_count,
        }
    }
}

/// Lists the names that products call their categories by.
#[utoipa::path(
    tag = "admin",
    operation_id = "list_category_names",
    params(Paging),
    responses((status = 200, body = Listed<String>)),
    security(("bearer" = []))
)]
#[get("/v1/admin/categories")]
pub(super) async fn list_categories(
    app: Shared,
    admin: Admin,
    paging: Paging,
) -> Result<HttpResponse, Problem> {
    let kept = app.store.kept_categories(admin.business_id).await?;
    let slugs = kept.into_iter().map(|category| category.slug).collect();
    Ok(HttpResponse::Ok().json(paging.cut::<String>(slugs)))
}

/// Lists categories with all that is kept of them.
#[utoipa::path(
    tag = "admin",
    operation_id = "list_category_records",
    params(Paging),
    responses((status = 200, body = Listed<CategoryOut>)),
    security(("bearer" = []))
)]
#[get("/v1/admin/categories/records")]
pub(super) async fn list_records(app: Shared, admin: Admin, paging: Paging) -> Result<HttpResponse, Problem> {
    let kept = app.store.kept_categories(admin.business_id).await?;
    let records = kept.into_iter().map(CategoryOut::from).collect();
    Ok(HttpResponse::Ok().json(paging.cut::<CategoryOut>(records)))
}

/// Makes a category.
#[utoipa::path(
    tag = "admin",
    operation_id = "add_category",
    request_body = CategoryIn,
    responses(
        (status = 201, body = CategoryOut),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/v1/admin/categories")]
pub(super) async fn add_category(
    app: Shared,
    admin: Admin,
    Json(body): Json<CategoryIn>,
) -> Result<HttpResponse, Problem> {
    let name = body
        .name
        .as_deref()
        .ok_or_else(|| Problem::invalid("name", "required", "is required"))?;
    let name = checked(name)?;
    let slug = match body.slug.as_deref().map(str::trim) {
        None => slugs::slug(&name, "category"),
        Some(slug) if slugs::is_slug(slug) => slug.to_owned(),
        Some(_) => {
            let message = "may have lower case letters, digits and single hyphens between them";
            return Err(Problem::invalid("slug", "invalid", message));
        }
    };
    let activity = act(&app, &admin, "category.created", &slug, json!({ "name": name }));
    let added = app
        .store
        .add_category(admin.business_id, &slug, &name, body.position, &activity)
        .await;
    if added == Err(StoreError::Taken("slug")) && body.slug.is_none() {
        let mut problem = Problem::conflict("taken", "there is such a category");
        problem.errors = Problem::invalid("name", "taken", "there is such a category").errors;
        return Err(problem);
    }
    added?;
    learn(&app, admin.business_id).await;
    let category = find(&app, admin.business_id, &slug).await?;
    Ok(HttpResponse::Created().json(CategoryOut::from(category)))
}

/// Changes a category; what is left out stays as it is.
#[utoipa::path(
    tag = "admin",
    operation_id = "change_category",
    params(("category_id" = String, Path)),
    request_body = CategoryIn,
    responses(
        (status = 200, body = CategoryOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[put("/v1/admin/categories/{category_id}")]
pub(super) async fn change_category(
    app: Shared,
    admin: Admin,
    id: web::Path<String>,
    Json(body): Json<CategoryIn>,
) -> Result<HttpResponse, Problem> {
    let mut category = find(&app, admin.business_id, &id).await?;
    if body.slug.as_deref().is_some_and(|slug| slug != category.slug) {
        let message = "cannot be changed, because products name the category by it";
        return Err(Problem::invalid("slug", "fixed", message));
    }
    if let Some(name) = &body.name {
        category.title = checked(name)?;
    }
    category.position = body.position.unwrap_or(category.position);
    let detail = json!({ "name": category.title, "position": category.position });
    let activity = act(&app, &admin, "category.changed", &category.slug, detail);
    if !app
        .store
        .change_category(admin.business_id, &category, &activity)
        .await?
    {
        return Err(Problem::not_found("category"));
    }
    learn(&app, admin.business_id).await;
    Ok(HttpResponse::Ok().json(CategoryOut::from(category)))
}

/// Removes a category that no product on sale names.
#[utoipa::path(
    tag = "admin",
    operation_id = "remove_category",
    params(("category_id" = String, Path)),
    responses(
        (status = 204, description = "it is gone"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[delete("/v1/admin/categories/{category_id}")]
pub(super) async fn remove_category(
    app: Shared,
    admin: Admin,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let activity = act(&app, &admin, "category.removed", &id, json!({}));
    match app
        .store
        .remove_category(admin.business_id, &id, &activity)
        .await?
    {
        CategoryRemoved::Done => {
            learn(&app, admin.business_id).await;
            Ok(HttpResponse::NoContent().finish())
        }
        CategoryRemoved::Unknown => Err(Problem::not_found("category")),
        CategoryRemoved::InUse(number) => Err(Problem::conflict(
            "category_in_use",
            format!("{number} products on sale are in this category"),
        )),
    }
}

async fn find(app: &App, business: BusinessId, slug: &str) -> Result<KeptCategory, Problem> {
    let kept = app.store.kept_categories(business).await?;
    let found = kept.into_iter().find(|category| category.slug == slug);
    found.ok_or_else(|| Problem::not_found("category"))
}

fn checked(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Problem::invalid("name", "required", "must not be empty"));
    }
    if name.chars().count() > LONGEST_NAME {
        let message = format!("must have at most {LONGEST_NAME} characters");
        return Err(Problem::invalid("name", "too_long", message));
    }
    Ok(name.to_owned())
}
