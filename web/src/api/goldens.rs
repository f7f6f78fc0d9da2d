//! `POST /api/v1/goldens/run`.

use actix_web::{HttpResponse, post};
use colloquy_engine::knowledge::GoldenFailure;
use serde::Serialize;
use tokio::sync::Semaphore;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    extract::{Shared, Staff},
    goldens::{GoldenResult, GoldenRunner},
    problem::Problem,
};

/// Runs at once in this process: each takes a thread's time from shoppers.
static RUNS: Semaphore = Semaphore::const_new(1);

/// The route of this group.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(run_goldens);
}

/// What came of a run.
#[derive(Debug, Serialize, ToSchema)]
struct RunOut {
    /// How many goldens there are.
    total: usize,
    /// How many came as expected.
    passed: usize,
    /// Each with what came of it, oldest first.
    results: Vec<ResultOut>,
}

/// What came of one golden.
#[derive(Debug, Serialize, ToSchema)]
struct ResultOut {
    /// The row.
    id: Uuid,
    /// Its name.
    name: String,
    /// As it was asked.
    question: String,
    /// Whether all came as expected.
    passed: bool,
    /// Each departure in words.
    problems: Vec<String>,
    /// The answer that came.
    answer: String,
    /// What the gate decided.
    decision: Option<String>,
}

impl From<GoldenResult> for ResultOut {
    fn from(result: GoldenResult) -> Self {
        Self {
            id: result.golden.id.0,
            name: result.golden.slug,
            question: result.golden.title,
            passed: result.failures.is_empty(),
            problems: result.failures.iter().map(in_words).collect(),
            answer: result.outcome.answer,
            decision: result.outcome.decision,
        }
    }
}

fn in_words(failure: &GoldenFailure) -> String {
    format!(
        "{}: expected {}, got {}",
        failure.field, failure.expected, failure.got
    )
}

/// Runs the shop's goldens against what it knows now. Nothing of it is stored.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, body = RunOut),
        (status = 409, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/goldens/run")]
async fn run_goldens(app: Shared, staff: Staff) -> Result<HttpResponse, Problem> {
    let Ok(_run) = RUNS.try_acquire() else {
        let mut problem = Problem::conflict("in_progress", "goldens are being run already");
        problem.retry_after = Some(std::time::Duration::from_secs(2));
        return Err(problem);
    };
    let shop = app.engine.shops().get(staff.business_id).await?;
    let ports = app.engine.ports();
    let runner = GoldenRunner {
        understander: &app.understander,
        shop: &shop,
        catalogue: ports.catalogue.as_ref(),
        ids: ports.ids.as_ref(),
        now: ports.clock.now(),
    };
    let results: Vec<ResultOut> = runner
        .run_all(ports.knowledge.as_ref())
        .await?
        .into_iter()
        .map(ResultOut::from)
        .collect();
    let passed = results.iter().filter(|result| result.passed).count();
    Ok(HttpResponse::Ok().json(RunOut {
        total: results.len(),
        passed,
        results,
    }))
}
