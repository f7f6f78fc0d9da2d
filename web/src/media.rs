//! Pictures of the demo shop's products, drawn when they are asked for.

use std::{collections::HashMap, sync::LazyLock};

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, ETAG, IF_NONE_MATCH},
    web::{Path, Query},
};
use colloquy_config::demo::{Demo, Palette, render_picture};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::problem::Problem;

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
    config.service(product_picture);
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
