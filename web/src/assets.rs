//! The pages and the widget, compiled in from `web/ui/dist`. Where they have not been built, a page says so.

use std::borrow::Cow;

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::{
        StatusCode,
        header::{self, ETAG, HeaderValue, IF_NONE_MATCH},
    },
    web::Path,
};
use rust_embed::{EmbeddedFile, RustEmbed};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::problem::Problem;

#[derive(RustEmbed)]
#[folder = "ui/dist"]
#[allow_missing = true]
struct Dist;

const STOREFRONT: &str = "storefront/index.html";
const OPERATOR: &str = "operator/index.html";
const ADMIN: &str = "admin/index.html";

/// A file whose name tells its content never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// A file that keeps its name is asked for again soon; most often the answer is that it is the same.
const SHORTLY: &str = "public, max-age=300";
/// A page names the files of its version, so it is asked for every time.
const ALWAYS_ASK: &str = "no-cache";

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Colloquy</title>\
    <h1>The pages are not built</h1><p>This server was built without its pages. Build them with \
    <code>npm ci &amp;&amp; npm run build</code> in <code>web/ui</code> and build the server again. \
    The API is described at <a href=\"/docs/\">/docs</a>.</p></html>";

/// The routes of this module.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.map(|config| {
        config
            .service(storefront)
            .service(product)
            .service(cart)
            .service(checkout)
            .service(orders)
            .service(account)
            .service(memory)
            .service(operator)
            .service(operator_inside)
            .service(admin)
            .service(admin_inside)
            .service(asset)
            .service(widget)
    });
}

#[get("/")]
async fn storefront(request: HttpRequest) -> HttpResponse {
    page(&request, STOREFRONT)
}

#[get("/products/{slug}")]
async fn product(request: HttpRequest) -> HttpResponse {
    page(&request, STOREFRONT)
}

#[get("/cart")]
async fn cart(request: HttpRequest) -> HttpResponse {
    page(&request, STOREFRONT)
}

#[get("/checkout")]
async fn checkout(request: HttpRequest) -> HttpResponse {
    page(&request, STOREFRONT)
}

#[get("/orders")]
async fn orders(request: HttpRequest) -> HttpResponse {
    page(&request, STOREFRONT)
}

#[get("/account")]
async fn account(request: HttpRequest) -> HttpResponse {
    page(&request, STOREFRONT)
}

#[get("/account/memory")]
async fn memory(request: HttpRequest) -> HttpResponse {
    page(&request, STOREFRONT)
}

#[get("/operator")]
async fn operator(request: HttpRequest) -> HttpResponse {
    page(&request, OPERATOR)
}

#[get("/operator/{tail:.*}")]
async fn operator_inside(request: HttpRequest) -> HttpResponse {
    page(&request, OPERATOR)
}

#[get("/admin")]
async fn admin(request: HttpRequest) -> HttpResponse {
    page(&request, ADMIN)
}

#[get("/admin/{tail:.*}")]
async fn admin_inside(request: HttpRequest) -> HttpResponse {
    page(&request, ADMIN)
}

#[get("/assets/{path:.*}")]
async fn asset(request: HttpRequest, path: Path<String>) -> Result<HttpResponse, Problem> {
    let file = Dist::get(&format!("assets/{path}")).ok_or_else(|| Problem::not_found("file"))?;
    Ok(answer(&request, file, FOR_EVER))
}

#[get("/widget.js")]
async fn widget(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let file = Dist::get("widget.js").ok_or_else(|| Problem::not_found("widget: the pages are not built"))?;
    let mut answer = answer(&request, file, SHORTLY);
    // Any shop's page may load it; what it may do there the widget key decides.
    let headers = answer.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        header::HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    Ok(answer)
}

fn page(request: &HttpRequest, path: &str) -> HttpResponse {
    match Dist::get(path) {
        Some(file) => answer(request, file, ALWAYS_ASK),
        None => HttpResponse::build(StatusCode::NOT_FOUND)
            .content_type("text/html; charset=utf-8")
            .body(NOT_BUILT),
    }
}

/// A file with its tag, or that it is the one the client has.
fn answer(request: &HttpRequest, file: EmbeddedFile, caching: &'static str) -> HttpResponse {
    let tag = format!("\"{}\"", hex::encode(&file.metadata.sha256_hash()[..12]));
    let has_it = request
        .headers()
        .get(IF_NONE_MATCH)
        .and_then(|known| known.to_str().ok())
        .is_some_and(|known| {
            known
                .split(',')
                .any(|one| one.trim().trim_start_matches("W/") == tag)
        });
    let mut answer = if has_it {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((ETAG, tag))
        .insert_header((header::CACHE_CONTROL, caching));
    if has_it {
        return answer.finish();
    }
    answer.content_type(with_charset(file.metadata.mimetype()));
    match file.data {
        Cow::Borrowed(bytes) => answer.body(bytes),
        Cow::Owned(bytes) => answer.body(bytes),
    }
}

/// Texts are UTF-8.
fn with_charset(kind: &str) -> String {
    match kind.starts_with("text/") {
        true => format!("{kind}; charset=utf-8"),
        false => kind.to_owned(),
    }
}
