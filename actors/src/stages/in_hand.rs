//! Which turn a stage is working on at this instant, told to those outside it when it falls.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use colloquy_engine::ids::TurnId;
use parking_lot::Mutex;

/// Shared by a stage's incarnations and by those who ask it.
#[derive(Clone, Default)]
pub(super) struct InHand {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// Set by a fall and read by the one that it concerns.
    fallen: Mutex<Vec<TurnId>>,
    any: AtomicBool,
}

/// Fallen turns whose conversations never asked, because they fell as well, are forgotten beyond so many.
const REMEMBERED: usize = 64;

impl InHand {
    /// Works on a turn.
    pub(super) fn during<T>(&self, turn: TurnId, work: impl FnOnce() -> T) -> T {
        let mut holding = Holding {
            in_hand: self,
            turn,
            let_go: false,
        };
        let done = work();
        holding.let_go = true;
        done
    }

    /// Works on a turn that waits in between: what falls then falls over another turn.
    pub(super) fn whenever<'a, T: 'a>(
        &self,
        turn: TurnId,
        work: impl Future<Output = T> + 'a,
    ) -> impl Future<Output = T> + 'a {
        Whenever {
            in_hand: self.clone(),
            turn,
            work: Box::pin(work),
        }
    }

    /// Whether the stage fell over this turn; told once.
    pub(super) fn fell_over(&self, turn: TurnId) -> bool {
        if !self.shared.any.load(Ordering::Relaxed) {
            return false;
        }
        let mut fallen = self.shared.fallen.lock();
        let before = fallen.len();
        fallen.retain(|other| *other != turn);
        self.shared.any.store(!fallen.is_empty(), Ordering::Relaxed);
        fallen.len() < before
    }
}

/// Dropped without having been let go only while the thread panics.
struct Holding<'a> {
    in_hand: &'a InHand,
    turn: TurnId,
    let_go: bool,
}

impl Drop for Holding<'_> {
    fn drop(&mut self) {
        if self.let_go {
            return;
        }
        let mut fallen = self.in_hand.shared.fallen.lock();
        if fallen.len() == REMEMBERED {
            fallen.remove(0);
        }
        fallen.push(self.turn);
        self.in_hand.shared.any.store(true, Ordering::Relaxed);
    }
}

struct Whenever<'a, T> {
    in_hand: InHand,
    turn: TurnId,
    work: Pin<Box<dyn Future<Output = T> + 'a>>,
}

impl<T> Future for Whenever<'_, T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let (in_hand, turn) = (self.in_hand.clone(), self.turn);
        in_hand.during(turn, || self.work.as_mut().poll(context))
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use uuid::Uuid;

    use super::*;

    #[test]
    fn only_the_turn_that_was_being_worked_on_is_told_and_once() {
        let in_hand = InHand::default();
        let [first, second] = [1, 2].map(|number| TurnId(Uuid::from_u128(number)));
        in_hand.during(first, || ());
        let fallen = catch_unwind(AssertUnwindSafe(|| {
            in_hand.during(second, || panic!("a test asked for it"))
        }));
        assert!(fallen.is_err());
        assert!(!in_hand.fell_over(first));
        assert!(in_hand.fell_over(second));
        assert!(!in_hand.fell_over(second), "the next time is another fall");
    }
}
