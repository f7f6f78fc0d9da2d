//! `POST /api/v1/replay`.

use actix_web::{HttpResponse, post};
use chrono::{DateTime, Utc};
use colloquy_engine::{
    ids::ConversationId,
    port::replay::Selection,
    replay::{Difference, Replayed},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Semaphore;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    extract::{Json, Owner, Shared},
    problem::Problem,
    replay::{self, Report},
};

/// Runs at once in this process: each takes a thread's time from shoppers.
static RUNS: Semaphore = Semaphore::const_new(1);
/// Turns of one run when nothing is said, and at most.
const USUAL: usize = 100;
const MOST: usize = 500;

/// The route of this group.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(replay_turns);
}

/// Which turns are run again: those of a conversation, or those since a moment.
#[derive(Debug, Deserialize, ToSchema)]
struct ReplayIn {
    /// A conversation.
    conversation_id: Option<Uuid>,
    /// A moment, in place of a conversation.
    since: Option<DateTime<Utc>>,
    /// Turns at most: 100 when nothing is said, 500 at most.
    limit: Option<usize>,
}

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
struct ReplayOut {
    /// Turns that were run again, or could not be.
    total: usize,
    /// Those that came out the same in every byte.
    same: usize,
    /// Those that did not.
    different: usize,
    /// Those that an older program has not recorded.
    not_recorded: usize,
    /// Whether there are more turns.
    more: bool,
    /// Each that came out otherwise, oldest first.
    results: Vec<ReplayedOut>,
}

/// A turn that came out otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReplayedOut {
    /// The turn.
    turn_id: Uuid,
    /// Its conversation.
    conversation_id: Uuid,
    /// What is not as it was: build, model, knowledge, catalogue, config.
    changed: Vec<String>,
    /// What came out otherwise.
    differences: Vec<DifferenceOut>,
}

/// One part that came out otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DifferenceOut {
    /// Which, such as `decision.kind`.
    field: String,
    /// What it was.
    was: Value,
    /// What it is now.
    now: Value,
}

impl From<Difference> for DifferenceOut {
    fn from(difference: Difference) -> Self {
        Self {
            field: difference.field,
            was: difference.was,
            now: difference.now,
        }
    }
}

impl From<Replayed> for ReplayedOut {
    fn from(replayed: Replayed) -> Self {
        Self {
            turn_id: replayed.turn_id.0,
            conversation_id: replayed.conversation_id.0,
            changed: replayed.changed.into_iter().map(str::to_owned).collect(),
            differences: replayed.differences.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Report> for ReplayOut {
    fn from(report: Report) -> Self {
        Self {
            total: report.total,
            same: report.same,
            different: report.different,
            not_recorded: report.not_recorded,
            more: report.more,
            results: report.differing.into_iter().map(Into::into).collect(),
        }
    }
}

/// Runs recorded turns again against the shop as it is now. Nothing of it is stored, and nothing is done.
#[utoipa::path(
    tag = "knowledge",
    request_body = ReplayIn,
    responses(
        (status = 200, body = ReplayOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/replay")]
async fn replay_turns(
    app: Shared,
    owner: Owner,
    Json(body): Json<ReplayIn>,
) -> Result<HttpResponse, Problem> {
    let selection = selection(&body)?;
    let limit = body.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        let text = format!("limit must be from 1 to {MOST}");
        return Err(Problem::invalid("limit", "out_of_range", text));
    }
    let Ok(_run) = RUNS.try_acquire() else {
        let mut problem = Problem::conflict("in_progress", "turns are being run again already");
        problem.retry_after = Some(std::time::Duration::from_secs(2));
        return Err(problem);
    };
    let shop = app.engine.shops().get(owner.business_id).await?;
    let shop = (&shop, app.understander.as_ref());
    let report = replay::run(&app.store, shop, owner.business_id, selection, limit).await?;
    Ok(HttpResponse::Ok().json(ReplayOut::from(report)))
}

fn selection(body: &ReplayIn) -> Result<Selection, Problem> {
    match (body.conversation_id, body.since) {
        (Some(id), None) => Ok(Selection::Conversation(ConversationId(id))),
        (None, Some(moment)) => Ok(Selection::Since(moment)),
        (None, None) => Err(Problem::invalid(
            "conversation_id",
            "required",
            "conversation_id or since is required",
        )),
        (Some(_), Some(_)) => Err(Problem::invalid(
            "since",
            "conflict",
            "either conversation_id or since, not both",
        )),
    }
}
