//! Lets pages of other sites read answers where their widget key, or the settings, allow them to.
//!
//! A preflight names no key, so every site is told what it may try; whether it may read the answer is decided on the
//! request itself, which carries the key. Cookies never count from another site, so trying gains nobody anything.

use actix_web::{
    Error, HttpResponse,
    body::{EitherBody, MessageBody},
    dev::{RequestHead, ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
            ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HeaderMap,
            HeaderValue, ORIGIN, VARY,
        },
    },
    middleware::Next,
};

use crate::extract::tenant::{Origin, Tenant};

const METHODS: &str = "GET, POST, PUT, DELETE";
const HEADERS: &str = "Content-Type, X-Session-Id, X-Widget-Key, Idempotency-Key, Authorization";
const EXPOSED: &str = "X-Session-Id, X-Request-Id, Retry-After";

/// Answers preflights, and marks answers that another site may read.
///
/// # Errors
/// Never of its own; what comes from within is passed on.
pub async fn cors<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if !may_be_embedded(request.path()) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    if let Some(origin) = preflight(request.head()) {
        let mut answer = HttpResponse::NoContent().finish();
        allow(answer.headers_mut(), origin);
        let headers = answer.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(METHODS));
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(HEADERS));
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
        return Ok(request.into_response(answer).map_into_right_body());
    }
    let origin = request.headers().get(ORIGIN).cloned();
    let mut answer = next.call(request).await?;
    if let Some(origin) = origin
        && answer.status() != StatusCode::SWITCHING_PROTOCOLS
        && let Ok(Tenant {
            origin: Origin::Allowed(_),
            ..
        }) = Tenant::of(answer.request()).await
    {
        allow(answer.headers_mut(), origin);
        answer
            .headers_mut()
            .insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
    Ok(answer.map_into_left_body())
}

/// What a shopper's widget or form on another site asks for.
fn may_be_embedded(path: &str) -> bool {
    let folders = ["/v1/", "/chat/", "/support/"];
    folders.into_iter().any(|folder| path.starts_with(folder)) && !path.starts_with("/v1/admin")
}

/// The site that asks beforehand, if this is such a question.
fn preflight(head: &RequestHead) -> Option<HeaderValue> {
    let asks = head.method == Method::OPTIONS && head.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    head.headers().get(ORIGIN).filter(|_| asks).cloned()
}

fn allow(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.append(VARY, HeaderValue::from_static("Origin"));
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn only_a_question_beforehand_is_one() {
        let asked = |method: Method, with_method: bool| {
            let mut request = TestRequest::default()
                .method(method)
                .insert_header((ORIGIN, "https://shop.example"));
            if with_method {
                request = request.insert_header((ACCESS_CONTROL_REQUEST_METHOD, "POST"));
            }
            preflight(request.to_http_request().head()).is_some()
        };
        assert!(asked(Method::OPTIONS, true));
        assert!(!asked(Method::OPTIONS, false));
        assert!(!asked(Method::POST, true));
    }

    #[test]
    fn the_workspace_and_the_admin_are_not_embedded() {
        assert!(may_be_embedded("/v1/cart/items") && may_be_embedded("/chat/session_a/transcript"));
        for own in [
            "/v1/admin/users",
            "/api/v1/conversations",
            "/assistants/draft",
            "/metrics",
            "/v1",
        ] {
            assert!(!may_be_embedded(own), "{own}");
        }
    }
}
