//! One actor per awake customer: a cache of what is known of a person. Correctness never rests on it.

use std::{cell::OnceCell, sync::Arc};

use actix::{Actor, ActorFutureExt, Addr, Context, Handler, Message, ResponseActFuture, WrapFuture};
use colloquy_engine::{
    commerce::cart::Cart,
    ids::{BusinessId, CartId, SessionId, UserId},
    memory::Memory,
    port::{Ids, StoreError, carts::CartStore, memory::MemoryStore},
};

use crate::{error::EngineError, mailbox::offer, ports::Ports};

/// The customer of an awake conversation. Its actor begins with the first turn: who only watches needs none.
#[derive(Debug)]
pub(crate) struct CustomerOf {
    business_id: BusinessId,
    actor: OnceCell<Addr<Customer>>,
}

impl CustomerOf {
    pub(crate) fn new(business_id: BusinessId) -> Self {
        Self {
            business_id,
            actor: OnceCell::new(),
        }
    }

    /// The actor, begun if need be. `is_alone` says that no other process changes carts.
    pub(crate) fn actor(&self, ports: &Ports, is_alone: bool) -> &Addr<Customer> {
        self.actor.get_or_init(|| {
            Customer::new(
                self.business_id,
                Arc::clone(&ports.carts),
                Arc::clone(&ports.memories),
                Arc::clone(&ports.ids),
                is_alone,
            )
            .start()
        })
    }

    /// Tells the actor. One that has not begun knows nothing that could be wrong.
    ///
    /// # Errors
    /// When its mailbox is full or it is gone.
    pub(crate) fn tell<M>(&self, message: M) -> Result<(), EngineError>
    where
        Customer: Handler<M>,
        M: Message + Send + 'static,
        M::Result: Send,
    {
        match self.actor.get() {
            Some(actor) => offer("customer", actor, message),
            None => Ok(()),
        }
    }
}

/// Asks for what a turn has to know of the customer.
#[derive(Message)]
#[rtype(result = "Result<CustomerContext, StoreError>")]
pub(crate) struct GatherContext {
    pub session: Option<SessionId>,
    /// Whose account the shopper has proved to own: only then is anything remembered.
    pub signed_in: Option<UserId>,
}

/// What a turn has to know of the customer.
#[derive(Clone, Debug)]
pub(crate) struct CustomerContext {
    pub cart: Cart,
    pub memory: Option<Arc<Memory>>,
}

/// What was cached is no longer so.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Invalidate;

/// A turn has changed the cart, and the change is durable.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct CartCommitted(pub Cart);

pub(crate) struct Customer {
    business_id: BusinessId,
    carts: Arc<dyn CartStore>,
    memories: Arc<dyn MemoryStore>,
    ids: Arc<dyn Ids>,
    /// Whether nobody but this process changes carts, so that one that was read stays true.
    keeps: bool,
    cart: Option<Cart>,
    /// The cart is an account's, which its other sessions change too: it is read for every turn.
    shared: bool,
    /// Grows with every invalidation, so that a read that began before it is not kept.
    generation: u64,
}

impl Customer {
    pub(crate) fn new(
        business_id: BusinessId,
        carts: Arc<dyn CartStore>,
        memories: Arc<dyn MemoryStore>,
        ids: Arc<dyn Ids>,
        keeps: bool,
    ) -> Self {
        Self {
            business_id,
            carts,
            memories,
            ids,
            keeps,
            cart: None,
            shared: false,
            generation: 0,
        }
    }

    /// Whether nobody else changes the cart, so that one that was read stays true.
    fn may_keep(&self) -> bool {
        self.keeps && !self.shared
    }
}

impl Actor for Customer {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        context.set_mailbox_capacity(MAILBOX);
    }
}

/// A customer is asked once a turn and told once a change.
const MAILBOX: usize = 16;

impl Handler<GatherContext> for Customer {
    type Result = ResponseActFuture<Self, Result<CustomerContext, StoreError>>;

    fn handle(&mut self, message: GatherContext, _context: &mut Context<Self>) -> Self::Result {
        let cached = self.cart.clone();
        let (carts, ids, business_id) = (Arc::clone(&self.carts), Arc::clone(&self.ids), self.business_id);
        let memories = Arc::clone(&self.memories);
        let generation = self.generation;
        let read = async move {
            // Read for every turn: pages and other sessions of the account change it too.
            let memory = match message.signed_in {
                Some(user) => Some(Arc::new(memories.memory(business_id, user).await?)),
                None => None,
            };
            if let Some(cart) = cached {
                return Ok((cart, false, memory));
            }
            let Some(session) = &message.session else {
                return Ok((Cart::empty(CartId(ids.next())), false, memory));
            };
            let account = carts.account_of_session(business_id, session).await?;
            let stored = carts.cart_of_session(business_id, session).await?;
            let cart = stored.unwrap_or_else(|| Cart::empty(CartId(ids.next())));
            Ok((cart, account.is_some(), memory))
        };
        Box::pin(read.into_actor(self).map(move |result, customer, _context| {
            let (cart, shared, memory): (Cart, bool, Option<Arc<Memory>>) = result?;
            if customer.generation == generation {
                customer.shared = shared;
                customer.cart = customer.may_keep().then(|| cart.clone());
            }
            Ok(CustomerContext { cart, memory })
        }))
    }
}

impl Handler<Invalidate> for Customer {
    type Result = ();

    fn handle(&mut self, _message: Invalidate, _context: &mut Context<Self>) {
        self.generation += 1;
        self.cart = None;
    }
}

impl Handler<CartCommitted> for Customer {
    type Result = ();

    fn handle(&mut self, CartCommitted(mut cart): CartCommitted, _context: &mut Context<Self>) {
        self.generation += 1;
        cart.version += 1;
        self.cart = self.may_keep().then_some(cart);
    }
}
