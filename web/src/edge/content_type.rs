//! Where only JSON is taken.

use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, TRANSFER_ENCODING};

use super::path_kind::PathKind;

/// Whether a body comes that must be JSON and says that it is something else. Without a body no type is needed.
#[must_use]
pub(super) fn is_wrong(path: &str, headers: &HeaderMap) -> bool {
    wants_json(path) && has_body(headers) && !is_json(headers)
}

fn wants_json(path: &str) -> bool {
    let enforced = ["/v1", "/api/v1", "/assistants", "/support"];
    let below = |folder: &str| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let takes_pictures = path == "/v1/admin/images";
    PathKind::of(path) == PathKind::Api && !takes_pictures && enforced.into_iter().any(below)
}

fn has_body(headers: &HeaderMap) -> bool {
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    headers.contains_key(TRANSFER_ENCODING) || length.is_some_and(|length| length.trim() != "0")
}

fn is_json(headers: &HeaderMap) -> bool {
    let given = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = given
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/v1/cart/items", "2", "text/plain", true)]
    #[case("/v1/cart/items", "2", "", true)]
    #[case("/v1/cart/items", "2", "application/json; charset=utf-8", false)]
    #[case("/v1/cart/items", "2", "application/merge-patch+json", false)]
    #[case("/v1/cart/items", "0", "text/plain", false)]
    #[case("/api/v1/webhooks/whatsapp/t", "2", "text/plain", false)]
    #[case("/assistants/draft", "2", "text/plain", true)]
    #[case("/v1/admin/images", "2", "image/png", false)]
    #[case("/webhooks/twilio/t", "2", "application/x-www-form-urlencoded", false)]
    fn only_a_body_that_must_be_json_is_refused(
        #[case] path: &str,
        #[case] length: &str,
        #[case] content_type: &str,
        #[case] wrong: bool,
    ) {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_LENGTH, HeaderValue::from_str(length).expect("a header"));
        if !content_type.is_empty() {
            headers.insert(
                CONTENT_TYPE,
                HeaderValue::from_str(content_type).expect("a header"),
            );
        }
        assert_eq!(is_wrong(path, &headers), wrong);
    }
}
