//! One router per arbiter: it knows which conversations are awake there and is the only one to wake or retire them.

use std::{collections::{HashMap, HashSet}, rc::Rc, sync::Arc};

use actix::{Actor, Addr, AsyncContext, Context, Handler, Message, MessageResult, ResponseFuture};
use colloquy_engine::{
    ids::{BusinessId, ConversationId, CustomerId},
    understanding::Understander,
};

use crate::{
    cluster::{Cluster, Heard, Shard},
    conversation::{
        Conversation, Fault, Hear, Join, Leave, Links, Observe, Observed, Operate, Say, ShardMoved, Stop, TakeUp,
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
    stages::Stages,
};

/// A message for a conversation that may have to be woken for it.
#[derive(Message)]
#[rtype(result = "Result<(), EngineError>")]
pub(crate) enum Route {
    Say(Seat, Say),
    Leave(Seat, Leave),
    Typing(Seat, Typing),
    Wake(Seat),
    Fault(Seat, Fault),
    CartChanged(Seat),
    TakeUp(Seat, TakeUp),
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

/// A conversation is idle and wishes to be put to sleep.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Retire(pub ConversationId);

/// A conversation panicked.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Fallen(pub Seat);

/// Another node said something of a conversation that may be awake.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct RouteHeard(pub ConversationId, pub Heard);

/// Shards came to this node or went from it.
#[derive(Clone, Message)]
#[rtype(result = "()")]
pub(crate) struct ShardsMoved(pub Arc<HashSet<Shard>>);

/// What a router needs to build everything on its arbiter.
#[derive(Clone)]
pub(crate) struct RouterParts {
    pub ports: Ports,
    pub journal: JournalHandle,
    pub shops: Shops,
    pub operators: Operators,
    pub understander: Arc<Understander>,
    pub settings: ActorSettings,
    pub cluster: Option<Arc<Cluster>>,
}

pub(crate) struct Router {
    parts: RouterParts,
    links: Option<Rc<Links>>,
    awake: HashMap<ConversationId, Awake>,
}

struct Awake {
    conversation: Addr<Conversation>,
    customer: Addr<Customer>,
}

impl Router {
    pub(crate) fn new(parts: RouterParts) -> Self {
        Self {
            parts,
            links: None,
            awake: HashMap::new(),
        }
    }

    /// The conversation's address; it is woken when it sleeps.
    fn wake(&mut self, seat: &Seat, context: &Context<Self>) -> Addr<Conversation> {
        if let Some(awake) = self.awake.get(&seat.conversation_id)
            && awake.conversation.connected()
        {
            return awake.conversation.clone();
        }
        let links = Rc::clone(
            self.links
                .get_or_insert_with(|| Rc::new(start_links(&self.parts, context.address()))),
        );
        let customer_id = CustomerId(links.ports.ids.next());
        let customer = start_customer(seat.business_id, &links.ports, links.cluster.is_none());
        let conversation = Conversation::new(links, seat.clone(), customer_id, customer.clone()).start();
        self.awake.insert(
            seat.conversation_id,
            Awake {
                conversation: conversation.clone(),
                customer,
            },
        );
        conversation
    }
}

fn start_links(parts: &RouterParts, router: Addr<Router>) -> Links {
    Links {
        ports: parts.ports.clone(),
        journal: parts.journal.clone(),
        shops: parts.shops.clone(),
        stages: Stages::start(Arc::clone(&parts.understander), &parts.ports, &parts.settings),
        operators: parts.operators.clone(),
        settings: parts.settings.clone(),
        router,
        cluster: parts.cluster.clone(),
    }
}

fn start_customer(business_id: BusinessId, ports: &Ports, is_alone: bool) -> Addr<Customer> {
    Customer::new(business_id, Arc::clone(&ports.carts), Arc::clone(&ports.ids), is_alone).start()
}

impl Actor for Router {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        context.set_mailbox_capacity(self.parts.settings.router_mailbox);
    }
}

impl Handler<Route> for Router {
    type Result = MessageResult<Route>;

    fn handle(&mut self, route: Route, context: &mut Context<Self>) -> Self::Result {
        const CONVERSATION: &str = "conversation";
        MessageResult(match route {
            Route::Say(seat, say) => offer(CONVERSATION, &self.wake(&seat, context), say),
            Route::Typing(seat, typing) => offer(CONVERSATION, &self.wake(&seat, context), typing),
            Route::TakeUp(seat, take_up) => offer(CONVERSATION, &self.wake(&seat, context), take_up),
            Route::Wake(seat) => {
                self.wake(&seat, context);
                Ok(())
            }
            Route::Leave(seat, leave) => match self.awake.get(&seat.conversation_id) {
                Some(awake) => offer(CONVERSATION, &awake.conversation, leave),
                None => Ok(()),
            },
            Route::Fault(seat, fault) if self.parts.settings.fault_injection => {
                offer(CONVERSATION, &self.wake(&seat, context), fault)
            }
            Route::Fault(..) => Err(EngineError::NotFound { what: "fault" }),
            Route::CartChanged(seat) => match self.awake.get(&seat.conversation_id) {
                Some(awake) => offer("customer", &awake.customer, Invalidate),
                None => Ok(()),
            },
        })
    }
}

impl Handler<RouteJoin> for Router {
    type Result = ResponseFuture<Result<Joined, EngineError>>;

    fn handle(&mut self, RouteJoin(seat, join): RouteJoin, context: &mut Context<Self>) -> Self::Result {
        let (address, deadline) = (self.wake(&seat, context), self.parts.settings.ask_deadline);
        Box::pin(async move { ask("conversation", &address, join, deadline).await? })
    }
}

impl Handler<RouteOperate> for Router {
    type Result = ResponseFuture<Result<OperationDone, EngineError>>;

    fn handle(
        &mut self,
        RouteOperate(seat, operate): RouteOperate,
        context: &mut Context<Self>,
    ) -> Self::Result {
        let (address, deadline) = (self.wake(&seat, context), self.parts.settings.ask_deadline);
        Box::pin(async move { ask("conversation", &address, operate, deadline).await? })
    }
}

impl Handler<RouteObserve> for Router {
    type Result = ResponseFuture<Result<Observed, EngineError>>;

    fn handle(&mut self, RouteObserve(id): RouteObserve, _context: &mut Context<Self>) -> Self::Result {
        let found = self.awake.get(&id).map(|awake| awake.conversation.clone());
        let deadline = self.parts.settings.ask_deadline;
        Box::pin(async move {
            let address = found.ok_or(EngineError::NotFound { what: "conversation" })?;
            ask("conversation", &address, Observe, deadline).await
        })
    }
}

impl Handler<CountAwake> for Router {
    type Result = usize;

    fn handle(&mut self, _message: CountAwake, _context: &mut Context<Self>) -> usize {
        self.awake.len()
    }
}

impl Handler<RouteHeard> for Router {
    type Result = ();

    fn handle(&mut self, RouteHeard(id, heard): RouteHeard, _context: &mut Context<Self>) {
        if let Some(awake) = self.awake.get(&id) {
            // It may be lost: the numbers tell.
            let _lost = offer("conversation", &awake.conversation, Hear(heard));
        }
    }
}

impl Handler<ShardsMoved> for Router {
    type Result = ();

    fn handle(&mut self, ShardsMoved(shards): ShardsMoved, _context: &mut Context<Self>) {
        for (id, awake) in &self.awake {
            if shards.contains(&Shard::of(*id)) {
                // A conversation too busy to hear it looks at the ownership before its next step.
                let _looks_itself = offer("conversation", &awake.conversation, ShardMoved);
            }
        }
    }
}

impl Handler<Retire> for Router {
    type Result = ();

    fn handle(&mut self, Retire(id): Retire, _context: &mut Context<Self>) {
        // Forgotten first, told second: whatever was sent before stands before `Stop` in its mailbox.
        if let Some(awake) = self.awake.remove(&id) {
            // A mailbox too full to take it belongs to no idle conversation: it will ask again.
            if offer("conversation", &awake.conversation, Stop).is_err() && awake.conversation.connected() {
                self.awake.insert(id, awake);
            }
        }
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
