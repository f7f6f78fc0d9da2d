//! The layers around every route, asked as a client asks them.

use std::net::SocketAddr;

use actix_web::{
    body::MessageBody,
    dev::{Service, ServiceResponse},
    http::{Method, StatusCode, header},
    test::{TestRequest, init_service},
};
use colloquy_config::{Secrets, Settings, Sources};
use serde_json::Value;

use super::*;
use crate::bootstrap::{self, Place, Setup};

/// A started system in a folder of its own.
struct Started {
    _folder: tempfile::TempDir,
    state: AppState,
}

impl Started {
    async fn with(environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let cheap = [
            ("COLLOQUY__AUTH__ARGON2_MEMORY_KIB", "64"),
            ("COLLOQUY__ACTORS__ARBITERS", "1"),
        ];
        let environment = cheap
            .iter()
            .chain(environment)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let settings = Settings::load(&Sources::new("development", environment)).expect("good settings");
        let place = Place {
            data: folder.path().to_owned(),
            config: None,
            profile: "development".to_owned(),
        };
        let setup = Setup {
            settings,
            secrets: Secrets::default(),
            place,
            demo: false,
        };
        let state = bootstrap::start(setup).await.expect("a new folder starts");
        Self {
            _folder: folder,
            state,
        }
    }
}

/// What came back: status, headers, body as JSON where it is.
struct Came {
    status: StatusCode,
    headers: header::HeaderMap,
    body: Value,
}

impl Came {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// A request as it comes over a connection of this computer.
fn local(request: TestRequest) -> TestRequest {
    let peer = SocketAddr::from(([127, 0, 0, 1], 40_000));
    request
        .peer_addr(peer)
        .insert_header((header::HOST, "127.0.0.1:8000"))
}

async fn read<B: MessageBody>(answer: ServiceResponse<B>) -> Came {
    let (status, headers) = (answer.status(), answer.headers().clone());
    let bytes = actix_web::body::to_bytes(answer.into_body())
        .await
        .ok()
        .unwrap_or_default();
    Came {
        status,
        headers,
        body: serde_json::from_slice(&bytes).unwrap_or_default(),
    }
}

/// Asks the application; its request type has no name outside actix.
macro_rules! ask {
    ($app:expr, $request:expr) => {
        read(
            $app.call(local($request).to_request())
                .await
                .expect("the layers answer every request"),
        )
        .await
    };
}

#[actix_web::test]
async fn every_answer_is_numbered_hardened_and_told_as_a_problem_where_it_is_one() {
    let started = Started::with(&[]).await;
    let app = init_service(app(started.state.clone())).await;

    let health = ask!(
        app,
        TestRequest::get()
            .uri("/health")
            .insert_header(("X-Request-Id", "mine-1"))
    );
    assert_eq!(
        (health.status, health.body["status"].as_str()),
        (StatusCode::OK, Some("healthy"))
    );
    assert_eq!(health.header("x-request-id"), "mine-1");
    assert_eq!(health.header("x-content-type-options"), "nosniff");

    let head = ask!(app, TestRequest::default().method(Method::HEAD).uri("/health"));
    assert_eq!(head.status, StatusCode::OK);

    let missing = ask!(app, TestRequest::get().uri("/no/such/page"));
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_eq!(missing.header("content-type"), "application/problem+json");
    assert!(
        missing.body["instance"]
            .as_str()
            .is_some_and(|id| id.ends_with(missing.header("x-request-id")))
    );

    let method = ask!(app, TestRequest::delete().uri("/health"));
    assert_eq!(
        (method.status, method.header("allow")),
        (StatusCode::METHOD_NOT_ALLOWED, "GET")
    );

    let page = ask!(app, TestRequest::get().uri("/products/anything"));
    assert!(
        page.header("content-security-policy")
            .contains("script-src 'self';")
    );
}

#[actix_web::test]
async fn what_no_handler_should_see_is_refused_before_it() {
    let environment = [
        ("COLLOQUY__SERVER__REQUEST_MAX_BODY_BYTES", "1024"),
        ("COLLOQUY__MEDIA__MAX_IMAGE_BYTES", "1024"),
        ("COLLOQUY__RATE_LIMIT__ANONYMOUS_PER_MINUTE", "8"),
    ];
    let started = Started::with(&environment).await;
    let app = init_service(app(started.state.clone())).await;
    let post = || TestRequest::post().uri("/v1/cart/items");

    let text = ask!(
        app,
        post()
            .insert_header(header::ContentType::plaintext())
            .insert_header((header::CONTENT_LENGTH, 5))
            .set_payload("hello")
    );
    assert_eq!(
        (text.status, text.body["code"].as_str()),
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, Some("not_json"))
    );

    let large = post()
        .insert_header(header::ContentType::json())
        .insert_header((header::CONTENT_LENGTH, 1_025));
    assert_eq!(ask!(app, large).status, StatusCode::PAYLOAD_TOO_LARGE);

    let twice = post()
        .append_header(("X-Session-Id", "a"))
        .append_header(("X-Session-Id", "b"));
    let twice = ask!(app, twice);
    assert_eq!(
        (twice.status, twice.body["code"].as_str()),
        (StatusCode::BAD_REQUEST, Some("repeated_header"))
    );

    let mut refused = None;
    for _ in 0..10 {
        let came = ask!(app, TestRequest::get().uri("/v1/nothing"));
        if came.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(came);
            break;
        }
    }
    let refused = refused.expect("eight a minute");
    assert!(
        refused
            .header("retry-after")
            .parse::<u64>()
            .is_ok_and(|seconds| seconds >= 1)
    );
    let free = ask!(app, TestRequest::get().uri("/metrics"));
    assert_eq!(free.status, StatusCode::OK, "probes are not counted");
}

#[actix_web::test]
async fn another_site_reads_an_answer_only_with_a_key_that_lists_it() {
    let started = Started::with(&[]).await;
    let keys = colloquy_engine::port::accounts::AccountStore::widget_keys(
        &started.state.store,
        crate::seed::BUSINESS,
    );
    let key = keys.await.expect("it answers").remove(0);
    let app = init_service(app(started.state.clone())).await;
    let site = key.origins.first().expect("the demo shop lists its own").clone();

    let question = TestRequest::default()
        .method(Method::OPTIONS)
        .uri("/v1/products")
        .insert_header(("Origin", site.as_str()))
        .insert_header(("Access-Control-Request-Method", "GET"));
    let question = ask!(app, question);
    assert_eq!(
        (question.status, question.header("access-control-allow-origin")),
        (StatusCode::NO_CONTENT, site.as_str())
    );

    let from = |site: &str| {
        TestRequest::get()
            .uri("/v1/products")
            .insert_header(("Origin", site))
            .insert_header(("X-Widget-Key", key.key.as_str()))
    };
    assert_eq!(ask!(app, from(&site)).header("access-control-allow-origin"), site);
    assert_eq!(
        ask!(app, from("https://elsewhere.example")).header("access-control-allow-origin"),
        ""
    );
}

#[actix_web::test]
async fn a_server_that_stops_takes_no_more_writes_but_still_answers() {
    let started = Started::with(&[]).await;
    let app = init_service(app(started.state.clone())).await;
    started.state.stopping.cancel();
    let write = ask!(app, TestRequest::post().uri("/v1/sessions"));
    assert_eq!(
        (write.status, write.body["code"].as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, Some("restarting"))
    );
    assert_eq!(write.header("retry-after"), "1");
    assert_eq!(
        ask!(app, TestRequest::get().uri("/health")).status,
        StatusCode::OK
    );
}

#[test]
fn the_description_names_every_route_once_under_a_tag() {
    let described = serde_json::to_value(description()).expect("it is plain data");
    let paths = described["paths"].as_object().expect("there are some");
    assert!(paths.len() > 10);
    for (path, item) in paths {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let tags = operation["tags"].as_array().map_or(0, Vec::len);
            assert!(tags >= 1, "{method} {path}");
        }
    }
}

#[test]
fn the_description_that_the_pages_are_typed_from_is_the_one_that_the_code_makes() {
    let kept: Value = serde_json::from_str(include_str!("../../ui/openapi.json")).expect("a JSON document");
    let made = serde_json::to_value(description()).expect("a description");
    assert_eq!(kept, made, "run `make types`");
}
