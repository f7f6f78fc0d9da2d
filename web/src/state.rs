//! What every request handler shares.

use std::{path::PathBuf, sync::Arc};

use colloquy_actors::{Connectors, Engine, Ledger, OutboxSettings};
use colloquy_config::Settings;
use colloquy_engine::{ids::BusinessId, understanding::Understander};
use colloquy_entities::Store;
use moka::future::Cache;
use serde_json::Value;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    bootstrap::{shops::passages::PassageEmbeddings, understander::Teacher},
    edge::{TrustedProxies, rate_tier::RateTiers},
    extract::tenant::TenantCache,
    health::HealthBoard,
    secret::RootSecret,
    tokens::{AccessTokens, SessionIds},
    workspace::WorkspaceMemory,
    ws::shopper::SessionSockets,
};

/// Shared by all workers; a clone is one reference more.
pub type AppState = Arc<App>;

/// The pieces that the composition root has put together.
#[derive(Debug)]
pub struct App {
    /// The running system.
    pub engine: Engine,
    /// Accounts, lists and everything else that is read beside the line.
    pub store: Store,
    /// The settings in force.
    pub settings: Settings,
    /// Reads messages; shared with the stages of the line.
    pub understander: Arc<Understander>,
    /// Teaches it what shops' people put right.
    pub teacher: Arc<Teacher>,
    /// Signs and checks sessions' ids.
    pub session_ids: SessionIds,
    /// Signs and checks access tokens.
    pub access_tokens: AccessTokens,
    /// The root that both are derived from.
    pub secret: RootSecret,
    /// The business of loopback hosts, in the development profile only.
    pub loopback_business: Option<BusinessId>,
    /// What the workspace remembers between requests.
    pub workspace: WorkspaceMemory,
    /// Renders `/metrics`.
    pub metrics: metrics_exporter_prometheus::PrometheusHandle,
    /// When the server started.
    pub started_at: chrono::DateTime<chrono::Utc>,
    /// Keys and hosts that were looked up of late.
    pub tenants: TenantCache,
    /// The sockets of each session, to be closed when it goes over to an account.
    pub session_sockets: SessionSockets,
    /// First contexts of sessions that nothing is stored of yet, by session id.
    pub initial_contexts: Cache<String, Value>,
    /// Cancelled when the server stops: sockets say goodbye first.
    pub stopping: CancellationToken,
    /// Open sockets: each holds a token of it for as long as it lives, so that a stop can wait for them.
    pub sockets: TaskTracker,
    /// Requests under way, likewise.
    pub requests: TaskTracker,
    /// How many requests a minute each caller has left.
    pub rate_tiers: RateTiers,
    /// Whose word counts about where a request comes from.
    pub trusted_proxies: TrustedProxies,
    /// Since when each part of the system is as it is.
    pub health: HealthBoard,
    /// Vectors from outside for what shops know, where the settings name an embedding.
    pub embeddings: Option<Arc<PassageEmbeddings>>,
    /// What businesses have spent on models this month.
    pub ledger: Ledger,
    /// The folder that everything stored in files is in.
    pub data_dir: PathBuf,
    /// Whether letters go anywhere.
    pub has_mail: bool,
    /// What goes out, and how.
    pub outgoing: Outgoing,
}

/// Whoever speaks to the outside, until the server begins to send.
pub struct Outgoing {
    /// By the kind of connection.
    pub connectors: Connectors,
    /// How patiently they are used.
    pub outbox: OutboxSettings,
}

impl std::fmt::Debug for Outgoing {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Outgoing")
            .field("outbox", &self.outbox)
            .finish_non_exhaustive()
    }
}
