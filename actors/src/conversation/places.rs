//! Turns are computed few at a time: what has begun is soon done, and the rest wait with nothing held.
//!
//! Without it every turn of an arbiter takes its share of the same core, all of them last as long as all of them
//! together, and the receipt of each becomes durable ahead of it in a transaction's unit of its own.

use std::{cell::Cell, rc::Rc, sync::Arc, time::Duration};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{error::EngineError, mailbox::RETRY_AFTER};

/// The places of one arbiter at which turns are computed.
#[derive(Clone)]
pub(crate) struct Places {
    free: Arc<Semaphore>,
    waiting: Rc<Cell<usize>>,
}

/// A place that is taken until this is dropped.
pub(super) type Place = OwnedSemaphorePermit;

impl Places {
    pub(crate) fn new(places: usize) -> Self {
        Self {
            free: Arc::new(Semaphore::new(places)),
            waiting: Rc::default(),
        }
    }

    /// Whether another turn may be begun; a bound on those that wait keeps each of them within its time.
    ///
    /// # Errors
    /// [`EngineError::Overloaded`] when `most` wait already.
    pub(super) fn admit(&self, most: usize) -> Result<(), EngineError> {
        if self.waiting.get() < most {
            return Ok(());
        }
        metrics::counter!("colloquy_mailbox_full_total", "actor" => "turn").increment(1);
        Err(EngineError::Overloaded {
            actor: "turn",
            retry_after: RETRY_AFTER,
        })
    }

    /// Waits for a place; first come, first served.
    ///
    /// # Errors
    /// [`EngineError::TimedOut`] when none was free within the deadline.
    pub(super) async fn take(&self, deadline: Duration) -> Result<Place, EngineError> {
        let _waiting = Waiting::one_more(&self.waiting);
        let place = tokio::time::timeout(deadline, Arc::clone(&self.free).acquire_owned()).await;
        match place {
            Ok(Ok(place)) => Ok(place),
            // It is never closed.
            Ok(Err(_)) | Err(_) => Err(EngineError::TimedOut { actor: "turn" }),
        }
    }
}

/// Counted as long as it lives, also when what waits is given up.
struct Waiting(Rc<Cell<usize>>);

impl Waiting {
    fn one_more(count: &Rc<Cell<usize>>) -> Self {
        count.set(count.get() + 1);
        Self(Rc::clone(count))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        task::{Context, Waker},
    };

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_place_is_free_again_when_its_turn_is_done_and_those_who_wait_are_counted() {
        let places = Places::new(1);
        let deadline = Duration::from_secs(1);
        let first = places.take(deadline).await.unwrap();
        let mut second = pin!(places.take(deadline));
        let mut waker = Context::from_waker(Waker::noop());
        assert!(second.as_mut().poll(&mut waker).is_pending());
        assert!(places.admit(1).is_err());
        assert!(places.admit(2).is_ok());
        drop(first);
        assert!(second.await.is_ok());
        assert!(places.admit(1).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn waiting_for_a_place_ends_with_the_deadline() {
        let places = Places::new(1);
        let _taken = places.take(Duration::from_secs(1)).await.unwrap();
        let late = places.take(Duration::from_secs(1)).await;
        assert_eq!(late.unwrap_err(), EngineError::TimedOut { actor: "turn" });
        assert!(places.admit(1).is_ok());
    }
}
