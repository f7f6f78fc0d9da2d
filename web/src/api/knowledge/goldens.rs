//! Goldens: questions with what must come of them.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use chrono::{DateTime, Utc};
use colloquy_engine::{
    knowledge::Expectation,
    port::knowledge::{KnowledgeEntry, KnowledgeKind},
};
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

/// What the gate may decide.
const DECISIONS: [&str; 4] = ["send", "hold", "handoff", "silent"];

/// What an editor expects.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct GoldenIn {
    /// As a shopper would ask it.
    question: String,
    /// What must come of it; what is left out is not looked at.
    expect: ExpectIn,
    /// What failures are reported by; made from the question when nothing is said.
    name: Option<String>,
}

/// What must come of a question.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpectIn {
    /// The intent understood.
    intent: Option<String>,
    /// A text that the answer holds, or several.
    #[schema(value_type = Option<Vec<String>>)]
    contains: Option<OneOrMore>,
    /// References that the answer names as its sources.
    sources: Option<Vec<String>>,
    /// `send`, `hold`, `handoff` or `silent`.
    decision: Option<String>,
}

/// One text or a list of them.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// A golden as it is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GoldenOut {
    /// The row.
    id: Uuid,
    /// What failures are reported by.
    name: String,
    /// As a shopper would ask it.
    question: String,
    /// What must come of it.
    #[schema(value_type = Object)]
    expect: Value,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

impl ExpectIn {
    fn expectation(&self, checks: &mut Checks) -> Expectation {
        if let Some(decision) = &self.decision
            && !DECISIONS.contains(&decision.as_str())
        {
            checks.add(
                "expect.decision",
                "unknown",
                format!("must be one of {}", DECISIONS.join(", ")),
            );
        }
        let contains = match self.contains.clone() {
            Some(OneOrMore::One(text)) => vec![text],
            Some(OneOrMore::More(texts)) => texts,
            None => Vec::new(),
        };
        let filled = |texts: Vec<String>| texts.into_iter().filter(|text| !text.trim().is_empty()).collect();
        let expectation = Expectation {
            intent: self.intent.clone().filter(|intent| !intent.trim().is_empty()),
            contains: filled(contains),
            sources: filled(self.sources.clone().unwrap_or_default()),
            decision: self.decision.clone(),
        };
        if expectation == Expectation::default() {
            checks.add(
                "expect",
                "required",
                "must ask for an intent, a text, a source or a decision",
            );
        }
        expectation
    }
}

impl Kept for GoldenIn {
    const KIND: KnowledgeKind = KnowledgeKind::Golden;
    type Out = GoldenOut;

    fn fields(&self) -> Result<Fields, Problem> {
        let mut checks = Checks::default();
        let fields = Fields {
            title: checks.title("question", &self.question),
            body: String::new(),
            category: "goldens".to_owned(),
            language: "en".to_owned(),
            status: "published".to_owned(),
            extra: json!(self.expect.expectation(&mut checks)),
            name: self.name.clone(),
        };
        checks.finish().map(|()| fields)
    }
}

impl From<KnowledgeEntry> for GoldenOut {
    fn from(entry: KnowledgeEntry) -> Self {
        Self {
            id: entry.id.0,
            name: entry.slug,
            question: entry.title,
            expect: entry.extra,
            updated_at: entry.updated_at,
        }
    }
}

/// Lists goldens, oldest first.
#[utoipa::path(
    tag = "knowledge",
    params(Paging),
    responses(
        (status = 200, body = Listed<GoldenOut>),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/knowledge/goldens")]
pub(super) async fn list_goldens(app: Shared, staff: Staff, paging: Paging) -> Result<HttpResponse, Problem> {
    keeping::list::<GoldenIn>(&app, &staff, paging).await
}

/// Adds a golden.
#[utoipa::path(
    tag = "knowledge",
    params(("Idempotency-Key" = Option<String>, Header, description = "the same key with the same body adds once")),
    request_body = GoldenIn,
    responses(
        (status = 201, body = GoldenOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/knowledge/goldens")]
pub(super) async fn add_golden(
    app: Shared,
    request: HttpRequest,
    editor: Editor,
    Json(body): Json<GoldenIn>,
) -> Result<HttpResponse, Problem> {
    keeping::add(&app, &request, &editor, Publishing::default(), body).await
}

/// Shows a golden.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = Uuid, Path, description = "the row")),
    responses(
        (status = 200, body = GoldenOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/knowledge/goldens/{id}")]
pub(super) async fn show_golden(app: Shared, staff: Staff, Id(id): Id) -> Result<HttpResponse, Problem> {
    keeping::show::<GoldenIn>(&app, &staff, id).await
}

/// Changes a golden.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = Uuid, Path, description = "the row")),
    request_body = GoldenIn,
    responses(
        (status = 200, body = GoldenOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[put("/api/v1/knowledge/goldens/{id}")]
pub(super) async fn change_golden(
    app: Shared,
    editor: Editor,
    Id(id): Id,
    Json(body): Json<GoldenIn>,
) -> Result<HttpResponse, Problem> {
    keeping::change(&app, &editor, Publishing::default(), id, body).await
}

/// Removes a golden.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = Uuid, Path, description = "the row")),
    responses(
        (status = 204, description = "it is gone"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[delete("/api/v1/knowledge/goldens/{id}")]
pub(super) async fn remove_golden(app: Shared, editor: Editor, Id(id): Id) -> Result<HttpResponse, Problem> {
    keeping::remove::<GoldenIn>(&app, &editor, Publishing::default(), id).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::json::parse;

    fn extra(body: &str) -> Result<Value, Problem> {
        parse::<GoldenIn>(body.as_bytes())?
            .fields()
            .map(|fields| fields.extra)
    }

    #[test]
    fn one_text_is_as_good_as_a_list_of_one() {
        let one = extra(r#"{"question":"q","expect":{"contains":"30 days","intent":null}}"#);
        let list = extra(r#"{"question":"q","expect":{"contains":["30 days"]}}"#);
        assert_eq!(one, Ok(json!({"contains": ["30 days"]})));
        assert_eq!(one, list);
    }

    #[test]
    fn an_expectation_that_nothing_can_fail_is_refused() {
        for (body, field) in [
            (r#"{"question":"q","expect":{}}"#, "expect"),
            (r#"{"question":"q","expect":{"contain":["x"]}}"#, "expect.contain"),
            (
                r#"{"question":"q","expect":{"decision":"maybe"}}"#,
                "expect.decision",
            ),
            (r#"{"question":" ","expect":{"intent":"faq"}}"#, "question"),
            (r#"{"question":"q"}"#, "expect"),
        ] {
            let problem = extra(body).expect_err(body);
            assert_eq!(
                (problem.status, problem.errors[0].field.as_str()),
                (422, field),
                "{body}"
            );
        }
    }
}
