//! Corrections: answers that win over everything else the shop knows.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use chrono::{DateTime, Utc};
use colloquy_engine::port::knowledge::{KnowledgeEntry, KnowledgeKind};
use serde::{Deserialize, Serialize};
use serde_json::json;
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

/// Other ways to ask a question at most.
const MOST_PATTERNS: usize = 50;

/// What an editor lays down.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct CorrectionIn {
    /// As people ask it.
    question: String,
    /// What is said, word for word.
    answer: String,
    /// Other ways to ask it.
    #[serde(default)]
    patterns: Vec<String>,
    /// `en`, `nl`, `de`, `fr` or `it`.
    language: Option<String>,
    /// `draft`, `approved` or `published`; only published ones are used.
    status: Option<String>,
}

/// A correction as it is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CorrectionOut {
    /// The row.
    id: Uuid,
    /// What sources refer to.
    reference: String,
    /// As people ask it.
    question: String,
    /// What is said, word for word.
    answer: String,
    /// Other ways to ask it.
    patterns: Vec<String>,
    /// ISO 639-1 code.
    language: String,
    /// `draft`, `approved` or `published`.
    status: String,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

impl Kept for CorrectionIn {
    const KIND: KnowledgeKind = KnowledgeKind::Correction;
    type Out = CorrectionOut;

    fn fields(&self) -> Result<Fields, Problem> {
        let mut checks = Checks::default();
        if self.patterns.len() > MOST_PATTERNS {
            checks.add(
                "patterns",
                "too_many",
                format!("there may be at most {MOST_PATTERNS}"),
            );
        }
        let patterns: Vec<String> = self
            .patterns
            .iter()
            .take(MOST_PATTERNS)
            .map(|pattern| checks.title("patterns", pattern))
            .collect();
        let fields = Fields {
            title: checks.title("question", &self.question),
            body: checks.text("answer", &self.answer),
            category: "corrections".to_owned(),
            language: checks.language(self.language.as_deref()),
            status: checks.status(self.status.as_deref()),
            extra: json!(patterns),
            name: None,
        };
        checks.finish().map(|()| fields)
    }
}

impl From<KnowledgeEntry> for CorrectionOut {
    fn from(entry: KnowledgeEntry) -> Self {
        Self {
            id: entry.id.0,
            reference: format!("correction:{}", entry.slug),
            question: entry.title,
            answer: entry.body,
            patterns: serde_json::from_value(entry.extra).unwrap_or_default(),
            language: entry.language,
            status: entry.status,
            updated_at: entry.updated_at,
        }
    }
}

/// Lists corrections, oldest first.
#[utoipa::path(
    tag = "knowledge",
    params(Paging),
    responses(
        (status = 200, body = Listed<CorrectionOut>),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/knowledge/corrections")]
pub(super) async fn list_corrections(
    app: Shared,
    staff: Staff,
    paging: Paging,
) -> Result<HttpResponse, Problem> {
    keeping::list::<CorrectionIn>(&app, &staff, paging).await
}

/// Adds a correction.
#[utoipa::path(
    tag = "knowledge",
    params(("Idempotency-Key" = Option<String>, Header, description = "the same key with the same body adds once"), ("override" = Option<bool>, Query, description = "publishes over goldens that break; for owners")),
    request_body = CorrectionIn,
    responses(
        (status = 201, body = CorrectionOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`goldens_broken`, naming each; an owner may publish all the same with `override=true`."),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/knowledge/corrections")]
pub(super) async fn add_correction(
    app: Shared,
    request: HttpRequest,
    editor: Editor,
    publishing: Publishing,
    Json(body): Json<CorrectionIn>,
) -> Result<HttpResponse, Problem> {
    keeping::add(&app, &request, &editor, publishing, body).await
}

/// Shows a correction.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = Uuid, Path, description = "the row")),
    responses(
        (status = 200, body = CorrectionOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/knowledge/corrections/{id}")]
pub(super) async fn show_correction(app: Shared, staff: Staff, Id(id): Id) -> Result<HttpResponse, Problem> {
    keeping::show::<CorrectionIn>(&app, &staff, id).await
}

/// Changes a correction.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = Uuid, Path, description = "the row"), ("override" = Option<bool>, Query, description = "publishes over goldens that break; for owners")),
    request_body = CorrectionIn,
    responses(
        (status = 200, body = CorrectionOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`goldens_broken`, naming each; an owner may publish all the same with `override=true`."),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[put("/api/v1/knowledge/corrections/{id}")]
pub(super) async fn change_correction(
    app: Shared,
    editor: Editor,
    publishing: Publishing,
    Id(id): Id,
    Json(body): Json<CorrectionIn>,
) -> Result<HttpResponse, Problem> {
    keeping::change(&app, &editor, publishing, id, body).await
}

/// Removes a correction.
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
#[delete("/api/v1/knowledge/corrections/{id}")]
pub(super) async fn remove_correction(
    app: Shared,
    editor: Editor,
    publishing: Publishing,
    Id(id): Id,
) -> Result<HttpResponse, Problem> {
    keeping::remove::<CorrectionIn>(&app, &editor, publishing, id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_ways_to_ask_are_kept_beside_the_question() {
        let correction = CorrectionIn {
            question: "Do you ship to Malta?".to_owned(),
            answer: "Yes, within five days.".to_owned(),
            patterns: vec![" shipping to malta ".to_owned()],
            language: None,
            status: None,
        };
        let fields = correction.fields().expect("valid");
        assert_eq!(
            (fields.extra, fields.status.as_str()),
            (json!(["shipping to malta"]), "published")
        );
    }
}
