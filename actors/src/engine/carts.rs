//! Carts that are changed beside the conversation, under their own version.

use colloquy_engine::{
    commerce::cart::Cart,
    ids::CartId,
    port::journal::{CartPart, NewSession, Stale, Unit, UnitOutcome},
};

use super::Engine;
use crate::{error::EngineError, request::Seat, router::Route};

/// How often a cart is read again when another writer was faster.
const CART_TRIES: u32 = 5;

impl Engine {
    /// Changes a session's cart under its version; `change` is asked again when another writer was faster.
    ///
    /// # Errors
    /// What `change` answers, or an [`EngineError`] made into it.
    pub async fn change_cart<T, E>(
        &self,
        seat: &Seat,
        mut change: impl FnMut(&mut Cart) -> Result<T, E>,
    ) -> Result<(Cart, T), E>
    where
        E: From<EngineError>,
    {
        let ports = &self.shared.ports;
        let Some(session) = &seat.session else {
            return Err(EngineError::NotFound { what: "session" }.into());
        };
        for _ in 0..CART_TRIES {
            let stored = ports
                .carts
                .cart_of_session(seat.business_id, &session.id)
                .await
                .map_err(EngineError::from)?;
            let mut cart = stored.unwrap_or_else(|| Cart::empty(CartId(ports.ids.next())));
            let value = change(&mut cart)?;
            let at = ports.clock.now();
            let ttl =
                chrono::Duration::from_std(self.shared.settings.session_ttl).unwrap_or(chrono::Duration::MAX);
            let opening = NewSession {
                id: session.id.clone(),
                channel: seat.channel,
                conversation_id: seat.conversation_id,
                created_at: session.created_at,
                expires_at: at + ttl,
            };
            let part = CartPart {
                cart: cart.clone(),
                session_id: session.id.clone(),
                opening: Some(opening),
                at,
            };
            let unit = Unit {
                business_id: Some(seat.business_id),
                cart: Some(part),
                ..Unit::default()
            };
            match self.shared.journal.commit(unit).await? {
                UnitOutcome::Committed(_) => {
                    // The customer's actor is a cache; if it cannot hear this, the fence tells the next turn.
                    let _stale_at_worst = self.route(Route::CartChanged(seat.clone()), seat).await;
                    return Ok((cart, value));
                }
                UnitOutcome::Stale(Stale::Cart) => {}
                UnitOutcome::Stale(_) | UnitOutcome::Duplicate(_) => break,
            }
        }
        let detail = "the cart changed meanwhile; try again".to_owned();
        Err(EngineError::Conflict {
            code: "stale",
            detail,
        }
        .into())
    }
}
