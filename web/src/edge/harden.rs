//! Headers that protect pages and answers. A handler that sets one itself knows better.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
            STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    web::ThinData,
};

use super::path_kind::PathKind;
use crate::state::AppState;

/// Pictures of products may stand on other hosts, as imported ones do.
const PAGE: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; \
                    connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'";
/// The API browser writes styles into its own page.
const DOCS: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                    connect-src 'self'; frame-ancestors 'none'; base-uri 'self'";
/// An answer that is no page runs nothing, wherever it is opened.
const ANSWER: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// Sets what is not set.
///
/// # Errors
/// Never of its own; what comes from within is passed on.
pub async fn harden<B: MessageBody + 'static>(
    ThinData(app): ThinData<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let kind = PathKind::of(request.path());
    let mut answer = next.call(request).await?;
    if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
        protect(answer.headers_mut(), kind, !app.settings.is_development());
    }
    Ok(answer)
}

/// The headers of a kind of path.
fn protect(headers: &mut HeaderMap, kind: PathKind, over_tls: bool) {
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    let policy = match kind {
        PathKind::Page => PAGE,
        PathKind::Docs => DOCS,
        _ => ANSWER,
    };
    set(CONTENT_SECURITY_POLICY, policy);
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    // The policy says it as well; old browsers know only this.
    set(X_FRAME_OPTIONS, "DENY");
    set(REFERRER_POLICY, "strict-origin-when-cross-origin");
    set(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    if matches!(kind, PathKind::Api | PathKind::Webhook | PathKind::Probe) {
        set(CACHE_CONTROL, "no-store");
    }
    if kind == PathKind::Page {
        set(
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        );
    }
    if over_tls {
        set(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protected(kind: PathKind, over_tls: bool) -> HeaderMap {
        let mut headers = HeaderMap::new();
        protect(&mut headers, kind, over_tls);
        headers
    }

    #[test]
    fn a_page_runs_its_own_scripts_and_an_answer_runs_none() {
        let policy = |kind| {
            let headers = protected(kind, false);
            headers
                .get(CONTENT_SECURITY_POLICY)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let page = policy(PathKind::Page).expect("it is set");
        assert!(
            page.contains("script-src 'self';") && page.contains("frame-ancestors 'none'"),
            "{page}"
        );
        assert!(!page.contains("unsafe"));
        assert!(policy(PathKind::Api).is_some_and(|policy| policy.starts_with("default-src 'none'")));
    }

    #[test]
    fn answers_are_not_kept_and_assets_may_be() {
        assert!(protected(PathKind::Api, false).contains_key(CACHE_CONTROL));
        assert!(!protected(PathKind::Asset, false).contains_key(CACHE_CONTROL));
    }

    #[test]
    fn only_a_server_in_service_insists_on_tls() {
        assert!(!protected(PathKind::Page, false).contains_key(STRICT_TRANSPORT_SECURITY));
        assert!(protected(PathKind::Page, true).contains_key(STRICT_TRANSPORT_SECURITY));
    }

    #[test]
    fn what_a_handler_has_set_stays() {
        let mut headers = HeaderMap::new();
        headers.insert(
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'"),
        );
        protect(&mut headers, PathKind::Page, false);
        assert_eq!(headers.get_all(CONTENT_SECURITY_POLICY).count(), 1);
        assert_eq!(
            headers.get(CONTENT_SECURITY_POLICY).map(HeaderValue::as_bytes),
            Some("default-src 'none'".as_bytes())
        );
    }
}
