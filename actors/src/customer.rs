//! One actor per awake customer: a cache of what is known of a person. Correctness never rests on it.

use std::sync::Arc;

use actix::{Actor, ActorFutureExt, Context, Handler, Message, ResponseActFuture, WrapFuture};
use colloquy_engine::{
    commerce::cart::Cart,
    ids::{BusinessId, CartId, SessionId},
    port::{Ids, StoreError, carts::CartStore},
};

/// Asks for what a turn has to know of the customer.
#[derive(Message)]
#[rtype(result = "Result<CustomerContext, StoreError>")]
pub(crate) struct GatherContext {
    pub session: Option<SessionId>,
}

/// What a turn has to know of the customer.
#[derive(Clone, Debug)]
pub(crate) struct CustomerContext {
    pub cart: Cart,
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
    ids: Arc<dyn Ids>,
    /// Whether nobody but this process changes carts, so that one that was read stays true.
    keeps: bool,
    cart: Option<Cart>,
    /// Grows with every invalidation, so that a read that began before it is not kept.
    generation: u64,
}

impl Customer {
    pub(crate) fn new(
        business_id: BusinessId,
        carts: Arc<dyn CartStore>,
        ids: Arc<dyn Ids>,
        keeps: bool,
    ) -> Self {
        Self {
            business_id,
            carts,
            ids,
            keeps,
            cart: None,
            generation: 0,
        }
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
        let generation = self.generation;
        let read = async move {
            if let Some(cart) = cached {
                return Ok(cart);
            }
            let stored = match &message.session {
                Some(session) => carts.cart_of_session(business_id, session).await?,
                None => None,
            };
            Ok(stored.unwrap_or_else(|| Cart::empty(CartId(ids.next()))))
        };
        Box::pin(read.into_actor(self).map(move |result, customer, _context| {
            let cart: Cart = result?;
            if customer.keeps && customer.generation == generation {
                customer.cart = Some(cart.clone());
            }
            Ok(CustomerContext { cart })
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
        self.cart = self.keeps.then_some(cart);
    }
}
