//! The number of a request, by which its log lines and its answer are found together.

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

/// `X-Request-Id`.
pub static X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Characters of a foreign number at most.
const LONGEST: usize = 128;

/// Taken from the request when sane, else drawn. Handlers find it among the request's extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// The number of a request with these headers.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let given = headers.get(&X_REQUEST_ID).and_then(|value| value.to_str().ok());
        match given.filter(|given| is_sane(given)) {
            Some(given) => Self(given.to_owned()),
            None => Self(Uuid::now_v7().to_string()),
        }
    }

    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as a header of the answer.
    pub(super) fn header(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.0).ok()
    }
}

/// Nothing that could break a log line or grow it.
fn is_sane(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str) -> RequestId {
        let mut headers = HeaderMap::new();
        headers.insert(
            X_REQUEST_ID.clone(),
            HeaderValue::from_str(value).expect("a header"),
        );
        RequestId::of(&headers)
    }

    #[test]
    fn a_sane_number_is_kept_and_any_other_is_replaced() {
        assert_eq!(of("checkout-7.a_B").as_str(), "checkout-7.a_B");
        for odd in ["", "two words", "a\"b", &"x".repeat(129)] {
            assert_eq!(of(odd).as_str().len(), 36, "{odd:?}");
        }
    }
}
