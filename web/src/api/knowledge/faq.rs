//! Questions with their answers.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use chrono::{DateTime, Utc};
use colloquy_engine::port::knowledge::{KnowledgeEntry, KnowledgeKind};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    checks::Checks,
    keeping::{self, Fields, Kept},
};
use crate::{
    extract::{Editor, Id, Json, Listed, Paging, Shared, Staff},
    problem::Problem,
    publishing::Publishing,
};

/// Other ways to ask one question, at most.
const MOST_WORDINGS: usize = 50;

/// What an editor writes.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct FaqIn {
    /// As people ask it.
    question: String,
    /// Other ways to ask it; left out, they stay as they are.
    wordings: Option<Vec<String>>,
    /// As the shop answers it.
    answer: String,
    /// The matter it belongs to.
    category: Option<String>,
    /// `en`, `nl`, `de`, `fr` or `it`.
    language: Option<String>,
    /// `draft`, `approved` or `published`; only published ones are used.
    status: Option<String>,
}

/// A question with its answer as it is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FaqOut {
    /// The row.
    id: Uuid,
    /// What sources refer to.
    reference: String,
    /// As people ask it.
    question: String,
    /// Other ways to ask it.
    wordings: Vec<String>,
    /// As the shop answers it.
    answer: String,
    /// The matter it belongs to.
    category: String,
    /// ISO 639-1 code.
    language: String,
    /// `draft`, `approved` or `published`.
    status: String,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

impl Kept for FaqIn {
    const KIND: KnowledgeKind = KnowledgeKind::Faq;
    type Out = FaqOut;

    fn fields(&self) -> Result<Fields, Problem> {
        let mut checks = Checks::default();
        let wordings = self.wordings.as_ref().map(|wordings| {
            if wordings.len() > MOST_WORDINGS {
                let message = format!("there may be at most {MOST_WORDINGS}");
                checks.add("wordings", "too_many", message);
            }
            let said = wordings.iter().take(MOST_WORDINGS);
            said.map(|wording| checks.title("wordings", wording))
                .collect::<Vec<_>>()
        });
        let fields = Fields {
            title: checks.title("question", &self.question),
            body: checks.text("answer", &self.answer),
            category: checks.category(self.category.as_deref()),
            language: checks.language(self.language.as_deref()),
            status: checks.status(self.status.as_deref()),
            extra: wordings.map_or(Value::Null, |wordings| json!(wordings)),
            name: None,
        };
        checks.finish().map(|()| fields)
    }
}

impl From<KnowledgeEntry> for FaqOut {
    fn from(entry: KnowledgeEntry) -> Self {
        Self {
            id: entry.id.0,
            reference: format!("faq:{}", entry.slug),
            question: entry.title,
            wordings: serde_json::from_value(entry.extra).unwrap_or_default(),
            answer: entry.body,
            category: entry.category,
            language: entry.language,
            status: entry.status,
            updated_at: entry.updated_at,
        }
    }
}

/// Lists faq, oldest first.
#[utoipa::path(
    tag = "knowledge",
    params(Paging),
    responses(
        (status = 200, body = Listed<FaqOut>),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/knowledge/faq")]
pub(super) async fn list_faq(app: Shared, staff: Staff, paging: Paging) -> Result<HttpResponse, Problem> {
    keeping::list::<FaqIn>(&app, &staff, paging).await
}

/// Adds a question with its answer.
#[utoipa::path(
    tag = "knowledge",
    params(("Idempotency-Key" = Option<String>, Header, description = "the same key with the same body adds once"), ("override" = Option<bool>, Query, description = "publishes over goldens that break; for owners")),
    request_body = FaqIn,
    responses(
        (status = 201, body = FaqOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`goldens_broken`, naming each; an owner may publish all the same with `override=true`."),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/knowledge/faq")]
pub(super) async fn add_faq(
    app: Shared,
    request: HttpRequest,
    editor: Editor,
    publishing: Publishing,
    Json(body): Json<FaqIn>,
) -> Result<HttpResponse, Problem> {
    keeping::add(&app, &request, &editor, publishing, body).await
}

/// Shows a question with its answer.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = Uuid, Path, description = "the row")),
    responses(
        (status = 200, body = FaqOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/knowledge/faq/{id}")]
pub(super) async fn show_faq(app: Shared, staff: Staff, Id(id): Id) -> Result<HttpResponse, Problem> {
    keeping::show::<FaqIn>(&app, &staff, id).await
}

/// Changes a question with its answer.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = Uuid, Path, description = "the row"), ("override" = Option<bool>, Query, description = "publishes over goldens that break; for owners")),
    request_body = FaqIn,
    responses(
        (status = 200, body = FaqOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`goldens_broken`, naming each; an owner may publish all the same with `override=true`."),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[put("/api/v1/knowledge/faq/{id}")]
pub(super) async fn change_faq(
    app: Shared,
    editor: Editor,
    publishing: Publishing,
    Id(id): Id,
    Json(body): Json<FaqIn>,
) -> Result<HttpResponse, Problem> {
    keeping::change(&app, &editor, publishing, id, body).await
}

/// Removes a question with its answer.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = Uuid, Path, description = "the row"), ("override" = Option<bool>, Query, description = "publishes over goldens that break; for owners")),
    responses(
        (status = 204, description = "it is gone"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`goldens_broken`, naming each; an owner may publish all the same with `override=true`."),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[delete("/api/v1/knowledge/faq/{id}")]
pub(super) async fn remove_faq(
    app: Shared,
    editor: Editor,
    publishing: Publishing,
    Id(id): Id,
) -> Result<HttpResponse, Problem> {
    keeping::remove::<FaqIn>(&app, &editor, publishing, id).await
}
