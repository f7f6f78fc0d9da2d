//! Completes problem documents with the one thing a handler does not know: which request it was.

use actix_web::{
    Error, HttpMessage, HttpResponse, ResponseError,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderName},
    },
    middleware::Next,
};

use super::request_id::RequestId;
use crate::problem::Problem;

/// Gives every problem its `instance`, and every other error of the server the form of a problem.
///
/// # Errors
/// Never of its own; what comes from within is passed on.
pub async fn explain<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let answer = next.call(request).await?;
    let Some(mut problem) = problem_of(&answer) else {
        return Ok(answer.map_into_left_body());
    };
    if let Some(id) = answer.request().extensions().get::<RequestId>() {
        let instance = format!("urn:colloquy:request:{}", id.as_str());
        problem.more.insert("instance".to_owned(), instance.into());
    }
    let mut told = HttpResponse::from_error(problem);
    // What was set on the way out, such as a cookie, stays.
    for (name, value) in answer.headers() {
        if !told.headers().contains_key(name) && !OF_THE_OLD_BODY.contains(name) {
            told.headers_mut().append(name.clone(), value.clone());
        }
    }
    Ok(answer.into_response(told.map_into_right_body()))
}

/// What described the body that is replaced and is untrue of the new one.
const OF_THE_OLD_BODY: [HeaderName; 3] = [
    header::CONTENT_LENGTH,
    header::CONTENT_ENCODING,
    header::TRANSFER_ENCODING,
];

/// The problem that an answer tells; one of its own for an error that is none of ours.
fn problem_of<B>(answer: &ServiceResponse<B>) -> Option<Problem> {
    let error = answer.response().error()?;
    if let Some(problem) = error.as_error::<Problem>() {
        return Some(problem.clone());
    }
    let status = error.as_response_error().status_code();
    Some(foreign(status, error.as_response_error()))
}

/// An error of the framework or a library. What it says of the inside is logged, not told.
fn foreign(status: StatusCode, error: &dyn ResponseError) -> Problem {
    if status.is_server_error() {
        tracing::error!(event_type = "request_failed", error_code = "internal", "{error}");
        return Problem::new(status, "internal", "something went wrong on our side");
    }
    let code = match status {
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::PAYLOAD_TOO_LARGE => "body_too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "not_json",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        _ => "malformed",
    };
    let said = status
        .canonical_reason()
        .unwrap_or("the request was refused")
        .to_lowercase();
    Problem::new(status, code, said)
}
