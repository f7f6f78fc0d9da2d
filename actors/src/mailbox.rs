//! The one place where messages are sent to actors.
//!
//! `do_send` ignores a mailbox's bound, so it is used nowhere; what must not wait is offered, what needs an answer
//! is asked under a deadline.

use std::time::Duration;

use actix::{
    Actor, Addr, Handler, MailboxError, Message,
    dev::{Request, SendError, ToEnvelope},
};

use crate::error::EngineError;

/// How long a caller is told to wait when a mailbox is full.
pub(crate) const RETRY_AFTER: Duration = Duration::from_secs(1);

/// Sends a message and waits for its answer; a full mailbox makes the caller wait as well.
pub(crate) async fn ask<A, M>(
    actor: &'static str,
    address: &Addr<A>,
    message: M,
    deadline: Duration,
) -> Result<M::Result, EngineError>
where
    A: Actor + Handler<M>,
    A::Context: ToEnvelope<A, M>,
    M: Message + Send + 'static,
    M::Result: Send,
{
    answer(actor, address.send(message), deadline).await
}

/// Waits for the answer to a message that was sent.
pub(crate) async fn answer<A, M>(
    actor: &'static str,
    request: Request<A, M>,
    deadline: Duration,
) -> Result<M::Result, EngineError>
where
    A: Actor + Handler<M>,
    A::Context: ToEnvelope<A, M>,
    M: Message + Send + 'static,
    M::Result: Send,
{
    match request.timeout(deadline).await {
        Ok(answer) => Ok(answer),
        Err(MailboxError::Closed) => Err(EngineError::Gone { actor }),
        Err(MailboxError::Timeout) => {
            metrics::counter!("colloquy_mailbox_full_total", "actor" => actor).increment(1);
            Err(EngineError::TimedOut { actor })
        }
    }
}

/// Puts a message into a mailbox if there is room.
pub(crate) fn offer<A, M>(actor: &'static str, address: &Addr<A>, message: M) -> Result<(), EngineError>
where
    A: Actor + Handler<M>,
    A::Context: ToEnvelope<A, M>,
    M: Message + Send + 'static,
    M::Result: Send,
{
    try_offer(actor, address, message).map_err(|unsent| match unsent {
        Unsent::Full(error) => error,
        Unsent::Closed(_message) => EngineError::Gone { actor },
    })
}

/// Why a message was not put into a mailbox.
pub(crate) enum Unsent<M> {
    /// There is no room.
    Full(EngineError),
    /// The actor is gone; the message may be put into the mailbox of another.
    Closed(M),
}

/// Puts a message into a mailbox if there is room, and gives it back when the actor is gone.
pub(crate) fn try_offer<A, M>(actor: &'static str, address: &Addr<A>, message: M) -> Result<(), Unsent<M>>
where
    A: Actor + Handler<M>,
    A::Context: ToEnvelope<A, M>,
    M: Message + Send + 'static,
    M::Result: Send,
{
    match address.try_send(message) {
        Ok(()) => Ok(()),
        Err(SendError::Full(_)) => {
            metrics::counter!("colloquy_mailbox_full_total", "actor" => actor).increment(1);
            Err(Unsent::Full(EngineError::Overloaded {
                actor,
                retry_after: RETRY_AFTER,
            }))
        }
        Err(SendError::Closed(message)) => Err(Unsent::Closed(message)),
    }
}
