//! Numbers, times, counts and logs every request.

use std::time::Instant;

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{CONNECTION, HeaderValue},
    },
    middleware::Next,
    web::ThinData,
};

use super::request_id::{RequestId, X_REQUEST_ID};
use crate::{metrics, problem::Problem, state::AppState};

/// What the route of a path is called that none answers. The path itself may hold a session's id.
const UNMATCHED: &str = "unmatched";

/// One line, one count and one time for each request.
///
/// # Errors
/// Never of its own; what comes from within is passed on.
pub async fn observe<B: MessageBody + 'static>(
    ThinData(app): ThinData<AppState>,
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let began = Instant::now();
    let _under_way = app.requests.token();
    let id = RequestId::of(request.headers());
    let method = request.method().clone();
    request.extensions_mut().insert(id.clone());
    if method == Method::HEAD {
        // Routed like GET; the encoder knows that no body may follow.
        request.head_mut().method = Method::GET;
    }
    let mut answer = next.call(request).await?;
    if let Some(value) = id.header() {
        answer.headers_mut().insert(X_REQUEST_ID.clone(), value);
    }
    if app.stopping.is_cancelled() && answer.status() != StatusCode::SWITCHING_PROTOCOLS {
        answer
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
        answer
            .response_mut()
            .head_mut()
            .set_connection_type(actix_web::http::ConnectionType::Close);
    }
    let elapsed = began.elapsed();
    let route = answer
        .request()
        .match_pattern()
        .unwrap_or_else(|| UNMATCHED.to_owned());
    let status = answer.status();
    metrics::request(
        method.as_str(),
        &route,
        status.as_u16(),
        elapsed.as_secs_f64() * 1_000.0,
    );
    log(
        &answer,
        method.as_str(),
        &route,
        id.as_str(),
        elapsed.as_secs_f64() * 1_000.0,
    );
    Ok(answer)
}

fn log<B>(answer: &ServiceResponse<B>, method: &str, route: &str, request_id: &str, milliseconds: f64) {
    let status = answer.status().as_u16();
    let duration_ms = (milliseconds * 1_000.0).round() / 1_000.0;
    let error = answer
        .response()
        .error()
        .and_then(|error| error.as_error::<Problem>());
    let error_code = error.map(|problem| problem.code.as_str());
    macro_rules! line {
        ($level:ident) => {
            tracing::$level!(
                event_type = "http_request",
                request_id,
                method,
                route,
                status,
                duration_ms,
                error_code,
                "{method} {route} {status}"
            )
        };
    }
    match status {
        500.. => line!(warn),
        _ => line!(info),
    }
}
