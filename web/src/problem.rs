//! RFC 9457 problem documents: the one place where errors become answers.

use std::{fmt, time::Duration};

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use colloquy_actors::EngineError;
use colloquy_engine::{commerce::cart::CartError, port::StoreError, turn::inbound::TextProblem};
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// What went wrong, as it is told to a client.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Problem {
    /// Names the kind of problem; stable.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// This very case in words.
    pub detail: String,
    /// Stable code for programs.
    pub code: String,
    /// What was wrong with each field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// More about this kind, such as `owner`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub more: Map<String, Value>,
    /// When to try again.
    #[serde(skip)]
    pub retry_after: Option<Duration>,
}

/// What was wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Its name in the body or query.
    pub field: String,
    /// In words.
    pub message: String,
    /// Stable code.
    pub code: String,
}

impl Problem {
    /// A problem with a stable code and a sentence.
    #[must_use]
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:colloquy:problem:{code}"),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            code: code.to_owned(),
            errors: Vec::new(),
            more: Map::new(),
            retry_after: None,
        }
    }

    /// 400.
    #[must_use]
    pub fn malformed(code: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// 401.
    #[must_use]
    pub fn unauthorized(code: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code, detail)
    }

    /// 403.
    #[must_use]
    pub fn forbidden(code: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, detail)
    }

    /// 404.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            format!("there is no such {what}"),
        )
    }

    /// 409.
    #[must_use]
    pub fn conflict(code: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    /// 422 for one field.
    #[must_use]
    pub fn invalid(field: &str, code: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, message.clone());
        problem.errors = vec![FieldProblem {
            field: field.to_owned(),
            message,
            code: code.to_owned(),
        }];
        problem
    }

    /// 422 for several fields at once.
    #[must_use]
    pub fn invalid_fields(errors: Vec<FieldProblem>) -> Self {
        let detail = match errors.as_slice() {
            [only] => format!("{} {}", only.field, only.message),
            _ => "some fields are not valid".to_owned(),
        };
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail);
        problem.errors = errors;
        problem
    }

    /// 429, to be tried again after a while.
    #[must_use]
    pub fn too_many(code: &str, detail: impl Into<String>, retry_after: Duration) -> Self {
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, code, detail);
        problem.retry_after = Some(retry_after);
        problem
    }

    /// 500. What happened is in the log, never in the answer.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "something went wrong on our side",
        )
    }

    /// Whether the same request may succeed later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.status == 429 || self.status == 503
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}: {}", self.status, self.code, self.detail)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Some(wait) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, wait.as_secs().max(1).to_string()));
        }
        // A browser would keep a bare 410 and lock a shopper to a session that is over.
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        response.content_type("application/problem+json").json(self)
    }
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        let (code, detail) = (error.code(), error.to_string());
        match error {
            EngineError::Overloaded { retry_after, .. } => {
                let mut problem = Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    code,
                    "too much at once; try again shortly",
                );
                problem.retry_after = Some(retry_after);
                problem
            }
            EngineError::TimedOut { .. }
            | EngineError::FateUnknown { .. }
            | EngineError::Gone { .. }
            | EngineError::Stopping => {
                let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail);
                problem.retry_after = Some(Duration::from_secs(1));
                problem
            }
            EngineError::NotFound { what } => Self::not_found(what),
            EngineError::OwnerChanged { owner } => {
                let mut problem = Self::conflict(code, detail);
                let kind = if owner.is_person() { "person" } else { "assistant" };
                let owner = json!({ "kind": kind, "user_id": owner.user_id, "number": owner.number });
                problem.more.insert("owner".to_owned(), owner);
                problem
            }
            EngineError::DraftSuperseded | EngineError::DraftDecided | EngineError::Conflict { .. } => {
                Self::conflict(code, detail)
            }
            EngineError::Invalid { field, code, detail } => Self::invalid(field, code, detail),
            EngineError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let unavailable = |code: &str, detail: &str| {
            let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail);
            problem.retry_after = Some(Duration::from_secs(2));
            problem
        };
        match &error {
            StoreError::Unavailable(_) => unavailable("storage_unavailable", "the database is out of reach"),
            StoreError::Full => unavailable("storage_full", "there is no room to store this right now"),
            StoreError::Taken(field) => {
                let mut problem = Self::conflict("taken", format!("this {field} is taken"));
                problem.errors = vec![FieldProblem {
                    field: (*field).to_owned(),
                    message: "is taken".to_owned(),
                    code: "taken".to_owned(),
                }];
                problem
            }
            StoreError::Corrupt { .. } | StoreError::Refused(_) => {
                tracing::error!(event_type = "store_defect", error_code = "internal", "{error}");
                Self::internal()
            }
        }
    }
}

impl From<CartError> for Problem {
    fn from(error: CartError) -> Self {
        let detail = error.to_string();
        match error {
            CartError::Quantity => Self::invalid("quantity", error.code(), detail),
            CartError::OutOfStock { .. } => Self::conflict(error.code(), detail),
            CartError::NoSuchItem => Self::new(StatusCode::NOT_FOUND, error.code(), detail),
        }
    }
}

impl From<TextProblem> for Problem {
    fn from(error: TextProblem) -> Self {
        Self::invalid("content", error.code(), error.to_string())
    }
}
