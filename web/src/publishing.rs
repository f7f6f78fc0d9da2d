//! The gate on publishing: what an editor changes is first held against the shop's goldens, on a copy of the shop that
//! nobody is answered from.

pub mod configuration;

use std::{fmt::Write, sync::Arc, time::Duration};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::StatusCode};
use colloquy_engine::{
    activity::NewActivity,
    commerce::shop::Shop,
    knowledge::{Corrections, GoldenFailure, touches},
    language::Language,
    port::{
        accounts::Role,
        activity::ActivityStore,
        knowledge::{KnowledgeEntry, KnowledgeKind, KnowledgeStore},
    },
};
use serde_json::json;
use tokio::sync::Semaphore;

use crate::{
    bootstrap::shops::{PUBLISHED, correction, documents},
    extract::{Pairs, Staff},
    goldens::{GoldenResult, GoldenRunner},
    problem::{FieldProblem, Problem},
    state::App,
};

/// Changes that are held against the goldens at once in this process: each takes a thread's time from shoppers.
static CHECKS: Semaphore = Semaphore::const_new(1);
/// How long a change waits for its turn, and how long holding it against the goldens may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Broken goldens that are told of one by one.
const TOLD: usize = 20;

/// Whether the caller wants to publish whatever breaks: `?override=true`, for owners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Publishing {
    /// It is to be published all the same.
    pub overrides: bool,
}

impl FromRequest for Publishing {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let read = || {
            let pairs = Pairs::parse(request.query_string())?;
            match pairs.one("override")? {
                None | Some("false") => Ok(Self { overrides: false }),
                Some("true") => Ok(Self { overrides: true }),
                Some(_) => Err(Problem::invalid("override", "invalid", "expected true or false")),
            }
        };
        std::future::ready(read())
    }
}

/// A row of the knowledge before and after a change; none where there is none.
#[derive(Clone, Copy, Debug)]
pub struct Change<'row> {
    /// As it is.
    pub before: Option<&'row KnowledgeEntry>,
    /// As it is to be.
    pub after: Option<&'row KnowledgeEntry>,
}

impl<'row> Change<'row> {
    /// What shoppers are answered by, before and after.
    fn published(self) -> (Option<&'row KnowledgeEntry>, Option<&'row KnowledgeEntry>) {
        let used = |entry: &&KnowledgeEntry| entry.status == PUBLISHED && entry.kind != KnowledgeKind::Golden;
        (self.before.filter(used), self.after.filter(used))
    }
}

/// Lets a change pass that breaks no golden. One that does is refused with the goldens and what came of them, unless an
/// owner overrides it, which the activity log tells.
///
/// # Errors
/// 409 `goldens_broken` naming each golden, 403 where somebody else than an owner overrides, 503 where it takes too long.
pub async fn check(
    app: &App,
    staff: &Staff,
    change: Change<'_>,
    publishing: Publishing,
) -> Result<(), Problem> {
    let (before, after) = change.published();
    let is_owner = matches!(staff.role, Role::Owner | Role::Admin);
    if publishing.overrides && !is_owner {
        return Err(Problem::forbidden(
            "owner_only",
            "only an owner publishes over broken goldens",
        ));
    }
    let is_same = before.zip(after).is_some_and(|(before, after)| {
        (&before.title, &before.body, &before.language, &before.extra)
            == (&after.title, &after.body, &after.language, &after.extra)
    });
    if (before.is_none() && after.is_none()) || is_same {
        return Ok(());
    }
    let broken = tokio::time::timeout(PATIENCE, broken(app, staff, (before, after)))
        .await
        .map_err(|_elapsed| slow())??;
    if broken.is_empty() {
        return Ok(());
    }
    if !publishing.overrides {
        return Err(refusal(&broken));
    }
    let ports = app.engine.ports();
    let row = after
        .or(before)
        .map(|entry| entry.slug.clone())
        .unwrap_or_default();
    let names: Vec<&str> = broken.iter().map(|result| result.golden.slug.as_str()).collect();
    let told = NewActivity {
        id: ports.ids.next(),
        user_id: Some(staff.user_id),
        action: "knowledge.published_over_goldens",
        subject: row,
        detail: json!({ "broken": names }),
        at: ports.clock.now(),
    };
    app.store.record(staff.business_id, &told).await?;
    Ok(())
}

/// The goldens that come as expected now and would not with the change.
async fn broken(
    app: &App,
    staff: &Staff,
    change: (Option<&KnowledgeEntry>, Option<&KnowledgeEntry>),
) -> Result<Vec<GoldenResult>, Problem> {
    let _turn = CHECKS.acquire().await.map_err(|_closed| Problem::internal())?;
    let business = staff.business_id;
    let shop = app.engine.shops().get(business).await?;
    let ports = app.engine.ports();
    let goldens = ports.knowledge.entries(business, KnowledgeKind::Golden).await?;
    let told = texts(change);
    let touched: Vec<KnowledgeEntry> = goldens
        .into_iter()
        .filter(|golden| told.iter().any(|text| touches(&golden.title, text, Language::En)))
        .collect();
    if touched.is_empty() {
        return Ok(Vec::new());
    }
    let corrections = app.store.entries(business, KnowledgeKind::Correction).await?;
    let candidate = Arc::new(candidate(&shop, change, corrections));
    let runner = GoldenRunner {
        understander: &app.understander,
        shop: &shop,
        catalogue: ports.catalogue.as_ref(),
        ids: ports.ids.as_ref(),
        now: ports.clock.now(),
    };
    Ok(runner.broken_among(touched, &candidate).await?)
}

/// Everything that the change says or takes back.
fn texts((before, after): (Option<&KnowledgeEntry>, Option<&KnowledgeEntry>)) -> Vec<String> {
    let of = |entry: &KnowledgeEntry| format!("{}\n{}\n{}", entry.title, entry.body, entry.extra);
    [before, after].into_iter().flatten().map(of).collect()
}

/// The shop as it would be.
fn candidate(
    shop: &Shop,
    (before, after): (Option<&KnowledgeEntry>, Option<&KnowledgeEntry>),
    corrections: Vec<KnowledgeEntry>,
) -> Shop {
    let mut knowledge = colloquy_engine::knowledge::KnowledgeIndex::clone(&shop.knowledge);
    if let Some(document) = before.and_then(documents::entry) {
        knowledge.remove(&document.reference);
    }
    if let Some(document) = after.and_then(documents::entry) {
        knowledge.upsert(document);
    }
    let changed = before.or(after).map(|entry| entry.id);
    let corrections = corrections
        .iter()
        .filter(|entry| entry.status == PUBLISHED && Some(entry.id) != changed)
        .chain(after)
        .filter_map(correction)
        .collect();
    Shop {
        knowledge: Arc::new(knowledge),
        corrections: Arc::new(Corrections::new(corrections)),
        ..shop.clone()
    }
}

fn refusal(broken: &[GoldenResult]) -> Problem {
    let mut detail = format!("{} goldens would break:", broken.len());
    for result in broken.iter().take(TOLD) {
        let _writing_to_memory = write!(detail, " {:?}", result.golden.title);
    }
    let mut problem = Problem::new(StatusCode::CONFLICT, "goldens_broken", detail);
    problem.errors = broken
        .iter()
        .take(TOLD)
        .map(|result| FieldProblem {
            field: result.golden.slug.clone(),
            code: "golden_broken".to_owned(),
            message: result
                .failures
                .iter()
                .map(in_words)
                .collect::<Vec<_>>()
                .join("; "),
        })
        .collect();
    problem
}

fn in_words(failure: &GoldenFailure) -> String {
    format!(
        "{}: expected {}, got {}",
        failure.field, failure.expected, failure.got
    )
}

fn slow() -> Problem {
    let mut problem = Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "goldens_slow",
        "the goldens could not be run in time; try again",
    );
    problem.retry_after = Some(Duration::from_secs(5));
    problem
}
