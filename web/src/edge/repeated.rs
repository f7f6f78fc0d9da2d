//! Headers that may not come twice: two readers of one request could take each another one.

use actix_web::http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderName};

/// The header that comes more than once, of those that may not.
#[must_use]
pub(super) fn repeated(headers: &HeaderMap) -> Option<HeaderName> {
    [
        AUTHORIZATION,
        HOST,
        CONTENT_LENGTH,
        CONTENT_TYPE,
        HeaderName::from_static("x-session-id"),
        HeaderName::from_static("idempotency-key"),
    ]
    .into_iter()
    .find(|name| headers.get_all(name).nth(1).is_some())
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{ACCEPT, HeaderValue};

    use super::*;

    #[test]
    fn a_critical_header_may_not_repeat_and_any_other_may() {
        let mut headers = HeaderMap::new();
        for name in [ACCEPT, AUTHORIZATION] {
            headers.append(name.clone(), HeaderValue::from_static("one"));
            assert_eq!(repeated(&headers), None);
            headers.append(name, HeaderValue::from_static("two"));
            if headers.contains_key(AUTHORIZATION) {
                assert_eq!(repeated(&headers), Some(AUTHORIZATION));
            }
        }
    }
}
