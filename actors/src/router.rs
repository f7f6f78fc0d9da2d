//! One router per arbiter: it knows which conversations are awake there and is the only one to wake or retire them.

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Instant};

use actix::{Actor, Addr, AsyncContext, Context, Handler, Message, MessageResult, ResponseFuture};
use colloquy_engine::{
    ids::{BusinessId, ConversationId, CustomerId},
    understanding::Understander,
};

use crate::{
    conversation::{Conversation, Fault, Join, Leave, Links, Observe, Observed, Operate, Say, Stop, Typing},
    customer::{Customer, Invalidate},
    error::EngineError,
    journal::JournalHandle,
    mailbox::{ask, offer},
    notice::Operators,
    ports::Ports,
    request::{Joined, OperationDone, Seat},
    residents::{Awake, RESTING, Residents, SharedResidents},
    settings::ActorSettings,
    shops::Shops,
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
    Wake(Seat),
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

/// A conversation is idle and wishes to be put to sleep.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Retire(pub ConversationId);

/// A conversation panicked; which one is with the residents.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Fallen;

/// What a router needs to build everything on its arbiter.
#[derive(Clone)]
pub(crate) struct RouterParts {
    pub ports: Ports,
    pub journal: JournalHandle,
    pub shops: Shops,
    pub operators: Operators,
    pub understander: Arc<Understander>,
    pub settings: ActorSettings,
    pub board: ActorBoard,
}

pub(crate) struct Router {
    parts: RouterParts,
    handle: Supervised<Router>,
    residents: SharedResidents,
}

impl Router {
    /// Makes routers over one and the same set of residents: a new one takes over what the fallen one had.
    pub(crate) fn factory(parts: RouterParts, handle: Supervised<Self>) -> impl FnMut() -> Self + 'static {
        let residents = Rc::new(RefCell::new(Residents::new(parts.settings.restarts)));
        move || Self {
            parts: parts.clone(),
            handle: handle.clone(),
            residents: Rc::clone(&residents),
        }
    }

    /// The conversation's address; it is woken when it sleeps.
    ///
    /// # Errors
    /// [`EngineError::Overloaded`] while one that keeps falling rests.
    fn wake(&mut self, seat: &Seat, context: &mut Context<Self>) -> Result<Addr<Conversation>, EngineError> {
        if self.residents.borrow().has_fallen() {
            self.take_up_fallen(context);
        }
        let mut residents = self.residents.borrow_mut();
        if let Some(awake) = residents.awake.get(&seat.conversation_id)
            && awake.conversation.connected()
        {
            return Ok(awake.conversation.clone());
        }
        let fell = residents.fell_of_late(seat.conversation_id, Instant::now());
        if let Some(rest) = fell.filter(|rest| !rest.is_zero()) {
            return Err(EngineError::Overloaded {
                actor: RESTING,
                retry_after: rest,
            });
        }
        let links = Rc::clone(residents.links.get_or_insert_with(|| {
            Rc::new(start_links(
                &self.parts,
                self.handle.clone(),
                Rc::clone(&self.residents),
            ))
        }));
        let customer_id = CustomerId(links.ports.ids.next());
        let customer = start_customer(seat.business_id, &links.ports);
        let conversation =
            Conversation::new(links, seat.clone(), customer_id, customer.clone(), fell.is_some()).start();
        residents.awake.insert(
            seat.conversation_id,
            Awake {
                conversation: conversation.clone(),
                customer,
            },
        );
        Ok(conversation)
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
                let _rests = router.wake(&seat, context);
            });
        }
    }
}

fn start_links(parts: &RouterParts, router: Supervised<Router>, residents: SharedResidents) -> Links {
    Links {
        ports: parts.ports.clone(),
        journal: parts.journal.clone(),
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
        residents,
    }
}

fn start_customer(business_id: BusinessId, ports: &Ports) -> Addr<Customer> {
    Customer::new(business_id, Arc::clone(&ports.carts), Arc::clone(&ports.ids)).start()
}

impl Actor for Router {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        // What fell while there was no router.
        self.take_up_fallen(context);
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
        const CONVERSATION: &str = "conversation";
        match route {
            Route::Say(seat, say) => offer(CONVERSATION, &self.wake(&seat, context)?, say),
            Route::Typing(seat, typing) => offer(CONVERSATION, &self.wake(&seat, context)?, typing),
            Route::Wake(seat) => self.wake(&seat, context).map(|_awake| ()),
            Route::Leave(seat, leave) => match self.residents.borrow().awake.get(&seat.conversation_id) {
                Some(awake) => offer(CONVERSATION, &awake.conversation, leave),
                None => Ok(()),
            },
            Route::Fault(seat, fault) if self.parts.settings.fault_injection => {
                offer(CONVERSATION, &self.wake(&seat, context)?, fault)
            }
            Route::Fault(..) => Err(EngineError::NotFound { what: "fault" }),
            Route::CartChanged(seat) => match self.residents.borrow().awake.get(&seat.conversation_id) {
                Some(awake) => offer("customer", &awake.customer, Invalidate),
                None => Ok(()),
            },
        }
    }
}

impl Handler<RouteJoin> for Router {
    type Result = ResponseFuture<Result<Joined, EngineError>>;

    fn handle(&mut self, RouteJoin(seat, join): RouteJoin, context: &mut Context<Self>) -> Self::Result {
        let (address, deadline) = (self.wake(&seat, context), self.parts.settings.ask_deadline);
        Box::pin(async move { ask("conversation", &address?, join, deadline).await? })
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
        Box::pin(async move { ask("conversation", &address?, operate, deadline).await? })
    }
}

impl Handler<RouteObserve> for Router {
    type Result = ResponseFuture<Result<Observed, EngineError>>;

    fn handle(&mut self, RouteObserve(id): RouteObserve, _context: &mut Context<Self>) -> Self::Result {
        let residents = self.residents.borrow();
        let found = residents.awake.get(&id).map(|awake| awake.conversation.clone());
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
        self.residents.borrow().awake.len()
    }
}

impl Handler<Retire> for Router {
    type Result = ();

    fn handle(&mut self, Retire(id): Retire, _context: &mut Context<Self>) {
        // Forgotten first, told second: whatever was sent before stands before `Stop` in its mailbox.
        let mut residents = self.residents.borrow_mut();
        if let Some(awake) = residents.awake.remove(&id) {
            // A mailbox too full to take it belongs to no idle conversation: it will ask again.
            if offer("conversation", &awake.conversation, Stop).is_err() && awake.conversation.connected() {
                residents.awake.insert(id, awake);
            }
        }
    }
}

impl Handler<Fallen> for Router {
    type Result = ();

    fn handle(&mut self, _message: Fallen, context: &mut Context<Self>) {
        self.take_up_fallen(context);
    }
}
