//! The system's pulse: whatever gathered while the last commit ran is the next one.
//!
//! There is no timer. A commit takes as long as the disk takes; meanwhile units gather, and the next transaction
//! holds them all, each accepted or refused on its own.

mod actor;

use std::{sync::Arc, time::Duration};

use actix::{Actor, Addr, ArbiterHandle, Context};
use colloquy_engine::port::journal::{JournalStore, Unit, UnitOutcome};
use tokio::sync::{Semaphore, oneshot};

use self::actor::{Journal, Write};
use crate::{
    error::EngineError,
    mailbox::{RETRY_AFTER, offer},
    settings::ActorSettings,
};

const ACTOR: &str = "journal";

/// Where units are handed in.
#[derive(Clone)]
pub struct JournalHandle {
    address: Addr<Journal>,
    /// One permit per unit that waits for or is in a commit: the bound at which writers wait.
    permits: Arc<Semaphore>,
    capacity: usize,
    deadline: Duration,
}

impl std::fmt::Debug for JournalHandle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("JournalHandle")
            .field("free", &self.permits.available_permits())
            .finish()
    }
}

impl JournalHandle {
    pub(crate) fn start(
        arbiter: &ArbiterHandle,
        store: Arc<dyn JournalStore>,
        settings: &ActorSettings,
    ) -> Self {
        let (batch, deadline) = (settings.journal_batch, settings.ask_deadline);
        // The permits are the bound; the mailbox only must never be the smaller one.
        let capacity = settings.journal_units;
        let address = Journal::start_in_arbiter(arbiter, move |context: &mut Context<Journal>| {
            context.set_mailbox_capacity(capacity);
            Journal::new(store, batch, deadline)
        });
        Self {
            address,
            permits: Arc::new(Semaphore::new(capacity)),
            capacity,
            deadline,
        }
    }

    /// Makes a unit durable, or says why nothing of it is written.
    ///
    /// # Errors
    /// [`EngineError::Overloaded`] when no permit came free within the deadline, [`EngineError::TimedOut`] when the
    /// commit did not end in time (it may still happen), [`EngineError::Store`] when the store refused.
    pub async fn commit(&self, unit: Unit) -> Result<UnitOutcome, EngineError> {
        let acquired = tokio::time::timeout(self.deadline, Arc::clone(&self.permits).acquire_owned()).await;
        let permit = match acquired {
            Ok(Ok(permit)) => permit,
            Ok(Err(_closed)) => return Err(EngineError::Stopping),
            Err(_elapsed) => {
                return Err(EngineError::Overloaded {
                    actor: ACTOR,
                    retry_after: RETRY_AFTER,
                });
            }
        };
        let (reply, answer) = oneshot::channel();
        offer(ACTOR, &self.address, Write { unit, reply, permit })?;
        // Twice the deadline: a unit may have to wait for the commit before its own.
        match tokio::time::timeout(self.deadline * 2, answer).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_dropped)) => Err(EngineError::Gone { actor: ACTOR }),
            Err(_elapsed) => Err(EngineError::TimedOut { actor: ACTOR }),
        }
    }

    /// Waits until nothing is gathered and no commit runs, or the deadline is over.
    pub async fn flush(&self, deadline: Duration) -> bool {
        let all = u32::try_from(self.capacity).unwrap_or(u32::MAX);
        matches!(
            tokio::time::timeout(deadline, self.permits.acquire_many(all)).await,
            Ok(Ok(_))
        )
    }
}
