//! `/v1/admin/images`: pictures that the shop keeps here.

use actix_web::{HttpResponse, delete, get, http::StatusCode, post, web::Bytes};
use chrono::{DateTime, Utc};
use colloquy_engine::{
    commerce::image::{self, LONGEST_SIDE},
    ids::BusinessId,
    port::images::{ImageRemoved, ImageStore, KeptImage},
};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    catalogue::keep::act,
    edge::admit::too_large,
    extract::{Admin, Id, Listed, Paging, Shared},
    media,
    problem::Problem,
};

/// The bytes of a PNG, JPEG or WebP file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes what the route reads as it comes")]
struct ImageIn(Vec<u8>);

/// A picture that is kept here.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ImageOut {
    /// The picture.
    id: Uuid,
    /// Its address, for a product's pictures. What stands there never changes.
    url: String,
    /// What it is, by its bytes.
    content_type: String,
    /// Pixels across.
    width: u32,
    /// Pixels down.
    height: u32,
    /// Bytes.
    size: u64,
    /// When it came.
    created_at: DateTime<Utc>,
}

impl ImageOut {
    fn new(business: BusinessId, image: &KeptImage) -> Self {
        Self {
            id: image.id,
            url: media::address_of(business, image),
            content_type: image.head.kind.media_type().to_owned(),
            width: image.head.width,
            height: image.head.height,
            size: image.size,
            created_at: image.created_at,
        }
    }
}

/// Keeps a picture: a PNG, JPEG or WebP file without what it tells of place, time, camera and people. What it is is told by
/// its bytes; the answer has the address that a product shows it by.
#[utoipa::path(
    tag = "admin",
    request_body(content((ImageIn = "image/png"), (ImageIn = "image/jpeg"), (ImageIn = "image/webp"))),
    responses(
        (status = 201, body = ImageOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/v1/admin/images")]
pub(super) async fn add_image(app: Shared, admin: Admin, bytes: Bytes) -> Result<HttpResponse, Problem> {
    let bounds = &app.settings.media;
    if bytes.len() > bounds.max_image_bytes.get() {
        return Err(too_large(bounds.max_image_bytes.get()));
    }
    let Some(head) = image::head(&bytes) else {
        let message = "is no PNG, JPEG or WebP picture";
        return Err(Problem::invalid("body", "not_a_picture", message));
    };
    if head.width.max(head.height) > LONGEST_SIDE {
        let message = format!("has a side of more than {LONGEST_SIDE} pixels");
        return Err(Problem::invalid("body", "picture_too_large", message));
    }
    let Some(bytes) = media::bare(head.kind, bytes) else {
        let message = "is no whole picture";
        return Err(Problem::invalid("body", "not_a_picture", message));
    };
    let ports = app.engine.ports();
    let image = KeptImage {
        id: ports.ids.next(),
        head,
        size: bytes.len() as u64,
        created_at: ports.clock.now(),
    };
    let detail = json!({ "type": head.kind.media_type(), "size": image.size });
    let activity = act(&app, &admin, "image.added", &image.id.to_string(), detail);
    let most = bounds.most_images.get();
    let added = app
        .store
        .add_image(admin.business_id, &image, bytes.to_vec(), most, &activity)
        .await?;
    if !added {
        let detail = format!("at most {most} pictures are kept; remove some that no product shows");
        return Err(Problem::conflict("too_many_pictures", detail));
    }
    Ok(HttpResponse::build(StatusCode::CREATED).json(ImageOut::new(admin.business_id, &image)))
}

/// Lists the pictures that are kept here, newest first.
#[utoipa::path(
    tag = "admin",
    params(Paging),
    responses(
        (status = 200, body = Listed<ImageOut>),
        (status = 403, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/v1/admin/images")]
pub(super) async fn list_images(app: Shared, admin: Admin, paging: Paging) -> Result<HttpResponse, Problem> {
    let page = app
        .store
        .images(admin.business_id, paging.offset(), paging.limit)
        .await?;
    let items: Vec<ImageOut> = page
        .items
        .iter()
        .map(|image| ImageOut::new(admin.business_id, image))
        .collect();
    Ok(HttpResponse::Ok().json(paging.list(items, page.total)))
}

/// Removes a picture that no product shows.
#[utoipa::path(
    tag = "admin",
    params(("id" = Uuid, Path, description = "the picture")),
    responses(
        (status = 204, description = "it is gone"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[delete("/v1/admin/images/{id}")]
pub(super) async fn remove_image(app: Shared, admin: Admin, Id(id): Id) -> Result<HttpResponse, Problem> {
    let activity = act(&app, &admin, "image.removed", &id.to_string(), json!({}));
    match app.store.remove_image(admin.business_id, id, &activity).await? {
        ImageRemoved::Done => Ok(HttpResponse::NoContent().finish()),
        ImageRemoved::Unknown => Err(Problem::not_found("picture")),
        ImageRemoved::InUse => Err(Problem::conflict(
            "picture_in_use",
            "a product shows this picture",
        )),
    }
}
