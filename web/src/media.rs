//! Pictures of products: those that shops keep here, and those of the demo shop, drawn when they are asked for.

mod bare;

use std::{collections::HashMap, sync::LazyLock};

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, ETAG, IF_NONE_MATCH},
    web::{Path, Query},
};
use colloquy_config::demo::{Demo, Palette, render_picture};
use colloquy_engine::{
    ids::BusinessId,
    port::images::{ImageStore, KeptImage},
};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::bare::bare;
use crate::{extract::Shared, problem::Problem};

/// The shape of a product that is not the demo shop's.
const UNKNOWN_SHAPE: &str = "tote";

/// The color of a product that is not the demo shop's: neither light nor dark.
const UNKNOWN_COLOR: &str = "#8a8f98";

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Shape and colors by product; the demo shop is compiled in and never changes.
static PRODUCTS: LazyLock<HashMap<String, (String, Palette)>> = LazyLock::new(|| {
    let Ok(demo) = Demo::load() else {
        return HashMap::new();
    };
    demo.products()
        .map(|(category, product)| {
            let shape = category.shape_of(product).to_owned();
            (product.slug.clone(), (shape, product.colors.clone()))
        })
        .collect()
});

/// Which of a product's pictures.
#[derive(Debug, Deserialize)]
struct Picture {
    color: Option<String>,
}

/// The routes of this module.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(product_picture).service(kept_picture);
}

/// Where a picture that is kept here can be seen. Its shop is a part of the address: a page of somebody else's host
/// shows it as well.
#[must_use]
pub fn address_of(business: BusinessId, image: &KeptImage) -> String {
    format!(
        "/media/images/{business}/{}.{}",
        image.id,
        image.head.kind.extension()
    )
}

/// A picture that a shop keeps here. What stands under an address never changes.
#[utoipa::path(tag = "pages", params(
    ("business" = Uuid, Path, description = "The shop"),
    ("file" = String, Path, description = "The picture's id with its ending"),
), responses(
    (status = 200, description = "The picture", body = String, content_type = "image/*"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
))]
#[get("/media/images/{business}/{file}")]
async fn kept_picture(app: Shared, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let unknown = || Problem::not_found("picture");
    let (business, file) = path.into_inner();
    let (id, ending) = file.split_once('.').ok_or_else(unknown)?;
    let business = BusinessId(Uuid::parse_str(&business).map_err(|_| unknown())?);
    let id = Uuid::parse_str(id).map_err(|_| unknown())?;
    let (image, bytes) = app.store.image(business, id).await?.ok_or_else(unknown)?;
    if image.head.kind.extension() != ending {
        return Err(unknown());
    }
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"))
        .content_type(image.head.kind.media_type())
        .body(bytes))
}

/// A product's picture in one of its colors.
#[utoipa::path(tag = "pages", params(
    ("slug" = String, Path, description = "The product"),
    ("color" = Option<String>, Query, description = "One of its colors; its first when left out"),
), responses((status = 200, description = "The picture", body = String, content_type = "image/svg+xml")))]
#[get("/media/products/{slug}.svg")]
async fn product_picture(
    request: HttpRequest,
    slug: Path<String>,
    wanted: Query<Picture>,
) -> Result<HttpResponse, Problem> {
    let svg = draw(&slug, wanted.color.as_deref()).ok_or_else(|| Problem::not_found("picture"))?;
    let tag = format!("\"{}\"", &hex::encode(Sha256::digest(&svg))[..16]);
    let known = request
        .headers()
        .get(IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut answer = if known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"));
    Ok(if known {
        answer.finish()
    } else {
        answer.content_type("image/svg+xml").body(svg)
    })
}

/// The picture of a product; of no known one, a plain bag.
fn draw(slug: &str, color: Option<&str>) -> Option<String> {
    let Some((shape, palette)) = PRODUCTS.get(slug) else {
        return render_picture(UNKNOWN_SHAPE, UNKNOWN_COLOR);
    };
    let chosen = color
        .and_then(|color| palette.get(color))
        .or_else(|| Some(palette.first()?.1));
    render_picture(shape, chosen.unwrap_or(UNKNOWN_COLOR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_product_has_a_picture_in_each_of_its_colors() {
        assert!(PRODUCTS.len() > 100);
        for (slug, (_, palette)) in PRODUCTS.iter() {
            for (color, hex) in palette.iter() {
                let svg = draw(slug, Some(color)).unwrap_or_default();
                assert!(svg.contains("<svg") && svg.contains(hex), "{slug} {color}");
            }
        }
    }

    #[test]
    fn an_unknown_color_is_the_first_and_an_unknown_product_a_bag() {
        let (slug, (_, palette)) = PRODUCTS.iter().next().expect("there are some");
        let first = palette.first().map(|(color, _)| color);
        assert_eq!(draw(slug, Some("\"><script>")), draw(slug, first));
        assert_eq!(
            draw("no-such-thing", Some("red")),
            render_picture(UNKNOWN_SHAPE, UNKNOWN_COLOR)
        );
    }
}
