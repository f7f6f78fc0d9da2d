//! The composition root: from settings and secrets to the running system.

pub mod embeddings;
pub mod flows;
pub mod model;
pub mod outgoing;
mod rehearsal;
pub mod settings;
pub mod shops;
pub mod store;
pub mod understander;

use std::{io, path::PathBuf, sync::Arc, time::Duration};

use chrono::TimeDelta;
use colloquy_actors::{
    Engine, EngineError, Ledger, Ports, SharedLimits, Shops, SystemClock, SystemIds, TurnObserver,
};
use colloquy_config::{Settings, SettingsError, demo::DemoError, prompts::PromptsError, texts::TextsError};
use colloquy_engine::{
    commerce::ordering::OrderDesk,
    ids::BusinessId,
    port::{Clock, StoreError, accounts::AccountStore},
    understanding::{TrainingError, Understander},
};
use colloquy_entities::{Store, StubPayments};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use self::settings::{Place, Setup};
use crate::{
    bootstrap::{shops::ShopLoader, understander::Teacher},
    edge::{TrustedProxies, rate_tier::RateTiers},
    extract::tenant::TenantCache,
    health::HealthBoard,
    metrics,
    seed::{self, SLUG, SeedError},
    shadow::Shadow,
    state::{App, AppState, Outgoing},
    tokens::{AccessTokens, SessionIds},
    workspace::WorkspaceMemory,
    ws::shopper::SessionSockets,
};

/// First contexts that are kept for sessions that nothing is stored of.
const INITIAL_CONTEXTS: u64 = 10_000;
/// How long they are kept.
const INITIAL_CONTEXT_LIVES: Duration = Duration::from_secs(24 * 60 * 60);

/// Why the system does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is not what it should be.
    #[error("{0}")]
    Settings(#[from] SettingsError),
    /// A sentence of the folder of `--config` is not what it should be.
    #[error("{0}")]
    Texts(#[from] TextsError),
    /// A value can only be judged when it is used.
    #[error("{0}")]
    Unusable(String),
    /// A file of the data folder can neither be read nor written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Another server works on the folder.
    #[error("another server is running on {}", .0.display())]
    Locked(PathBuf),
    /// The database refuses.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// The running system refuses.
    #[error("{0}")]
    Engine(#[from] EngineError),
    /// The demo shop cannot be read.
    #[error("{0}")]
    Demo(#[from] DemoError),
    /// A prompt of the folder of `--config` is not what it should be.
    #[error("{0}")]
    Prompts(#[from] PromptsError),
    /// A password cannot be hashed.
    #[error("{0}")]
    Password(#[from] crate::passwords::PasswordError),
    /// Nothing can be learnt from the examples.
    #[error("{0}")]
    Training(#[from] TrainingError),
    /// A task of the start fell.
    #[error("a task of the start fell: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl StartError {
    /// What the process ends with (`colloquy` documents 2 for settings, 3 for the database).
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Settings(_) | Self::Texts(_) | Self::Prompts(_) | Self::Unusable(_) | Self::File { .. } => {
                2
            }
            Self::Locked(_) | Self::Store(_) | Self::Engine(EngineError::Store(_)) => 3,
            _ => 1,
        }
    }
}

impl From<SeedError> for StartError {
    fn from(error: SeedError) -> Self {
        match error {
            SeedError::Store(error) => Self::Store(error),
            SeedError::Demo(error) => Self::Demo(error),
            SeedError::Password(error) => Self::Password(error),
        }
    }
}

/// Brings everything up but the listener. Call inside an actix system.
///
/// # Errors
/// The first thing that is not as it should be; [`StartError::exit_code`] tells scripts which kind.
pub async fn start(setup: Setup) -> Result<AppState, StartError> {
    // Whoever makes a secure connection asks for it; a second installation changes nothing.
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    let secret = setup.root_secret()?;
    let (store, understander) = futures::join!(store::open(&setup), understander::load(&setup));
    let (store, understander) = (store?, understander?);
    if setup.seeds_demo() {
        seed::if_empty(&setup, &store, &secret).await?;
    }
    let loopback_business = loopback_business(&setup.settings, &store).await?;
    let teacher = Arc::new(Teacher::new(Arc::clone(&understander)));
    let ledger = Ledger::new(Arc::new(store.clone()), setup.clock());
    let embeddings = embeddings::passages(&setup, &ledger)?;
    let loader = ShopLoader::new(&setup, store.clone())?
        .taught_by(Arc::clone(&teacher))
        .embedded_by(embeddings.clone());
    let shops = Shops::new(Arc::new(loader));
    if let Some(embeddings) = &embeddings {
        embeddings.refresh_in(&shops);
    }
    let stopping = CancellationToken::new();
    let observer = start_shadow(&setup, &store, &teacher, &understander, &stopping)?;
    let engine = start_engine(&setup, (&store, &ledger), (&shops, observer), &understander)?;
    // The shop that everyone will ask for first is loaded before anyone does.
    if let Some(business) = loopback_business {
        let shop = shops.get(business).await?;
        let most = setup.settings.actors.rehearsal();
        rehearsal::rehearse(shop, Arc::clone(&understander), most).await;
    }
    let (has_mail, outbox) = (setup.has_mail(), setup.outbox_settings());
    let connectors = setup.connectors(&store, &secret)?;
    let shared_limits = shared_limits(&setup)?;
    let Setup { settings, place, .. } = setup;
    Ok(Arc::new(App {
        engine,
        store,
        understander,
        teacher,
        session_ids: SessionIds::new(&secret),
        access_tokens: AccessTokens::new(&secret, settings.auth.access_token_ttl()),
        secret,
        loopback_business,
        workspace: WorkspaceMemory::default(),
        tenants: TenantCache::default(),
        session_sockets: SessionSockets::default(),
        initial_contexts: moka::future::Cache::builder()
            .max_capacity(INITIAL_CONTEXTS)
            .time_to_live(settings.session.ttl().min(INITIAL_CONTEXT_LIVES))
            .build(),
        metrics: metrics::install(),
        started_at: SystemClock.now(),
        stopping,
        sockets: TaskTracker::new(),
        requests: TaskTracker::new(),
        rate_tiers: RateTiers::new(&settings.rate_limit, shared_limits),
        trusted_proxies: TrustedProxies::new(&settings.server.trusted_proxies),
        health: HealthBoard::default(),
        embeddings,
        ledger,
        data_dir: place.data,
        has_mail,
        outgoing: Outgoing { connectors, outbox },
        settings,
    }))
}

/// Alone, or as one node of many where the environment names a Redis.
fn start_engine(
    setup: &Setup,
    (store, ledger): (&Store, &Ledger),
    (shops, observer): (&Shops, Option<Arc<dyn TurnObserver>>),
    understander: &Arc<Understander>,
) -> Result<Engine, StartError> {
    let mut ports = ports(store);
    ports.observer = observer;
    ports.clock = setup.clock();
    ports.desk.clock = setup.clock();
    ports.assistant = model::assistant(setup, ledger)?;
    let settings = setup.actor_settings();
    let (shops, understander) = (shops.clone(), Arc::clone(understander));
    match setup.cluster_settings()? {
        None => Ok(Engine::start(ports, shops, understander, settings)),
        Some(cluster) => Engine::start_in_cluster(ports, shops, understander, settings, cluster)
            .map_err(|error| StartError::Unusable(error.to_string())),
    }
}

/// What all nodes count together, where the environment names a Redis.
fn shared_limits(setup: &Setup) -> Result<Option<SharedLimits>, StartError> {
    let deadline = setup.settings.rate_limit.shared_deadline();
    let limits = setup
        .cluster_settings()?
        .map(|cluster| SharedLimits::open(&cluster, deadline));
    limits
        .transpose()
        .map_err(|error| StartError::Unusable(error.to_string()))
}

/// Runs a share of the turns on another configuration too, where the settings name one.
fn start_shadow(
    setup: &Setup,
    store: &Store,
    teacher: &Arc<Teacher>,
    understander: &Arc<Understander>,
    stopping: &CancellationToken,
) -> Result<Option<Arc<dyn TurnObserver>>, StartError> {
    let settings = &setup.settings.shadow;
    let Some(folder) = settings.folder() else {
        return Ok(None);
    };
    let place = Place {
        config: Some(folder),
        ..setup.place.clone()
    };
    let other = Setup::of_process(place, &[], false)?;
    let loader = ShopLoader::new(&other, store.clone())?.taught_by(Arc::clone(teacher));
    let shadow = Shadow {
        shops: Shops::new(Arc::new(loader)),
        understander: Arc::clone(understander),
        store: Arc::new(store.clone()),
        clock: setup.clock(),
        kept: TimeDelta::days(settings.kept_days.into()),
    };
    let chooser = shadow.start(settings.percent, stopping.clone());
    Ok(Some(Arc::new(chooser)))
}

/// One store behind every port.
#[must_use]
pub fn ports(store: &Store) -> Ports {
    let payments = Arc::new(StubPayments::new(store.clone()));
    let store = Arc::new(store.clone());
    Ports {
        desk: OrderDesk {
            orders: store.clone(),
            carts: store.clone(),
            catalogue: store.clone(),
            requests: store.clone(),
            payments,
            clock: Arc::new(SystemClock),
            ids: Arc::new(SystemIds),
        },
        journal: store.clone(),
        conversations: store.clone(),
        snapshots: store.clone(),
        carts: store.clone(),
        catalogue: store.clone(),
        knowledge: store.clone(),
        memories: store.clone(),
        placement: store.clone(),
        requests: store.clone(),
        accounts: store,
        clock: Arc::new(SystemClock),
        assistant: None,
        ids: Arc::new(SystemIds),
        observer: None,
    }
}

/// In the development profile a loopback host means the demo shop.
async fn loopback_business(settings: &Settings, store: &Store) -> Result<Option<BusinessId>, StoreError> {
    if !settings.is_development() {
        return Ok(None);
    }
    let businesses = store.businesses().await?;
    Ok(businesses
        .into_iter()
        .find(|business| business.slug == SLUG)
        .map(|business| business.id))
}
