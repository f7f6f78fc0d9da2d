//! `GET /v1/admin/activity` and `GET /v1/admin/activity/integrity`.

use std::collections::HashMap;

use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use colloquy_engine::{
    activity::{Activity, Fault},
    ids::UserId,
    port::{
        accounts::AccountStore,
        activity::{ActivityFilter, ActivityStore},
    },
};
use serde::Serialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    extract::{Admin, Listed, Paging, Pairs, Shared},
    problem::Problem,
};

/// Faults that are told one by one; the rest is only counted.
const MOST_FAULTS: usize = 100;

/// Which entries; the filters narrow each other.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the route reads by name")]
struct FilterIn {
    /// One action, or all of a kind when it ends with a dot, such as `product.`.
    action: Option<String>,
    /// What it was done to.
    subject: Option<String>,
    /// Who did it.
    #[param(rename = "userId")]
    user_id: Option<Uuid>,
}

/// An entry of the log.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ActivityOut {
    /// The entry.
    id: Uuid,
    /// Its place, from 1 without gaps.
    seq: i64,
    /// What was done, such as `product.created`.
    action: String,
    /// To what.
    subject: String,
    /// Who did it; none for the command line.
    user_id: Option<Uuid>,
    /// Their name.
    user_name: Option<String>,
    /// What else is worth knowing.
    #[schema(value_type = Object)]
    detail: Value,
    /// When.
    created_at: DateTime<Utc>,
    /// The hash of the entry before it.
    previous_hash: String,
    /// SHA-256 over the entry and the hash before it.
    hash: String,
}

/// What a check of the whole log came to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct IntegrityOut {
    /// Whether every entry is as it was written, where it was written.
    ok: bool,
    /// How many entries there are.
    count: u64,
    /// The place of the newest as it was written.
    last_seq: i64,
    /// The hash of the newest as it was written. Kept elsewhere, it tells a log that was written anew as a whole.
    last_hash: String,
    /// How much is wrong in all.
    problem_count: u64,
    /// What is wrong and where.
    problems: Vec<FaultOut>,
}

/// One thing that is wrong.
#[derive(Debug, Serialize, ToSchema)]
struct FaultOut {
    /// The place in the log.
    seq: i64,
    /// `changed`, `missing`, `unlinked` or `cut_off`.
    #[schema(value_type = String)]
    problem: colloquy_engine::activity::FaultKind,
}

impl From<Fault> for FaultOut {
    fn from(fault: Fault) -> Self {
        Self {
            seq: fault.seq,
            problem: fault.kind,
        }
    }
}

fn out(entry: Activity, names: &HashMap<UserId, String>) -> ActivityOut {
    ActivityOut {
        id: entry.id,
        seq: entry.seq,
        action: entry.action,
        subject: entry.subject,
        user_id: entry.user_id.map(|user| user.0),
        user_name: entry.user_id.and_then(|user| names.get(&user).cloned()),
        detail: entry.detail,
        created_at: entry.at,
        previous_hash: entry.previous_hash,
        hash: entry.hash,
    }
}

/// Lists what the staff did, newest first.
#[utoipa::path(
    tag = "admin",
    params(FilterIn, Paging),
    responses(
        (status = 200, body = Listed<ActivityOut>),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/v1/admin/activity")]
pub(super) async fn list_activity(app: Shared, admin: Admin, pairs: Pairs) -> Result<HttpResponse, Problem> {
    let paging = Paging::of(&pairs)?;
    let filter = ActivityFilter {
        action: pairs.one("action")?.map(str::to_owned),
        subject: pairs.one("subject")?.map(str::to_owned),
        user: pairs.id("userId")?,
    };
    let page = app
        .store
        .activities(admin.business_id, &filter, paging.offset(), paging.limit)
        .await?;
    let staff = app.store.staff(admin.business_id).await?;
    let names: HashMap<UserId, String> = staff.into_iter().map(|user| (user.id, user.full_name)).collect();
    let items: Vec<ActivityOut> = page.items.into_iter().map(|entry| out(entry, &names)).collect();
    Ok(HttpResponse::Ok().json(paging.list(items, page.total)))
}

/// Holds every entry of the log against the one before it, and tells what was changed, removed or moved.
#[utoipa::path(
    tag = "admin",
    responses(
        (status = 200, body = IntegrityOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/v1/admin/activity/integrity")]
pub(super) async fn check_integrity(app: Shared, admin: Admin) -> Result<HttpResponse, Problem> {
    let integrity = app.store.check_activities(admin.business_id, MOST_FAULTS).await?;
    if integrity.fault_count > 0 {
        crate::metrics::security_event("activity_log_damaged");
        tracing::error!(
            event_type = "activity_log_damaged",
            business_id = %admin.business_id,
            faults = integrity.fault_count,
            "the activity log is not what was written"
        );
    }
    Ok(HttpResponse::Ok().json(IntegrityOut {
        ok: integrity.fault_count == 0,
        count: integrity.count,
        last_seq: integrity.head.seq,
        last_hash: integrity.head.hash,
        problem_count: integrity.fault_count,
        problems: integrity.faults.into_iter().map(FaultOut::from).collect(),
    }))
}
