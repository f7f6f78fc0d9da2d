//! Articles: a title and a text on one matter.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use chrono::{DateTime, Utc};
use colloquy_engine::port::knowledge::{KnowledgeEntry, KnowledgeKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
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

/// What an editor writes.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct ArticleIn {
    /// Its heading.
    title: String,
    /// Paragraphs with an empty line between them.
    content: String,
    /// The matter it belongs to.
    category: Option<String>,
    /// `en`, `nl`, `de`, `fr` or `it`.
    language: Option<String>,
    /// `draft`, `approved` or `published`; only published ones are used.
    status: Option<String>,
}

/// An article as it is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ArticleOut {
    /// The row.
    id: Uuid,
    /// What sources refer to.
    reference: String,
    /// Its heading.
    title: String,
    /// Paragraphs with an empty line between them.
    content: String,
    /// The matter it belongs to.
    category: String,
    /// ISO 639-1 code.
    language: String,
    /// `draft`, `approved` or `published`.
    status: String,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

impl Kept for ArticleIn {
    const KIND: KnowledgeKind = KnowledgeKind::Article;
    type Out = ArticleOut;

    fn fields(&self) -> Result<Fields, Problem> {
        let mut checks = Checks::default();
        let fields = Fields {
            title: checks.title("title", &self.title),
            body: checks.text("content", &self.content),
            category: checks.category(self.category.as_deref()),
            language: checks.language(self.language.as_deref()),
            status: checks.status(self.status.as_deref()),
            extra: Value::Null,
            name: None,
        };
        checks.finish().map(|()| fields)
    }
}

impl From<KnowledgeEntry> for ArticleOut {
    fn from(entry: KnowledgeEntry) -> Self {
        Self {
            id: entry.id.0,
            reference: format!("knowledge:{}", entry.slug),
            title: entry.title,
            content: entry.body,
            category: entry.category,
            language: entry.language,
            status: entry.status,
            updated_at: entry.updated_at,
        }
    }
}

/// Lists articles, oldest first.
#[utoipa::path(
    tag = "knowledge",
    params(Paging),
    responses(
        (status = 200, body = Listed<ArticleOut>),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/knowledge/articles")]
pub(super) async fn list_articles(
    app: Shared,
    staff: Staff,
    paging: Paging,
) -> Result<HttpResponse, Problem> {
    keeping::list::<ArticleIn>(&app, &staff, paging).await
}

/// Adds an article.
#[utoipa::path(
    tag = "knowledge",
    params(("Idempotency-Key" = Option<String>, Header, description = "the same key with the same body adds once"), ("override" = Option<bool>, Query, description = "publishes over goldens that break; for owners")),
    request_body = ArticleIn,
    responses(
        (status = 201, body = ArticleOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`goldens_broken`, naming each; an owner may publish all the same with `override=true`."),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/knowledge/articles")]
pub(super) async fn add_article(
    app: Shared,
    request: HttpRequest,
    editor: Editor,
    publishing: Publishing,
    Json(body): Json<ArticleIn>,
) -> Result<HttpResponse, Problem> {
    keeping::add(&app, &request, &editor, publishing, body).await
}

/// Shows an article.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = Uuid, Path, description = "the row")),
    responses(
        (status = 200, body = ArticleOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/knowledge/articles/{id}")]
pub(super) async fn show_article(app: Shared, staff: Staff, Id(id): Id) -> Result<HttpResponse, Problem> {
    keeping::show::<ArticleIn>(&app, &staff, id).await
}

/// Changes an article.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = Uuid, Path, description = "the row"), ("override" = Option<bool>, Query, description = "publishes over goldens that break; for owners")),
    request_body = ArticleIn,
    responses(
        (status = 200, body = ArticleOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`goldens_broken`, naming each; an owner may publish all the same with `override=true`."),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[put("/api/v1/knowledge/articles/{id}")]
pub(super) async fn change_article(
    app: Shared,
    editor: Editor,
    publishing: Publishing,
    Id(id): Id,
    Json(body): Json<ArticleIn>,
) -> Result<HttpResponse, Problem> {
    keeping::change(&app, &editor, publishing, id, body).await
}

/// Removes an article.
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
#[delete("/api/v1/knowledge/articles/{id}")]
pub(super) async fn remove_article(
    app: Shared,
    editor: Editor,
    publishing: Publishing,
    Id(id): Id,
) -> Result<HttpResponse, Problem> {
    keeping::remove::<ArticleIn>(&app, &editor, publishing, id).await
}
