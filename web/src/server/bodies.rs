//! How bodies, queries and paths are read, and how it is told that they cannot be.

use actix_web::{
    Error, HttpRequest,
    error::{JsonPayloadError, PathError, QueryPayloadError},
    http::StatusCode,
    web::{JsonConfig, PathConfig, PayloadConfig, QueryConfig, ServiceConfig},
};
use colloquy_config::Settings;

use crate::{edge::admit::too_large, problem::Problem};

/// Limits and errors of everything that extractors read.
pub(super) fn configure(config: &mut ServiceConfig, settings: &Settings) {
    let limit = settings.server.request_max_body_bytes.get();
    config
        .app_data(PayloadConfig::new(limit))
        .app_data(
            JsonConfig::default()
                .limit(limit)
                .content_type_required(false)
                .error_handler(json),
        )
        .app_data(QueryConfig::default().error_handler(query))
        .app_data(PathConfig::default().error_handler(path));
}

fn json(error: JsonPayloadError, _request: &HttpRequest) -> Error {
    json_problem(&error).into()
}

fn json_problem(error: &JsonPayloadError) -> Problem {
    match error {
        JsonPayloadError::OverflowKnownLength { limit, .. } | JsonPayloadError::Overflow { limit } => {
            too_large(*limit)
        }
        JsonPayloadError::ContentType => {
            let detail = "the body must be JSON, with Content-Type: application/json";
            Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", detail)
        }
        JsonPayloadError::Deserialize(error) if error.is_data() => {
            let said = without_place(&error.to_string());
            let field = quoted(&said).unwrap_or_else(|| "body".to_owned());
            Problem::invalid(&field, "invalid", said)
        }
        JsonPayloadError::Deserialize(error) => {
            let detail = format!("the body is not JSON: {error}");
            Problem::malformed("malformed_json", detail)
        }
        _ => Problem::malformed("malformed", "the body could not be read"),
    }
}

fn query(error: QueryPayloadError, _request: &HttpRequest) -> Error {
    let QueryPayloadError::Deserialize(error) = error else {
        return Problem::malformed("malformed", "the query could not be read").into();
    };
    let said = error.to_string();
    let field = quoted(&said).unwrap_or_else(|| "query".to_owned());
    Problem::invalid(&field, "invalid", said).into()
}

/// A path with a part of the wrong kind names nothing.
fn path(_error: PathError, _request: &HttpRequest) -> Error {
    Problem::not_found("page or route").into()
}

/// The message without "at line 1 column 8", which helps nobody who wrote no lines.
fn without_place(said: &str) -> String {
    said.split(" at line ").next().unwrap_or(said).to_owned()
}

/// The name in backquotes, where the message names one: a missing or an unknown field.
fn quoted(said: &str) -> Option<String> {
    let about_field = said.contains("field");
    said.split('`').nth(1).filter(|_| about_field).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Wanted {
        #[expect(dead_code, reason = "only its absence is looked at")]
        quantity: u32,
    }

    fn problem(body: &str) -> Problem {
        let error = serde_json::from_str::<Wanted>(body).expect_err("it is wrong");
        json_problem(&JsonPayloadError::Deserialize(error))
    }

    #[test]
    fn what_is_not_json_is_malformed_and_what_does_not_fit_is_invalid() {
        assert_eq!(problem("{").status, 400);
        let missing = problem("{}");
        assert_eq!(missing.status, 422);
        assert_eq!(missing.errors[0].field, "quantity");
        let wrong = problem("{\"quantity\":\"two\"}");
        assert_eq!((wrong.status, wrong.detail.contains("line")), (422, false));
    }

    #[test]
    fn a_body_that_is_too_large_is_told_the_limit() {
        let problem = json_problem(&JsonPayloadError::Overflow { limit: 7 });
        assert_eq!(problem.status, 413);
        assert!(problem.detail.contains('7'));
    }
}
