//! The handle that the rest of the process holds: cloneable, plain types in and out.

mod carts;
mod outgoing;
mod stopping;

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Instant,
};

use actix::Arbiter;
use colloquy_engine::{
    conversation::operation::Wish, ids::ConversationId, port::conversations::Unanswered,
    understanding::Understander,
};
use futures::{TryStreamExt, stream};

use crate::{
    cluster::{Cluster, ClusterSettings, LinkError, RedisCopies},
    conversation::{Fault, Join, Leave, Observed, Operate, Say, Typing},
    delivery::{DeliveryQueue, SubscriberId},
    error::EngineError,
    journal::JournalHandle,
    notice::Operators,
    outbox::{OutboxBell, OutboxHandle},
    ports::Ports,
    request::{Joined, Lapse, Operation, OperationDone, Said, Seat},
    residents::RESTING,
    router::{CountAwake, Route, RouteJoin, RouteObserve, RouteOperate, RouteWake, Router, RouterParts},
    settings::ActorSettings,
    shops::Shops,
    snapshots::{self, LayeredSnapshots, SnapshotsHandle},
    supervisor::{ActorBoard, ActorStatus, Post, Supervised},
    timers::Timers,
};

/// The running system. Clones are cheap and share it.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
}

struct Shared {
    routers: Vec<Supervised<Router>>,
    arbiters: Vec<Arbiter>,
    board: ActorBoard,
    journal: JournalHandle,
    snapshots: SnapshotsHandle,
    shops: Shops,
    operators: Operators,
    ports: Ports,
    settings: ActorSettings,
    next_subscriber: AtomicU64,
    cluster: Option<Arc<Cluster>>,
    bell: OutboxBell,
    outbox: OnceLock<OutboxHandle>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Engine")
            .field("arbiters", &self.shared.routers.len())
            .finish()
    }
}

impl Engine {
    /// Starts the actors, each set on a thread of its own, and the journal on another. Call inside an actix system.
    #[must_use]
    pub fn start(
        ports: Ports,
        shops: Shops,
        understander: Arc<Understander>,
        settings: ActorSettings,
    ) -> Self {
        Self::assemble(ports, shops, understander, settings, None)
    }

    /// Starts the same as one node of many, which share a database and know of each other through Redis.
    ///
    /// # Errors
    /// When the address of Redis is none. A Redis that is away is no error.
    pub fn start_in_cluster(
        ports: Ports,
        shops: Shops,
        understander: Arc<Understander>,
        settings: ActorSettings,
        cluster: ClusterSettings,
    ) -> Result<Self, LinkError> {
        let cluster = Cluster::open(cluster)?;
        let hot = Arc::new(RedisCopies::new(Arc::clone(&cluster)));
        let ports = Ports {
            snapshots: Arc::new(LayeredSnapshots::new(hot, ports.snapshots)),
            ..ports
        };
        let engine = Self::assemble(ports, shops, understander, settings, Some(Arc::clone(&cluster)));
        if let Some(arbiter) = engine.shared.arbiters.last() {
            arbiter.spawn(cluster.run(engine.clone()));
        }
        Ok(engine)
    }

    fn assemble(
        ports: Ports,
        shops: Shops,
        understander: Arc<Understander>,
        settings: ActorSettings,
        cluster: Option<Arc<Cluster>>,
    ) -> Self {
        let bell = OutboxBell::default();
        let journal_arbiter = Arbiter::new();
        let board = ActorBoard::default();
        let post = |name, arbiter: &Arbiter, capacity| Post {
            name,
            arbiter: arbiter.handle(),
            capacity,
            policy: settings.restarts,
            board: board.clone(),
        };
        let post_of_journal = post("journal", &journal_arbiter, settings.journal_units);
        let journal = JournalHandle::start(
            Arc::clone(&ports.journal),
            &settings,
            bell.clone(),
            post_of_journal,
        );
        let snapshot_arbiter = Arbiter::new();
        let post_of_snapshots = post(snapshots::ACTOR, &snapshot_arbiter, settings.snapshots_waiting);
        let snapshots = SnapshotsHandle::start(Arc::clone(&ports.snapshots), &settings, post_of_snapshots);
        let operators = Operators::default();
        let parts = RouterParts {
            ports: ports.clone(),
            journal: journal.clone(),
            snapshots: snapshots.clone(),
            shops: shops.clone(),
            operators: operators.clone(),
            understander,
            settings: settings.clone(),
            board: board.clone(),
            cluster: cluster.clone(),
        };
        let mut arbiters = vec![journal_arbiter, snapshot_arbiter];
        let mut routers = Vec::new();
        for _ in 0..settings.arbiters.max(1) {
            let arbiter = Arbiter::new();
            let parts = parts.clone();
            let post = post("router", &arbiter, settings.router_mailbox);
            routers.push(Supervised::start(post, move |router| {
                Router::factory(parts, router)
            }));
            arbiters.push(arbiter);
        }
        if cluster.is_some() {
            // Leases are renewed on a thread that nothing else holds up.
            arbiters.push(Arbiter::new());
        }
        let next_subscriber = AtomicU64::new(1);
        let shared = Shared {
            routers,
            arbiters,
            board,
            journal,
            snapshots,
            shops,
            operators,
            ports,
            settings,
            next_subscriber,
            cluster,
            bell,
            outbox: OnceLock::new(),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Wakes every conversation that owes an answer since the last stop, page by page, and the next only when one of
    /// those before has answered: what is new does not wait behind all that is old. Each answers its messages in their
    /// order. Answers how many conversations there were.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn take_up_unanswered(&self) -> Result<usize, EngineError> {
        const PAGE: u64 = 500;
        const AT_ONCE: usize = 32;
        if self.shared.cluster.is_some() {
            // They are taken up shard by shard, as those come to this node.
            return Ok(0);
        }
        let conversations = &self.shared.ports.conversations;
        let pages = stream::try_unfold(None, |after| async move {
            let page = conversations.unanswered(after, PAGE).await?;
            let last = page.last().map(|last| last.conversation_id);
            Ok::<_, EngineError>(last.map(|last| (page, Some(last))))
        });
        let count = AtomicUsize::new(0);
        let counted = &count;
        pages
            .map_ok(|page| stream::iter(page.into_iter().map(Ok::<_, EngineError>)))
            .try_flatten()
            .try_for_each_concurrent(AT_ONCE, |each| async move {
                counted.fetch_add(1, Ordering::Relaxed);
                self.take_up(each).await;
                Ok(())
            })
            .await?;
        Ok(count.into_inner())
    }

    async fn take_up(&self, unanswered: Unanswered) {
        let id = unanswered.conversation_id;
        let seat = Seat {
            business_id: unanswered.business_id,
            conversation_id: id,
            channel: unanswered.channel,
            session: None,
        };
        let deadline = self.shared.settings.ask_deadline;
        let answered = self
            .patiently(|| self.router(id).ask(RouteWake(seat.clone()), deadline))
            .await;
        if let Err(error) = answered {
            // Once awake it goes on by itself; otherwise it is woken when it is next spoken to.
            tracing::warn!(
                event_type = "conversation_not_taken_up", conversation_id = %id, error_code = error.code(),
                "an unanswered conversation was not answered in time: {error}"
            );
        }
    }

    /// Watches a conversation from now on.
    ///
    /// # Errors
    /// When it cannot be woken.
    pub async fn join(&self, seat: &Seat, queue: DeliveryQueue) -> Result<Joined, EngineError> {
        let subscriber = SubscriberId(self.shared.next_subscriber.fetch_add(1, Ordering::Relaxed));
        self.patiently(|| {
            let join = Join {
                subscriber,
                queue: queue.clone(),
            };
            self.router(seat.conversation_id)
                .ask(RouteJoin(seat.clone(), join), self.shared.settings.ask_deadline)
        })
        .await
    }

    /// Watches no more. A conversation that is gone has no watchers.
    pub async fn leave(&self, seat: &Seat, subscriber: SubscriberId) {
        let route = Route::Leave(seat.clone(), Leave(subscriber));
        // The queue is dropped with the receiver anyway.
        let _gone = self.route(route, seat).await;
    }

    /// Puts a message into the conversation's mailbox. What becomes of it comes by the subscriber's queue.
    ///
    /// # Errors
    /// [`EngineError::Overloaded`] when a mailbox is full: nothing was taken.
    pub async fn say(&self, seat: &Seat, said: Said) -> Result<(), EngineError> {
        self.route(Route::Say(seat.clone(), Say(said)), seat).await
    }

    /// Tells the other side that somebody writes. `subscriber` is the shopper's connection; none for a person of the shop.
    pub async fn typing(&self, seat: &Seat, subscriber: Option<SubscriberId>, is_typing: bool) {
        let route = Route::Typing(
            seat.clone(),
            Typing {
                subscriber,
                is_typing,
            },
        );
        // A notice that nobody hears is no loss.
        let _unheard = self.route(route, seat).await;
    }

    /// Does what a person of the shop wishes.
    ///
    /// # Errors
    /// See [`EngineError`]: the conversation's owner or draft may have changed.
    pub async fn operate(&self, seat: &Seat, operation: Operation) -> Result<OperationDone, EngineError> {
        self.wish(seat, Wish::Operate(operation)).await
    }

    /// Closes or puts away a conversation that was found quiet.
    ///
    /// # Errors
    /// [`EngineError::Conflict`] when it is quiet no more.
    pub async fn lapse(&self, seat: &Seat, lapse: Lapse) -> Result<OperationDone, EngineError> {
        self.wish(seat, Wish::Lapse(lapse)).await
    }

    async fn wish(&self, seat: &Seat, wish: Wish) -> Result<OperationDone, EngineError> {
        self.patiently(|| {
            let message = RouteOperate(seat.clone(), Operate(wish.clone()));
            self.router(seat.conversation_id)
                .ask(message, self.shared.settings.ask_deadline)
        })
        .await
    }

    /// A conversation went over to another session: whoever is awake for it reads its rows again.
    pub async fn moved(&self, conversation: ConversationId) {
        let asked = self
            .router(conversation)
            .ask(Route::Moved(conversation), self.shared.settings.ask_deadline);
        // Who does not hear it meets the fence with the next turn, since the version has moved too.
        let _fenced_at_worst = asked.await;
    }

    /// Makes a conversation misbehave. Refused unless the settings allow fault injection.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] where it is not allowed.
    pub async fn inject_panic(&self, seat: &Seat) -> Result<(), EngineError> {
        self.route(Route::Fault(seat.clone(), Fault::Panic), seat).await
    }

    /// Keeps a conversation from reading its mailbox. Refused unless the settings allow fault injection.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] where it is not allowed.
    pub async fn inject_hold_up(&self, seat: &Seat, milliseconds: u64) -> Result<(), EngineError> {
        self.route(Route::Fault(seat.clone(), Fault::HoldUp(milliseconds)), seat)
            .await
    }

    /// Makes the long-lived actors of a name panic. Refused unless the settings allow fault injection.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] where it is not allowed, or nothing bears the name.
    pub fn inject_fall(&self, actor: &str) -> Result<(), EngineError> {
        if self.shared.settings.fault_injection && self.shared.board.make_fall(actor) {
            return Ok(());
        }
        Err(EngineError::NotFound { what: "actor" })
    }

    /// How the long-lived actors are, one line for each name.
    #[must_use]
    pub fn actors(&self) -> Vec<ActorStatus> {
        self.shared.board.statuses()
    }

    /// What an awake conversation holds.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] when it sleeps.
    pub async fn observe(&self, conversation: ConversationId) -> Result<Observed, EngineError> {
        let message = RouteObserve(conversation);
        self.router(conversation)
            .ask(message, self.shared.settings.ask_deadline)
            .await?
    }

    /// How many conversations are awake.
    pub async fn count_awake(&self) -> usize {
        let mut sum = 0;
        for router in &self.shared.routers {
            sum += router
                .ask(CountAwake, self.shared.settings.ask_deadline)
                .await
                .unwrap_or_default();
        }
        sum
    }

    /// News for dashboards.
    #[must_use]
    pub fn operators(&self) -> &Operators {
        &self.shared.operators
    }

    /// The shops.
    #[must_use]
    pub fn shops(&self) -> &Shops {
        &self.shared.shops
    }

    /// The adapters.
    #[must_use]
    pub fn ports(&self) -> &Ports {
        &self.shared.ports
    }

    /// The bounds and deadlines in force.
    #[must_use]
    pub fn settings(&self) -> &ActorSettings {
        &self.shared.settings
    }

    /// Begins to look for what is due, again and again. Call once.
    pub fn start_timers(&self) {
        if let Some(arbiter) = self.shared.arbiters.first() {
            /// Nobody writes to them but themselves.
            const CAPACITY: usize = 16;
            let post = Post {
                name: "timers",
                arbiter: arbiter.handle(),
                capacity: CAPACITY,
                policy: self.shared.settings.restarts,
                board: self.shared.board.clone(),
            };
            let engine = self.clone();
            // They need no address: nothing is asked of them.
            let _unaddressed = Supervised::start(post, move |_| move || Timers::new(engine.clone()));
        }
    }

    pub(crate) fn cluster(&self) -> Option<&Arc<Cluster>> {
        self.shared.cluster.as_ref()
    }

    pub(crate) fn routers(&self) -> &[Supervised<Router>] {
        &self.shared.routers
    }

    pub(crate) async fn route(&self, route: Route, seat: &Seat) -> Result<(), EngineError> {
        self.router(seat.conversation_id)
            .ask(route, self.shared.settings.ask_deadline)
            .await?
    }

    /// Asks again while a conversation that fell rests, as long as that ends within the deadline.
    async fn patiently<T, F>(&self, mut ask: impl FnMut() -> F) -> Result<T, EngineError>
    where
        F: Future<Output = Result<Result<T, EngineError>, EngineError>>,
    {
        let began = Instant::now();
        loop {
            match ask().await? {
                Err(EngineError::Overloaded { actor, retry_after })
                    if actor == RESTING
                        && began.elapsed() + retry_after < self.shared.settings.ask_deadline =>
                {
                    tokio::time::sleep(retry_after).await;
                }
                answer => return answer,
            }
        }
    }

    /// The router of the arbiter that a conversation's hash names.
    pub(crate) fn router(&self, conversation: ConversationId) -> &Supervised<Router> {
        let mut hasher = DefaultHasher::new();
        conversation.hash(&mut hasher);
        let routers = &self.shared.routers;
        let index = usize::try_from(hasher.finish() % routers.len() as u64).unwrap_or_default();
        &routers[index]
    }
}
