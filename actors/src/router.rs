//! One router per arbiter: it knows which conversations are awake there and is the only one to wake or retire them.

use std::{collections::HashMap, rc::Rc, sync::Arc, time::Duration};

use actix::{Actor, Addr, AsyncContext, Context, Handler, Message, MessageResult, ResponseFuture};
use colloquy_engine::{
    ids::{BusinessId, ConversationId, CustomerId},
    understanding::Understander,
};

use crate::{
    activity::{Activity, Asked, TotalBytes},
    conversation::{
        Awaken, Conversation, Fault, Join, Leave, Links, Observe, Observed, Operate, Say, Stop, TakeSnapshot,
        Typing,
    },
    customer::{Customer, Invalidate},
    error::EngineError,
    journal::JournalHandle,
    mailbox::{ask, offer},
    notice::Operators,
    ports::Ports,
    request::{Joined, OperationDone, Seat},
    settings::ActorSettings,
    shops::Shops,
    sleepers::{self, Room, Sleepers, Watched, Watcher},
    snapshots::SnapshotsHandle,
    stages::Stages,
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

/// Wakes a conversation; answered once its rows have been read.
#[derive(Message)]
#[rtype(result = "Result<(), EngineError>")]
pub(crate) struct RouteWake(pub Seat);

/// Takes a snapshot of everything that is awake here, and hands them in. Answers how many there were.
#[derive(Message)]
#[rtype(result = "usize")]
pub(crate) struct KeepAwake;

/// A conversation panicked.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Fallen(pub Seat);

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
}

pub(crate) struct Router {
    parts: RouterParts,
    links: Option<Rc<Links>>,
    awake: HashMap<ConversationId, Awake>,
    sleepers: Sleepers,
    /// What all of `awake` take.
    bytes: TotalBytes,
    room: Room,
}

struct Awake {
    conversation: Addr<Conversation>,
    customer: Addr<Customer>,
    activity: Rc<Activity>,
    /// The same watchers as the conversation's own, to be kept when it falls asleep.
    watchers: Vec<Watcher>,
}

impl Awake {
    /// Puts a message into the conversation's mailbox, and remembers that it is there.
    fn offer<M>(&self, message: M) -> Result<(), EngineError>
    where
        Conversation: Handler<M>,
        M: Message + Send + 'static,
        M::Result: Send,
    {
        offer(CONVERSATION, &self.conversation, message)?;
        self.activity.offered();
        Ok(())
    }

    /// Asks the conversation. As long as the answer is awaited, it does not fall asleep.
    async fn ask<M>(
        (address, asked): (Addr<Conversation>, Asked),
        message: M,
        deadline: Duration,
    ) -> Result<M::Result, EngineError>
    where
        Conversation: Handler<M>,
        M: Message + Send + 'static,
        M::Result: Send,
    {
        let answer = ask(CONVERSATION, &address, message, deadline).await;
        drop(asked);
        answer
    }

    fn asking(&self) -> (Addr<Conversation>, Asked) {
        (self.conversation.clone(), self.activity.asked())
    }
}

const CONVERSATION: &str = "conversation";

/// How often it is looked for idle conversations at most.
const SHORTEST_LOOK: Duration = Duration::from_millis(100);

/// How many conversations are asked for a snapshot at once at a stop.
const KEPT_AT_ONCE: usize = 256;

impl Router {
    pub(crate) fn new(parts: RouterParts) -> Self {
        let room = Room {
            conversations: parts.settings.awake_conversations,
            bytes: parts.settings.awake_bytes,
        };
        Self {
            parts,
            links: None,
            awake: HashMap::new(),
            sleepers: Sleepers::default(),
            bytes: TotalBytes::default(),
            room,
        }
    }

    /// The conversation; it is woken when it sleeps, with the watchers that it fell asleep with.
    fn wake(&mut self, seat: &Seat, context: &Context<Self>) -> &mut Awake {
        let id = seat.conversation_id;
        let fell = self
            .awake
            .get(&id)
            .is_some_and(|awake| !awake.conversation.connected());
        if fell {
            // Its watchers join again: what they said and nobody acknowledged has an unknown fate.
            self.awake.remove(&id);
        } else if !self.awake.contains_key(&id) && self.room.is_short(self.awake.len() + 1, self.bytes.get()) {
            self.make_room();
        }
        let links = Rc::clone(
            self.links
                .get_or_insert_with(|| Rc::new(start_links(&self.parts, context.address()))),
        );
        let (sleepers, bytes) = (&mut self.sleepers, &self.bytes);
        self.awake
            .entry(id)
            .or_insert_with(|| start_conversation(links, seat, sleepers.take(id), bytes))
    }

    fn make_room(&mut self) {
        let awake = self.awake.iter().map(|(id, awake)| (*id, awake.activity.as_ref()));
        let chosen = self.room.make(awake, self.bytes.get());
        metrics::counter!("colloquy_conversations_passivated_total", "cause" => "memory")
            .increment(chosen.len() as u64);
        for id in chosen {
            self.put_to_sleep(id);
        }
    }

    fn put_to_sleep_idle(&mut self) {
        let awake = self.awake.iter().map(|(id, awake)| (*id, awake.activity.as_ref()));
        let chosen = sleepers::idle(awake, self.parts.settings.passivate_after);
        metrics::counter!("colloquy_conversations_passivated_total", "cause" => "idle")
            .increment(chosen.len() as u64);
        for id in chosen {
            self.put_to_sleep(id);
        }
        self.sleepers.forget_gone();
    }

    /// Forgets a conversation that has nothing to do and nothing in its mailbox, and keeps its watchers.
    fn put_to_sleep(&mut self, id: ConversationId) {
        let Some(awake) = self.awake.remove(&id) else { return };
        // Nothing stands before it in the mailbox. One that cannot hear it has fallen, and its guard tells so.
        if offer(CONVERSATION, &awake.conversation, Stop).is_ok() {
            let watched = Watched {
                watchers: awake.watchers,
                shown: awake.activity.shown(),
            };
            self.sleepers.put(id, watched);
        }
    }
}

fn start_conversation(links: Rc<Links>, seat: &Seat, watched: Watched, bytes: &TotalBytes) -> Awake {
    let customer_id = CustomerId(links.ports.ids.next());
    let customer = start_customer(seat.business_id, &links.ports);
    let activity = Activity::new(bytes);
    let watchers = watched.watchers.clone();
    let (of_customer, seen) = (customer.clone(), Rc::clone(&activity));
    let conversation =
        Conversation::new(links, seat.clone(), customer_id, of_customer, seen, watched).start();
    Awake {
        conversation,
        customer,
        activity,
        watchers,
    }
}

fn start_links(parts: &RouterParts, router: Addr<Router>) -> Links {
    Links {
        ports: parts.ports.clone(),
        journal: parts.journal.clone(),
        snapshots: parts.snapshots.clone(),
        shops: parts.shops.clone(),
        stages: Stages::start(Arc::clone(&parts.understander), &parts.ports, &parts.settings),
        operators: parts.operators.clone(),
        settings: parts.settings.clone(),
        router,
    }
}

fn start_customer(business_id: BusinessId, ports: &Ports) -> Addr<Customer> {
    Customer::new(business_id, Arc::clone(&ports.carts), Arc::clone(&ports.ids)).start()
}

impl Actor for Router {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        context.set_mailbox_capacity(self.parts.settings.router_mailbox);
        // A quarter, so that nobody stays awake much longer than is said.
        let look = (self.parts.settings.passivate_after / 4).max(SHORTEST_LOOK);
        context.run_interval(look, |router, _context| router.put_to_sleep_idle());
    }
}

impl Handler<Route> for Router {
    type Result = MessageResult<Route>;

    fn handle(&mut self, route: Route, context: &mut Context<Self>) -> Self::Result {
        MessageResult(match route {
            Route::Say(seat, say) => self.wake(&seat, context).offer(say),
            Route::Typing(seat, typing) => self.wake(&seat, context).offer(typing),
            Route::Leave(seat, leave) => self.leave(&seat, leave),
            Route::Fault(seat, fault) if self.parts.settings.fault_injection => {
                self.wake(&seat, context).offer(fault)
            }
            Route::Fault(..) => Err(EngineError::NotFound { what: "fault" }),
            Route::CartChanged(seat) => match self.awake.get(&seat.conversation_id) {
                Some(awake) => offer("customer", &awake.customer, Invalidate),
                None => Ok(()),
            },
        })
    }
}

impl Router {
    fn leave(&mut self, seat: &Seat, leave: Leave) -> Result<(), EngineError> {
        let Leave(subscriber) = leave;
        match self.awake.get_mut(&seat.conversation_id) {
            Some(awake) => {
                awake.watchers.retain(|watcher| watcher.id != subscriber);
                awake.offer(leave)
            }
            None => {
                self.sleepers.leave(seat.conversation_id, subscriber);
                Ok(())
            }
        }
    }
}

impl Handler<RouteJoin> for Router {
    type Result = ResponseFuture<Result<Joined, EngineError>>;

    fn handle(&mut self, RouteJoin(seat, join): RouteJoin, context: &mut Context<Self>) -> Self::Result {
        let deadline = self.parts.settings.ask_deadline;
        let awake = self.wake(&seat, context);
        awake.watchers.push(Watcher {
            id: join.subscriber,
            queue: join.queue.clone(),
        });
        let asking = awake.asking();
        Box::pin(async move { Awake::ask(asking, join, deadline).await? })
    }
}

impl Handler<RouteWake> for Router {
    type Result = ResponseFuture<Result<(), EngineError>>;

    fn handle(&mut self, RouteWake(seat): RouteWake, context: &mut Context<Self>) -> Self::Result {
        let deadline = self.parts.settings.ask_deadline;
        let asking = self.wake(&seat, context).asking();
        Box::pin(Awake::ask(asking, Awaken, deadline))
    }
}

impl Handler<RouteOperate> for Router {
    type Result = ResponseFuture<Result<OperationDone, EngineError>>;

    fn handle(
        &mut self,
        RouteOperate(seat, operate): RouteOperate,
        context: &mut Context<Self>,
    ) -> Self::Result {
        let deadline = self.parts.settings.ask_deadline;
        let asking = self.wake(&seat, context).asking();
        Box::pin(async move { Awake::ask(asking, operate, deadline).await? })
    }
}

impl Handler<KeepAwake> for Router {
    type Result = ResponseFuture<usize>;

    fn handle(&mut self, _message: KeepAwake, _context: &mut Context<Self>) -> Self::Result {
        let all: Vec<_> = self.awake.values().map(Awake::asking).collect();
        let (snapshots, deadline) = (self.parts.snapshots.clone(), self.parts.settings.ask_deadline);
        Box::pin(async move {
            let (mut count, mut waiting) = (0, all.into_iter().peekable());
            while waiting.peek().is_some() {
                let mut taken = Vec::new();
                for asking in waiting.by_ref().take(KEPT_AT_ONCE) {
                    // One that has fallen, or hangs, is left to the journal.
                    taken.extend(Awake::ask(asking, TakeSnapshot, deadline).await.ok().flatten());
                }
                count += taken.len();
                snapshots.keep_all(taken, deadline).await;
            }
            count
        })
    }
}

impl Handler<RouteObserve> for Router {
    type Result = ResponseFuture<Result<Observed, EngineError>>;

    fn handle(&mut self, RouteObserve(id): RouteObserve, _context: &mut Context<Self>) -> Self::Result {
        let found = self.awake.get(&id).map(Awake::asking);
        let deadline = self.parts.settings.ask_deadline;
        Box::pin(async move {
            let asking = found.ok_or(EngineError::NotFound { what: "conversation" })?;
            Awake::ask(asking, Observe, deadline).await
        })
    }
}

impl Handler<CountAwake> for Router {
    type Result = usize;

    fn handle(&mut self, _message: CountAwake, _context: &mut Context<Self>) -> usize {
        self.awake.len()
    }
}

impl Handler<Fallen> for Router {
    type Result = ();

    fn handle(&mut self, Fallen(seat): Fallen, context: &mut Context<Self>) {
        tracing::error!(
            event_type = "conversation_fell", conversation_id = %seat.conversation_id,
            "a conversation panicked and is made anew from the journal"
        );
        metrics::counter!("colloquy_actor_restarts_total", "actor" => "conversation", "cause" => "panic")
            .increment(1);
        self.awake.remove(&seat.conversation_id);
        self.wake(&seat, context);
    }
}
