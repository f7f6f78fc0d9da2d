//! Bodies. What is not JSON is 400, what is JSON but not what was asked for is 422 with the field named.

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::{StatusCode, header},
    web::{Bytes, Payload as Body},
};
use futures::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::shared;
use crate::problem::{FieldProblem, Problem};

/// A JSON body.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let limit = shared(&request)?.settings.server.request_max_body_bytes.get();
            let body = read(&request, payload, limit).await?;
            is_json(&request)?;
            parse(&body).map(Self)
        })
    }
}

/// A JSON body that may be left out.
#[derive(Clone, Copy, Debug)]
pub struct MaybeJson<T>(pub T);

impl<T: DeserializeOwned + Default + 'static> FromRequest for MaybeJson<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let limit = shared(&request)?.settings.server.request_max_body_bytes.get();
            let body = read(&request, payload, limit).await?;
            if body.is_empty() {
                return Ok(Self(T::default()));
            }
            is_json(&request)?;
            parse(&body).map(Self)
        })
    }
}

async fn read(request: &HttpRequest, mut payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let body = Body::from_request(request, &mut payload)
        .await
        .map_err(|_| unreadable())?;
    match body.to_bytes_limited(limit).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(unreadable()),
        Err(_) => Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            format!("a body may have at most {limit} bytes"),
        )),
    }
}

fn unreadable() -> Problem {
    Problem::malformed("body_unreadable", "the body could not be read")
}

fn is_json(request: &HttpRequest) -> Result<(), Problem> {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json")) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "not_json",
        "the body has to be application/json",
    ))
}

/// Reads a value from JSON text.
///
/// # Errors
/// 400 when it is no JSON, 422 with the field when it is not what was asked for.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        refusal(&path, error.inner())
    })?;
    reader.end().map_err(|error| refusal(".", &error))?;
    Ok(value)
}

fn refusal(path: &str, error: &serde_json::Error) -> Problem {
    if error.classify() != Category::Data {
        let place = format!("line {} column {}", error.line(), error.column());
        return Problem::malformed(
            "malformed_json",
            format!("the body is not well-formed JSON ({place})"),
        );
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let (field, message, code) = match message
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split('`').next())
    {
        Some(missing) => (below(path, missing), "is required".to_owned(), "required"),
        None => (path.to_owned(), message.to_owned(), "invalid"),
    };
    Problem::invalid_fields(vec![FieldProblem {
        field,
        message,
        code: code.to_owned(),
    }])
}

fn below(path: &str, name: &str) -> String {
    if path == "." || path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Outer {
        #[expect(dead_code, reason = "only its reading is looked at")]
        name: String,
        #[expect(dead_code, reason = "only its reading is looked at")]
        inner: Inner,
    }

    #[derive(Debug, Deserialize)]
    struct Inner {
        #[expect(dead_code, reason = "only its reading is looked at")]
        number: u32,
    }

    fn refused(body: &str) -> (u16, String, String) {
        let problem = parse::<Outer>(body.as_bytes()).expect_err("must be refused");
        let field = problem
            .errors
            .first()
            .map(|error| error.field.clone())
            .unwrap_or_default();
        (problem.status, problem.code, field)
    }

    #[test]
    fn text_that_is_no_json_is_malformed() {
        assert_eq!(refused("{"), (400, "malformed_json".into(), String::new()));
        assert_eq!(refused(r#"{"name":"a","inner":{"number":1}} x"#).0, 400);
        assert_eq!(refused("").0, 400);
    }

    #[test]
    fn the_field_that_is_wrong_or_missing_is_named() {
        assert_eq!(refused(r#"{"inner":{"number":1}}"#).2, "name");
        assert_eq!(
            refused(r#"{"name":"a","inner":{}}"#),
            (422, "invalid".into(), "inner.number".into())
        );
        assert_eq!(
            refused(r#"{"name":"a","inner":{"number":"x"}}"#).2,
            "inner.number"
        );
        assert_eq!(refused(r#"{"name":7,"inner":{"number":1}}"#).2, "name");
    }
}
