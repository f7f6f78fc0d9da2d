//! One router per arbiter: it knows which conversations are awake there and is the only one to wake or retire them.

use std::{
    cell::RefCell,
    collections::HashSet,
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use actix::{Actor, AsyncContext, Context, Handler, Message, MessageResult, ResponseFuture};
use colloquy_engine::{
    ids::{ConversationId, CustomerId},
    understanding::Understander,
};

use crate::{
    activity::{Activity, TotalBytes},
    cluster::{Cluster, Heard, Shard},
    conversation::{
        Awaken, Conversation, Fault, Hear, Join, Leave, Links, Observe, Observed, Operate, Places, Reread,
        Say, ShardMoved, TakeSnapshot, TakeUp, Typing,
    },
    customer::{CustomerOf, Invalidate},
    error::EngineError,
    journal::JournalHandle,
    notice::Operators,
    ports::Ports,
    request::{Joined, OperationDone, Seat},
    residents::{Asking, Awake, RESTING, Residents, SharedResidents},
    settings::ActorSettings,
    shops::Shops,
    sleepers::{Room, Watched, Watcher},
    snapshots::{SnapshotsHandle, Wakes},
    stages::Stages,
    supervisor::{ActorBoard, Supervised},
};

/// A message for a conversation that may have to be woken for it.
#[derive(Message)]
#[rtype(result = "Result<(), EngineError>")]
pub(crate) enum Route {
    Say(Seat, Say),
    Leave(Seat, Leave),
    Typing(Seat, Typing),
    Fault(Seat, Fault),
    CartChanged(Seat),
    TakeUp(Seat, TakeUp),
    Moved(ConversationId),
}

/// Asks a conversation, waking it first.
#[derive(Message)]
#[rtype(result = "Result<Joined, EngineError>")]
pub(crate) struct RouteJoin(pub Seat, pub Join);

/// Asks a conversation, waking it first.
#[derive(Message)]
#[rtype(result = "Result<OperationDone, EngineError>")]
pub(crate) struct RouteOperate(pub Seat, pub Operate);

/// Looks at an awake conversation.
#[derive(Message)]
#[rtype(result = "Result<Observed, EngineError>")]
pub(crate) struct RouteObserve(pub ConversationId);

/// How many conversations are awake here.
#[derive(Message)]
#[rtype(result = "usize")]
pub(crate) struct CountAwake;

/// Wakes a conversation; answered once nothing in it waits for an answer.
#[derive(Message)]
#[rtype(result = "Result<(), EngineError>")]
pub(crate) struct RouteWake(pub Seat);

/// Takes a snapshot of everything that is awake here, and hands them in. Answers how many there were.
#[derive(Message)]
#[rtype(result = "usize")]
pub(crate) struct KeepAwake;

/// A conversation panicked; which one is with the residents.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Fallen;

/// Another node said something of a conversation that may be awake.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct RouteHeard(pub ConversationId, pub Heard);

/// Shards came to this node or went from it. Answers the conversations of theirs that sleep while they are watched.
#[derive(Clone, Message)]
#[rtype(result = "Vec<ConversationId>")]
pub(crate) struct ShardsMoved(pub Arc<HashSet<Shard>>);

/// What a router needs to build everything on its arbiter.
#[derive(Clone)]
pub(crate) struct RouterParts {
    pub ports: Ports,
    pub journal: JournalHandle,
    pub snapshots: SnapshotsHandle,
    pub shops: Shops,
    pub operators: Operators,
    pub understander: Arc<Understander>,
    pub settings: ActorSettings,
    pub board: ActorBoard,
    pub cluster: Option<Arc<Cluster>>,
}

pub(crate) struct Router {
    parts: RouterParts,
    handle: Supervised<Router>,
    residents: SharedResidents,
    room: Room,
}

/// How often it is looked for idle conversations at most.
const SHORTEST_LOOK: Duration = Duration::from_millis(100);

/// How many conversations are asked for a snapshot at once at a stop.
const KEPT_AT_ONCE: usize = 256;

impl Router {
    /// Makes routers over one and the same set of residents: a new one takes over what the fallen one had.
    pub(crate) fn factory(parts: RouterParts, handle: Supervised<Self>) -> impl FnMut() -> Self + 'static {
        let residents = Rc::new(RefCell::new(Residents::new(parts.settings.restarts)));
        let room = Room {
            conversations: parts.settings.awake_conversations,
            bytes: parts.settings.awake_bytes,
        };
        move || Self {
            room,
            parts: parts.clone(),
            handle: handle.clone(),
            residents: Rc::clone(&residents),
        }
    }

    /// Does something with a conversation; it is woken when it sleeps, with the watchers that it fell asleep with.
    ///
    /// # Errors
    /// [`EngineError::Overloaded`] while one that keeps falling rests.
    fn with_awake<T>(
        &mut self,
        seat: &Seat,
        context: &mut Context<Self>,
        work: impl FnOnce(&mut Awake) -> T,
    ) -> Result<T, EngineError> {
        if self.residents.borrow().has_fallen() {
            self.take_up_fallen(context);
        }
        let id = seat.conversation_id;
        let mut residents = self.residents.borrow_mut();
        if let Some(awake) = residents.awake.get_mut(&id)
            && awake.conversation.connected()
        {
            return Ok(work(awake));
        }
        let fell = residents.fell_of_late(id, Instant::now());
        if let Some(rest) = fell.filter(|rest| !rest.is_zero()) {
            return Err(EngineError::Overloaded {
                actor: RESTING,
                retry_after: rest,
            });
        }
        residents.make_room(self.room);
        let links = Rc::clone(residents.links.get_or_insert_with(|| {
            Rc::new(start_links(
                &self.parts,
                self.handle.clone(),
                Rc::clone(&self.residents),
            ))
        }));
        let watched = residents.sleepers.take(id);
        let mut awake = start_conversation(links, seat, fell.is_some(), watched, &residents.bytes);
        let done = work(&mut awake);
        residents.awake.insert(id, awake);
        Ok(done)
    }

    fn ask(&mut self, seat: &Seat, context: &mut Context<Self>) -> Result<Asking, EngineError> {
        self.with_awake(seat, context, |awake| awake.asking())
    }

    /// Wakes what fell from its rows, each after its pause, so that what was acknowledged is taken up again.
    fn take_up_fallen(&mut self, context: &mut Context<Self>) {
        let fallen = self.residents.borrow_mut().take_fallen(Instant::now());
        for (seat, pause) in fallen {
            tracing::error!(
                event_type = "conversation_fell", conversation_id = %seat.conversation_id,
                "a conversation panicked and is made anew from the journal"
            );
            metrics::counter!("colloquy_actor_restarts_total", "actor" => "conversation", "cause" => "panic")
                .increment(1);
            context.run_later(pause, move |router, context| {
                // One that rests still, because it fell once more, is woken after that rest.
                let _rests = router.with_awake(&seat, context, |_awake| ());
            });
        }
    }
}

fn start_links(parts: &RouterParts, router: Supervised<Router>, residents: SharedResidents) -> Links {
    Links {
        ports: parts.ports.clone(),
        journal: parts.journal.clone(),
        snapshots: parts.snapshots.clone(),
        wakes: Wakes::new(
            Arc::clone(&parts.ports.conversations),
            Arc::clone(&parts.ports.snapshots),
        ),
        shops: parts.shops.clone(),
        stages: Stages::start(
            Arc::clone(&parts.understander),
            &parts.ports,
            &parts.settings,
            &parts.board,
        ),
        operators: parts.operators.clone(),
        settings: parts.settings.clone(),
        router,
        cluster: parts.cluster.clone(),
        residents,
        places: Places::new(parts.settings.turns_at_once),
    }
}

fn start_conversation(
    links: Rc<Links>,
    seat: &Seat,
    fell_before: bool,
    watched: Watched,
    bytes: &TotalBytes,
) -> Awake {
    let customer_id = CustomerId(links.ports.ids.next());
    let customer = Rc::new(CustomerOf::new(seat.business_id));
    let (activity, watchers) = (Activity::new(bytes), watched.watchers.clone());
    let conversation = Conversation::new(
        links,
        seat.clone(),
        customer_id,
        Rc::clone(&customer),
        fell_before,
        Rc::clone(&activity),
        watched,
    );
    Awake {
        conversation: conversation.start(),
        customer,
        activity,
        watchers,
        place: (seat.business_id, seat.channel),
    }
}

impl Actor for Router {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        // What fell while there was no router.
        self.take_up_fallen(context);
        // A quarter, so that nobody stays awake much longer than is said.
        let after = self.parts.settings.passivate_after;
        context.run_interval((after / 4).max(SHORTEST_LOOK), move |router, _context| {
            router.residents.borrow_mut().put_idle_to_sleep(after);
        });
    }
}

impl Handler<Route> for Router {
    type Result = MessageResult<Route>;

    fn handle(&mut self, route: Route, context: &mut Context<Self>) -> Self::Result {
        MessageResult(self.pass_on(route, context))
    }
}

impl Router {
    fn pass_on(&mut self, route: Route, context: &mut Context<Self>) -> Result<(), EngineError> {
        match route {
            Route::Say(seat, say) => self.with_awake(&seat, context, |awake| awake.offer(say))?,
            Route::Typing(seat, typing) => self.with_awake(&seat, context, |awake| awake.offer(typing))?,
            Route::TakeUp(seat, take_up) => self.with_awake(&seat, context, |awake| awake.offer(take_up))?,
            Route::Leave(seat, leave) => self.leave(&seat, leave),
            Route::Fault(seat, fault) if self.parts.settings.fault_injection => {
                self.with_awake(&seat, context, |awake| awake.offer(fault))?
            }
            Route::Fault(..) => Err(EngineError::NotFound { what: "fault" }),
            Route::CartChanged(seat) => match self.residents.borrow().awake.get(&seat.conversation_id) {
                Some(awake) => awake.customer.tell(Invalidate),
                None => Ok(()),
            },
            Route::Moved(id) => match self.residents.borrow_mut().awake.get_mut(&id) {
                Some(awake) => {
                    awake.customer.tell(Invalidate)?;
                    awake.offer(Reread)
                }
                None => Ok(()),
            },
        }
    }
}

impl Router {
    fn leave(&mut self, seat: &Seat, leave: Leave) -> Result<(), EngineError> {
        let Leave(subscriber) = leave;
        let mut residents = self.residents.borrow_mut();
        match residents.awake.get_mut(&seat.conversation_id) {
            Some(awake) => {
                awake.watchers.retain(|watcher| watcher.id != subscriber);
                awake.watchers.shrink_to_fit();
                awake.offer(leave)
            }
            None => {
                residents.sleepers.leave(seat.conversation_id, subscriber);
                Ok(())
            }
        }
    }
}

impl Handler<RouteJoin> for Router {
    type Result = ResponseFuture<Result<Joined, EngineError>>;

    fn handle(&mut self, RouteJoin(seat, join): RouteJoin, context: &mut Context<Self>) -> Self::Result {
        let deadline = self.parts.settings.ask_deadline;
        let watcher = Watcher {
            id: join.subscriber,
            queue: join.queue.clone(),
        };
        let asking = self.with_awake(&seat, context, |awake| {
            // Those whose sockets went without a word leave with the next that comes.
            awake.watchers.retain(|other| !other.queue.is_closed());
            awake.watchers.push(watcher);
            awake.asking()
        });
        Box::pin(async move { asking?.ask(join, deadline).await? })
    }
}

impl Handler<RouteWake> for Router {
    type Result = ResponseFuture<Result<(), EngineError>>;

    fn handle(&mut self, RouteWake(seat): RouteWake, context: &mut Context<Self>) -> Self::Result {
        let (asking, deadline) = (self.ask(&seat, context), self.parts.settings.ask_deadline);
        Box::pin(async move { asking?.ask(Awaken, deadline).await })
    }
}

impl Handler<RouteOperate> for Router {
    type Result = ResponseFuture<Result<OperationDone, EngineError>>;

    fn handle(
        &mut self,
        RouteOperate(seat, operate): RouteOperate,
        context: &mut Context<Self>,
    ) -> Self::Result {
        let (asking, deadline) = (self.ask(&seat, context), self.parts.settings.ask_deadline);
        Box::pin(async move { asking?.ask(operate, deadline).await? })
    }
}

impl Handler<KeepAwake> for Router {
    type Result = ResponseFuture<usize>;

    fn handle(&mut self, _message: KeepAwake, _context: &mut Context<Self>) -> Self::Result {
        let all: Vec<Asking> = self
            .residents
            .borrow()
            .awake
            .values()
            .map(Awake::asking)
            .collect();
        let (snapshots, deadline) = (self.parts.snapshots.clone(), self.parts.settings.ask_deadline);
        Box::pin(async move {
            let (mut count, mut waiting) = (0, all.into_iter().peekable());
            while waiting.peek().is_some() {
                let mut taken = Vec::new();
                for asking in waiting.by_ref().take(KEPT_AT_ONCE) {
                    // One that has fallen, or hangs, is left to the journal.
                    taken.extend(asking.ask(TakeSnapshot, deadline).await.ok().flatten());
                }
                count += taken.len();
                snapshots.keep_all(taken, deadline).await;
                // Written before the next are taken: there is room for them, and a deadline loses only the last.
                snapshots.flush(deadline).await;
            }
            count
        })
    }
}

impl Handler<RouteObserve> for Router {
    type Result = ResponseFuture<Result<Observed, EngineError>>;

    fn handle(&mut self, RouteObserve(id): RouteObserve, _context: &mut Context<Self>) -> Self::Result {
        let found = self.residents.borrow().awake.get(&id).map(Awake::asking);
        let deadline = self.parts.settings.ask_deadline;
        Box::pin(async move {
            let asking = found.ok_or(EngineError::NotFound { what: "conversation" })?;
            asking.ask(Observe, deadline).await
        })
    }
}

impl Handler<CountAwake> for Router {
    type Result = usize;

    fn handle(&mut self, _message: CountAwake, _context: &mut Context<Self>) -> usize {
        self.residents.borrow().awake.len()
    }
}

impl Handler<RouteHeard> for Router {
    type Result = ();

    fn handle(&mut self, RouteHeard(id, heard): RouteHeard, context: &mut Context<Self>) {
        let seat = {
            let mut residents = self.residents.borrow_mut();
            if let Some(awake) = residents.awake.get(&id) {
                // It may be lost: the numbers tell.
                let _lost = awake.offer(Hear(heard));
                return;
            }
            residents.sleepers.hear(id, &heard)
        };
        if let Some(seat) = seat {
            // What wakes it is among the rows that it reads. One that rests is found by its mark later.
            let _rests = self.with_awake(&seat, context, |_awake| ());
        }
    }
}

impl Handler<ShardsMoved> for Router {
    type Result = MessageResult<ShardsMoved>;

    fn handle(&mut self, ShardsMoved(shards): ShardsMoved, _context: &mut Context<Self>) -> Self::Result {
        let residents = self.residents.borrow();
        for (id, awake) in &residents.awake {
            if shards.contains(&Shard::of(*id)) {
                // A conversation too busy to hear it looks at the ownership before its next step.
                let _looks_itself = awake.offer(ShardMoved);
            }
        }
        MessageResult(residents.sleepers.of_shards(&shards))
    }
}

impl Handler<Fallen> for Router {
    type Result = ();

    fn handle(&mut self, _message: Fallen, context: &mut Context<Self>) {
        self.take_up_fallen(context);
    }
}
