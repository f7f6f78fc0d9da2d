//! The system's pulse: whatever gathered while the last commit ran is the next one.
//!
//! There is no timer. A commit takes as long as the disk takes; meanwhile units gather, and the next transaction
//! holds them all, each accepted or refused on its own.

mod actor;

use std::{sync::Arc, time::Duration};

use actix::{Arbiter, ArbiterHandle};
use colloquy_engine::port::journal::{JournalStore, Unit, UnitOutcome};
use tokio::sync::{Semaphore, oneshot};

use self::actor::{Journal, Write};
use crate::{
    error::EngineError,
    mailbox::RETRY_AFTER,
    outbox::OutboxBell,
    settings::ActorSettings,
    supervisor::{ActorBoard, Post, Supervised},
};

const ACTOR: &str = "journal";

/// Where units are handed in.
#[derive(Clone)]
pub struct JournalHandle {
    actor: Supervised<Journal>,
    /// One permit per unit that waits for or is in a commit: the bound at which writers wait.
    permits: Arc<Semaphore>,
    capacity: usize,
    deadline: Duration,
    /// Rung when a unit with something to send is durable.
    bell: OutboxBell,
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
        store: Arc<dyn JournalStore>,
        settings: &ActorSettings,
        bell: OutboxBell,
        post: Post,
    ) -> Self {
        let (batch, deadline) = (settings.journal_batch, settings.ask_deadline);
        // The permits are the bound; the mailbox only must never be the smaller one.
        let capacity = settings.journal_units;
        let actor = Supervised::start(post, move |_handle| {
            move || Journal::new(Arc::clone(&store), batch, deadline)
        });
        Self {
            actor,
            permits: Arc::new(Semaphore::new(capacity)),
            capacity,
            deadline,
            bell,
        }
    }

    /// A journal without the rest of a running system, on a thread of its own, for whoever measures it. Call inside an
    /// actix system; the thread is stopped through what is answered beside it.
    #[must_use]
    pub fn alone(store: Arc<dyn JournalStore>, settings: &ActorSettings) -> (Self, ArbiterHandle) {
        let arbiter = Arbiter::new().handle();
        let post = Post {
            name: ACTOR,
            arbiter: arbiter.clone(),
            capacity: settings.journal_units,
            policy: settings.restarts,
            board: ActorBoard::default(),
        };
        (Self::start(store, settings, OutboxBell::default(), post), arbiter)
    }

    /// Makes a unit durable, or says why nothing of it is written.
    ///
    /// # Errors
    /// [`EngineError::Overloaded`] when no permit came free within the deadline, [`EngineError::Gone`] while the journal
    /// is down, [`EngineError::Store`] when the store refused: nothing is written. [`EngineError::FateUnknown`] when the
    /// commit did not end in time or the journal fell: it may have happened, and only the rows tell.
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
        let goes_out = unit
            .conversation
            .as_ref()
            .is_some_and(|part| !part.deliveries.is_empty() || !part.notices.is_empty());
        let (reply, answer) = oneshot::channel();
        // A journal that is being started again is waited for: the unit has not been handed in yet.
        self.actor
            .hand_in(Write { unit, reply, permit }, self.deadline)
            .await?;
        // Twice the deadline: a unit may have to wait for the commit before its own.
        // No answer means that it takes too long or that the journal fell with it.
        match tokio::time::timeout(self.deadline * 2, answer).await {
            Ok(Ok(outcome)) => {
                if goes_out && matches!(outcome, Ok(UnitOutcome::Committed(_))) {
                    self.bell.ring();
                }
                outcome
            }
            Ok(Err(_)) | Err(_) => Err(EngineError::FateUnknown { actor: ACTOR }),
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
