//! Deliveries go out: claimed for a time, a few at once on each connection, and told how they went.
//!
//! One actor looks for what is due, when something is written and now and then. It keeps a lane for each connection:
//! its rate, its places, its breaker. Each delivery is a task of its own that sends and tells; what it does not live
//! to tell, the claim's end tells.

mod actor;
mod board;
mod delivering;
mod lane;
mod settings;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use colloquy_engine::port::{Clock, Ids, connector::Connector, outbox::OutboxStore};
use tokio::sync::{Notify, watch};

use self::{actor::Outbox, board::Board};
pub use self::{board::ConnectionStatus, settings::OutboxSettings};
use crate::{
    mutation::Mutation,
    supervisor::{Post, Supervised},
};

/// What the actor is called.
pub(crate) const ACTOR: &str = "outbox";

/// Rung when deliveries have been written, so that nobody waits for the next look.
#[derive(Clone, Debug, Default)]
pub(crate) struct OutboxBell(Arc<Notify>);

impl OutboxBell {
    pub(crate) fn ring(&self) {
        self.0.notify_one();
    }

    async fn rung(&self) {
        self.0.notified().await;
    }
}

/// The connectors, by the kind of connection that they speak for.
pub type Connectors = BTreeMap<&'static str, Arc<dyn Connector>>;

/// What every part of the outbox works with.
struct Parts {
    store: Arc<dyn OutboxStore>,
    connectors: Connectors,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    settings: OutboxSettings,
    mutation: Option<Mutation>,
    bell: OutboxBell,
    board: Board,
    stopping: AtomicBool,
    under_way: watch::Sender<usize>,
}

impl Parts {
    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    /// Who speaks for a connection.
    fn connector(&self, connection: &str) -> Option<&Arc<dyn Connector>> {
        let kind = connection.split_once(':').map_or(connection, |(kind, _)| kind);
        self.connectors.get(kind)
    }
}

/// Counts a delivery that is under way, for as long as it is.
struct UnderWay(Arc<Parts>);

impl UnderWay {
    fn begin(parts: &Arc<Parts>) -> Self {
        parts.under_way.send_modify(|count| *count += 1);
        Self(Arc::clone(parts))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.under_way.send_modify(|count| *count -= 1);
    }
}

/// The outbox of a process.
pub(crate) struct OutboxHandle {
    parts: Arc<Parts>,
    /// It needs no address: nothing is asked of it. Kept so that its supervisor is there as long as this.
    _actor: Supervised<Outbox>,
}

/// What the outbox works with, as the composition root gives it.
pub(crate) struct Outside {
    pub store: Arc<dyn OutboxStore>,
    pub connectors: Connectors,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    /// A defect to have on purpose.
    pub mutation: Option<Mutation>,
}

impl OutboxHandle {
    pub(crate) fn start(outside: Outside, settings: OutboxSettings, bell: OutboxBell, post: Post) -> Self {
        let parts = Arc::new(Parts {
            store: outside.store,
            connectors: outside.connectors,
            clock: outside.clock,
            ids: outside.ids,
            settings,
            mutation: outside.mutation,
            bell,
            board: Board::default(),
            stopping: AtomicBool::new(false),
            under_way: watch::Sender::new(0),
        });
        let inside = Arc::clone(&parts);
        let actor = Supervised::start(post, move |_handle| move || Outbox::new(Arc::clone(&inside)));
        Self { parts, _actor: actor }
    }

    /// How each connection is that something went out on.
    pub(crate) fn connections(&self) -> Vec<ConnectionStatus> {
        self.parts.board.statuses()
    }

    /// Claims nothing more and waits for what is under way. What does not end in time is told by the end of its claim.
    pub(crate) async fn stop(&self, deadline: Duration) -> bool {
        self.parts.stopping.store(true, Ordering::Release);
        let mut under_way = self.parts.under_way.subscribe();
        let empty = under_way.wait_for(|count| *count == 0);
        matches!(tokio::time::timeout(deadline, empty).await, Ok(Ok(_)))
    }
}
