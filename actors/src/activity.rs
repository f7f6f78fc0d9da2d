//! What a router has to know of its conversations to put them to sleep, shared within the router's thread.
//!
//! Router and conversations of an arbiter take turns on one thread. So the router can see at once whether a
//! conversation has anything to do or anything in its mailbox, and forgets it only when it has neither: there are
//! never two of the same conversation.

use std::{
    cell::Cell,
    rc::Rc,
    time::{Duration, Instant},
};

/// The awake conversations' bytes of one arbiter, as estimated.
pub(crate) type TotalBytes = Rc<Cell<usize>>;

/// What one awake conversation is about.
#[derive(Debug)]
pub(crate) struct Activity {
    /// Messages put into its mailbox and not handled yet.
    offered: Cell<u32>,
    /// Calls that wait for its answer.
    asked: Cell<u32>,
    busy: Cell<bool>,
    last: Cell<Instant>,
    shown: Cell<i64>,
    bytes: Cell<usize>,
    total: TotalBytes,
}

/// A call that waits for its answer.
#[derive(Debug)]
pub(crate) struct Asked(Rc<Activity>);

impl Activity {
    /// Of a conversation that is about to be woken.
    pub(crate) fn new(total: &TotalBytes) -> Rc<Self> {
        Rc::new(Self {
            offered: Cell::new(0),
            asked: Cell::new(0),
            busy: Cell::new(true),
            last: Cell::new(Instant::now()),
            shown: Cell::new(0),
            bytes: Cell::new(0),
            total: Rc::clone(total),
        })
    }

    /// A message is in the mailbox.
    pub(crate) fn offered(&self) {
        self.offered.set(self.offered.get() + 1);
    }

    /// A message of the mailbox is being handled.
    pub(crate) fn handled(&self) {
        self.handled_in_passing();
        self.touch();
    }

    /// A message that keeps nobody awake is being handled.
    pub(crate) fn handled_in_passing(&self) {
        self.offered.set(self.offered.get().saturating_sub(1));
    }

    /// A call goes out; it counts until the answer is dropped.
    pub(crate) fn asked(self: &Rc<Self>) -> Asked {
        self.asked.set(self.asked.get() + 1);
        Asked(Rc::clone(self))
    }

    /// Something happened that keeps the conversation awake for a while.
    pub(crate) fn touch(&self) {
        self.last.set(Instant::now());
    }

    /// Something is to be done, or nothing any more.
    pub(crate) fn set_busy(&self, busy: bool) {
        self.busy.set(busy);
    }

    /// Its watchers have been shown everything up to this number.
    pub(crate) fn set_shown(&self, seq: i64) {
        self.shown.set(seq);
    }

    /// The highest number that its watchers have been shown.
    pub(crate) fn shown(&self) -> i64 {
        self.shown.get()
    }

    /// It takes about so many bytes from now on.
    pub(crate) fn set_bytes(&self, bytes: usize) {
        let others = self.total.get().saturating_sub(self.bytes.replace(bytes));
        self.total.set(others + bytes);
    }

    /// About how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.get()
    }

    /// Whether nothing is to be done and nothing is on its way to it.
    pub(crate) fn may_sleep(&self) -> bool {
        !self.busy.get() && self.offered.get() == 0 && self.asked.get() == 0
    }

    /// When something happened last.
    pub(crate) fn last(&self) -> Instant {
        self.last.get()
    }

    /// How long nothing has happened.
    pub(crate) fn idle(&self) -> Duration {
        self.last.get().elapsed()
    }
}

impl Drop for Activity {
    fn drop(&mut self) {
        self.set_bytes(0);
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.0.asked.set(self.0.asked.get().saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_may_sleep_only_with_nothing_to_do_and_nothing_on_its_way() {
        let total = TotalBytes::default();
        let activity = Activity::new(&total);
        assert!(!activity.may_sleep(), "it is not awake yet");
        activity.set_busy(false);
        assert!(activity.may_sleep());
        activity.offered();
        assert!(!activity.may_sleep());
        activity.handled();
        let asked = activity.asked();
        assert!(!activity.may_sleep());
        drop(asked);
        assert!(activity.may_sleep());
    }

    #[test]
    fn the_sum_of_bytes_follows_every_change_and_every_end() {
        let total = TotalBytes::default();
        let (one, other) = (Activity::new(&total), Activity::new(&total));
        one.set_bytes(100);
        other.set_bytes(50);
        one.set_bytes(30);
        assert_eq!((total.get(), one.bytes()), (80, 30));
        drop(one);
        assert_eq!(total.get(), 50);
    }
}
