//! `/health`, `/metrics` and `/metrics/channels`.

mod board;
mod channels;
mod connections;

use std::{collections::BTreeMap, time::Duration};

use actix_web::{HttpResponse, get, http::StatusCode, web::ThinData};
use colloquy_actors::{ActorStatus, Condition};
use colloquy_engine::{
    ids::BusinessId,
    port::{accounts::AccountStore, model::ModelStanding},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub use self::board::HealthBoard;
use crate::{
    extract::Watcher,
    problem::Problem,
    state::{App, AppState},
};

/// How long the database may take to show that it is there.
const PATIENCE: Duration = Duration::from_secs(1);

/// How a part of the system is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not configured, and not needed.
    Off,
    /// As it should be.
    Healthy,
    /// The rest goes on without it.
    Degraded,
    /// Nothing goes on without it.
    Unhealthy,
}

/// One part of the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Part {
    /// How it is.
    pub status: Status,
    /// Since when.
    pub since: chrono::DateTime<chrono::Utc>,
    /// In words.
    pub detail: String,
}

/// The whole system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Health {
    /// The worst of its dependencies that is on.
    pub status: Status,
    /// What it needs.
    pub dependencies: BTreeMap<&'static str, Part>,
    /// Its long-lived actors, by name.
    pub actors: BTreeMap<&'static str, Part>,
    /// The ways it can be reached.
    pub channels: BTreeMap<&'static str, Part>,
    /// The connections that something went out on, by name.
    pub connections: BTreeMap<String, Part>,
}

/// The routes of this module.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(health)
        .service(figures)
        .service(channels::channels);
}

/// Whether the system works.
#[utoipa::path(tag = "system", responses(
    (status = 200, description = "It works, perhaps with less than everything", body = Health),
    (status = 503, description = "It does not work", body = Health),
))]
#[get("/health")]
async fn health(ThinData(app): ThinData<AppState>) -> HttpResponse {
    let health = examine(&app).await;
    let code = match health.status {
        Status::Unhealthy => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::OK,
    };
    HttpResponse::build(code).json(health)
}

/// Figures in the form that Prometheus reads.
#[utoipa::path(tag = "system", responses(
    (status = 200, description = "Every figure", body = String, content_type = "text/plain"),
    (status = 401, description = "No key with the scope `metrics`", body = Problem,
        content_type = "application/problem+json"),
    (status = 403, description = "A key with other scopes", body = Problem,
        content_type = "application/problem+json"),
), security((), ("service_key" = [])))]
#[get("/metrics")]
async fn figures(_watcher: Watcher, ThinData(app): ThinData<AppState>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(app.metrics.render())
}

/// Looks at every part.
pub async fn examine(app: &App) -> Health {
    let database = database(app).await;
    let redis = redis(app);
    let snapshots = (Status::Off, "conversations are read from the database");
    let index = index(app).await;
    let off = |detail| (Status::Off, detail);
    let dependencies = [
        ("database", database),
        ("redis", redis),
        ("snapshots", snapshots),
        ("index", index),
        ("model", model(app)),
        ("embeddings", embeddings(app)),
        ("voice", off("not configured")),
    ];
    let web = match app.stopping.is_cancelled() {
        true => (Status::Degraded, "stopping"),
        false => (Status::Healthy, "accepting connections"),
    };
    let channels = ["whatsapp", "instagram", "dixa", "form"];
    let channels = channels
        .into_iter()
        .map(|name| (name, off("not configured")))
        .chain([("web", web), ("email", email(app))]);
    let actors = app.engine.actors();
    let worst = dependencies
        .iter()
        .map(|(_, (status, _))| *status)
        .chain(actors.iter().map(status_of))
        .max();
    let now = app.engine.ports().clock.now();
    let actors = actors.iter().map(|actor| {
        let status = status_of(actor);
        let part = Part {
            status,
            since: app.health.since(actor.name, status, now),
            detail: format!(
                "{}, {} restarts, {} asked and not answered",
                actor.condition.as_str(),
                actor.restarts,
                actor.asked
            ),
        };
        (actor.name, part)
    });
    let actors = actors.collect();
    let part = |(name, (status, detail)): (&'static str, (Status, &str))| {
        (
            name,
            Part {
                status,
                since: app.health.since(name, status, now),
                detail: detail.to_owned(),
            },
        )
    };
    Health {
        status: worst.unwrap_or(Status::Healthy).max(Status::Healthy),
        dependencies: dependencies.into_iter().map(part).collect(),
        actors,
        channels: channels.map(part).collect(),
        connections: connections::parts(app.engine.connections()),
    }
}

/// Letters go out; none are taken in.
fn email(app: &App) -> (Status, &'static str) {
    if app.has_mail {
        (Status::Healthy, "letters go out; none are taken in")
    } else {
        (Status::Off, "not configured")
    }
}

/// One that falls again and again takes its share of the work with it.
fn status_of(actor: &ActorStatus) -> Status {
    match actor.condition {
        Condition::Running => Status::Healthy,
        Condition::Restarting => Status::Degraded,
        Condition::CrashLoop => Status::Unhealthy,
    }
}

/// One row by its key: whether it is there does not matter, only that the database says so.
async fn database(app: &App) -> (Status, &'static str) {
    let nobody = BusinessId(Uuid::nil());
    match tokio::time::timeout(PATIENCE, app.store.business(nobody)).await {
        Ok(Ok(_)) if app.store.database().is_postgres() => (Status::Healthy, "PostgreSQL answers"),
        Ok(Ok(_)) => (Status::Healthy, "SQLite answers"),
        Ok(Err(error)) => {
            tracing::warn!(
                event_type = "database_unhealthy",
                error_code = "storage",
                "{error}"
            );
            (Status::Unhealthy, "the database is out of reach")
        }
        Err(_) => (Status::Unhealthy, "no answer within a second"),
    }
}

/// Without Redis every node goes on with what it owned, and the database alone decides.
fn redis(app: &App) -> (Status, &'static str) {
    match app.engine.cluster_health() {
        None => (Status::Off, "not configured; everything runs in this process"),
        Some(standing) if !standing.redis_answers => (
            Status::Degraded,
            "out of reach; nodes serve what they own, and messages between nodes take a second",
        ),
        Some(standing) if standing.shards == 0 => (Status::Degraded, "this node owns no shard yet"),
        Some(_) => (Status::Healthy, "Redis answers"),
    }
}

/// Everything is answered without a model as well, only in plainer words.
fn model(app: &App) -> (Status, &'static str) {
    let Some(assistant) = &app.engine.ports().assistant else {
        return (Status::Off, "not configured; the built-in answers are used");
    };
    match assistant.model.standing() {
        ModelStanding::Answers => (Status::Healthy, "the model answers"),
        ModelStanding::Falters => (
            Status::Degraded,
            "its last call failed; the built-in answers stand in",
        ),
        ModelStanding::Rests => (
            Status::Degraded,
            "it failed too often and is left alone; the built-in answers are used",
        ),
        ModelStanding::Probed => (
            Status::Degraded,
            "it failed too often and is tried with single calls; the built-in answers are used",
        ),
    }
}

/// Without vectors from outside everything is found by words and the built-in ones.
fn embeddings(app: &App) -> (Status, &'static str) {
    let Some(embeddings) = &app.embeddings else {
        return (Status::Off, "not configured; the built-in vectors are used");
    };
    match (embeddings.standing(), embeddings.awaited()) {
        (ModelStanding::Answers, 0) => (Status::Healthy, "every passage has its vectors"),
        (ModelStanding::Answers, _) => (
            Status::Degraded,
            "vectors of some passages are on their way; the built-in ones stand in",
        ),
        _ => (
            Status::Degraded,
            "the endpoint of the embedding fails; the built-in vectors stand in",
        ),
    }
}

/// The demo shop's index is loaded at the start; other shops' with their first turn.
async fn index(app: &App) -> (Status, &'static str) {
    let Some(business) = app.loopback_business else {
        return (Status::Healthy, "loaded with a shop's first message");
    };
    match tokio::time::timeout(PATIENCE, app.engine.shops().get(business)).await {
        Ok(Ok(shop)) if shop.knowledge.is_empty() => (Status::Degraded, "the shop knows nothing yet"),
        Ok(Ok(_)) => (Status::Healthy, "loaded"),
        _ => (Status::Degraded, "the shop's index is not loaded"),
    }
}
