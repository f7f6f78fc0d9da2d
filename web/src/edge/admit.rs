//! What no handler should see is refused here, as a problem document.

use std::time::Duration;

use actix_web::{
    Error, HttpResponse,
    body::{EitherBody, MessageBody},
    dev::{RequestHead, ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{CONTENT_LENGTH, UPGRADE},
    },
    middleware::Next,
    web::ThinData,
};

use super::{
    client_address::client_address, content_type, path_kind::PathKind, rate_tier::Caller, repeated::repeated,
};
use crate::{
    metrics,
    problem::Problem,
    state::{App, AppState},
};

/// When a client may come back to a server that is stopping.
const RESTART: Duration = Duration::from_secs(1);

/// Lets a request through or answers why not.
///
/// # Errors
/// Never of its own; what comes from within is passed on.
pub async fn admit<B: MessageBody + 'static>(
    ThinData(app): ThinData<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    match check(request.head(), &app).await {
        Ok(()) => Ok(next.call(request).await?.map_into_left_body()),
        Err(problem) => Ok(request
            .into_response(HttpResponse::from_error(problem))
            .map_into_right_body()),
    }
}

/// Every rule, cheapest first.
async fn check(head: &RequestHead, app: &App) -> Result<(), Problem> {
    let (path, headers) = (head.uri.path(), head.headers());
    if app.stopping.is_cancelled() && (head.method != Method::GET || headers.contains_key(UPGRADE)) {
        let mut problem = Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "restarting",
            "the server is restarting; try again",
        );
        problem.retry_after = Some(RESTART);
        return Err(problem);
    }
    if let Some(name) = repeated(headers) {
        metrics::security_event("repeated_header");
        return Err(Problem::malformed(
            "repeated_header",
            format!("the header {name} may come only once"),
        ));
    }
    let kind = PathKind::of(path);
    if kind.is_counted() {
        let address = client_address(head, &app.trusted_proxies);
        let caller = Caller::of(headers, address, &app.access_tokens, &app.workspace.seen_keys);
        if let Err(wait) = app.rate_tiers.count(caller).await {
            metrics::security_event("rate_limited");
            return Err(too_many(wait));
        }
    }
    if content_type::is_wrong(path, headers) {
        let detail = "the body must be JSON, with Content-Type: application/json";
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not_json",
            detail,
        ));
    }
    let limit = body_limit(kind, app);
    let length = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > limit as u64) {
        return Err(too_large(limit));
    }
    Ok(())
}

/// How large a body may be.
fn body_limit(kind: PathKind, app: &App) -> usize {
    match kind {
        PathKind::Webhook => app.settings.webhook.max_body_bytes.get(),
        _ => app.settings.server.request_max_body_bytes.get(),
    }
}

/// 429 with the time to wait.
#[must_use]
pub fn too_many(wait: Duration) -> Problem {
    let seconds = wait.as_secs().max(1);
    let detail = format!("too many requests; try again in {seconds} s");
    let mut problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", detail);
    problem.retry_after = Some(wait);
    problem
}

/// 413 with the limit.
#[must_use]
pub fn too_large(limit: usize) -> Problem {
    let detail = format!("the body must have at most {limit} bytes");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", detail)
}
