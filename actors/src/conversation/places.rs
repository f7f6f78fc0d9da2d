//! Turns are computed few at a time: what has begun is soon done, and the rest wait with nothing held.
//!
//! Without it every turn of an arbiter takes its share of the same core, all of them last as long as all of them
//! together, and the receipt of each becomes durable ahead of it in a transaction's unit of its own.
//!
//! What a node left behind that is gone, or this process before it was started again, comes all at once when it is
//! taken up. It has waited for seconds already and gets one place at a time: whoever speaks now is answered between.

use std::{cell::Cell, rc::Rc, sync::Arc, time::Duration};

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

use crate::{error::EngineError, mailbox::RETRY_AFTER};

/// The places of one arbiter at which turns are computed.
#[derive(Clone)]
pub(crate) struct Places {
    free: Arc<Semaphore>,
    /// The turn over what was left behind that has a place, or is the next of them to have one.
    left: Arc<Semaphore>,
    waiting: Rc<Cell<usize>>,
}

/// A place that is taken until this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    _place: OwnedSemaphorePermit,
    _of_left: Option<OwnedSemaphorePermit>,
}

/// Whose turn waits for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Of somebody who speaks now.
    Now,
    /// Over what was left behind.
    Left,
}

impl Places {
    pub(crate) fn new(places: usize) -> Self {
        Self {
            free: Arc::new(Semaphore::new(places)),
            left: Arc::new(Semaphore::new(1)),
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

    /// Waits for a place; first come, first served in each line.
    ///
    /// # Errors
    /// [`EngineError::TimedOut`] when none was free within the deadline.
    pub(super) async fn take(&self, line: Line, deadline: Duration) -> Result<Place, EngineError> {
        let _waiting = Waiting::one_more(&self.waiting);
        let taking = async {
            let of_left = match line {
                Line::Now => None,
                Line::Left => Some(Arc::clone(&self.left).acquire_owned().await?),
            };
            Ok::<_, AcquireError>(Place {
                _place: Arc::clone(&self.free).acquire_owned().await?,
                _of_left: of_left,
            })
        };
        match tokio::time::timeout(deadline, taking).await {
            Ok(Ok(place)) => Ok(place),
            // Neither is ever closed.
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
        let first = places.take(Line::Now, deadline).await.unwrap();
        let mut second = pin!(places.take(Line::Now, deadline));
        let mut waker = Context::from_waker(Waker::noop());
        assert!(second.as_mut().poll(&mut waker).is_pending());
        assert!(places.admit(1).is_err());
        assert!(places.admit(2).is_ok());
        drop(first);
        assert!(second.await.is_ok());
        assert!(places.admit(1).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_speaks_now_has_a_place_beside_any_number_of_turns_over_what_was_left() {
        let places = Places::new(2);
        let deadline = Duration::from_secs(1);
        let left = places.take(Line::Left, deadline).await.unwrap();
        let mut next = pin!(places.take(Line::Left, deadline));
        let mut waker = Context::from_waker(Waker::noop());
        assert!(next.as_mut().poll(&mut waker).is_pending(), "one at a time");
        let now = places.take(Line::Now, Duration::ZERO).await;
        assert!(now.is_ok(), "nobody who was left stands before it");
        drop(left);
        assert!(next.await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn waiting_for_a_place_ends_with_the_deadline() {
        let places = Places::new(1);
        let _taken = places.take(Line::Now, Duration::from_secs(1)).await.unwrap();
        let late = places.take(Line::Now, Duration::from_secs(1)).await;
        assert_eq!(late.unwrap_err(), EngineError::TimedOut { actor: "turn" });
        assert!(places.admit(1).is_ok());
    }
}
