//! The one place where messages are sent to actors.
//!
//! `do_send` ignores a mailbox's bound, so it is used nowhere; what must not wait is offered, what needs an answer
//! is asked under a deadline.

use std::time::Duration;

use actix::{
    Actor, Addr, Handler, MailboxError, Message,
    dev::{SendError, ToEnvelope},
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
    match address.send(message).timeout(deadline).await {
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
    match address.try_send(message) {
        Ok(()) => Ok(()),
        Err(SendError::Full(_)) => {
            metrics::counter!("colloquy_mailbox_full_total", "actor" => actor).increment(1);
            Err(EngineError::Overloaded {
                actor,
                retry_after: RETRY_AFTER,
            })
        }
        Err(SendError::Closed(_)) => Err(EngineError::Gone { actor }),
    }
}
