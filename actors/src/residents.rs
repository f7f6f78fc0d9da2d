//! What lives on an arbiter: the awake conversations and what they share.
//!
//! It is kept outside the router, on its thread. A router that fell is made anew over the same residents, so that
//! their order and their watchers stay as they are and nothing is woken twice.

use std::{
    cell::RefCell,
    collections::{HashMap, hash_map::Entry},
    rc::Rc,
    time::{Duration, Instant},
};

use actix::Addr;
use colloquy_engine::ids::ConversationId;

use crate::{
    conversation::{Conversation, Links},
    customer::Customer,
    request::Seat,
    supervisor::{Pause, RestartPolicy, Restarts},
};

/// Who is named by the refusal of a conversation that keeps falling.
pub(crate) const RESTING: &str = "a conversation that fell";

/// Shared by the router and by the guards of the conversations; one thread sees it.
pub(crate) type SharedResidents = Rc<RefCell<Residents>>;

/// One awake conversation.
pub(crate) struct Awake {
    pub conversation: Addr<Conversation>,
    pub customer: Addr<Customer>,
}

/// Everything on one arbiter that outlives its router.
pub(crate) struct Residents {
    pub awake: HashMap<ConversationId, Awake>,
    /// What all conversations share; made with the first of them.
    pub links: Option<Rc<Links>>,
    /// Conversations that fell and that no router has looked at yet.
    fallen: Vec<Seat>,
    falls: HashMap<ConversationId, Falls>,
    policy: RestartPolicy,
}

/// The falls of one conversation of late.
struct Falls {
    restarts: Restarts,
    /// It is not woken before.
    until: Instant,
}

impl Residents {
    pub(crate) fn new(policy: RestartPolicy) -> Self {
        Self {
            awake: HashMap::new(),
            links: None,
            fallen: Vec::new(),
            falls: HashMap::new(),
            policy,
        }
    }

    /// A conversation panicked.
    pub(crate) fn fell(&mut self, seat: Seat) {
        self.fallen.push(seat);
    }

    /// The conversations that fell since the last look, each with the pause before it is woken.
    pub(crate) fn take_fallen(&mut self, now: Instant) -> Vec<(Seat, Duration)> {
        let fallen = std::mem::take(&mut self.fallen);
        fallen
            .into_iter()
            .map(|seat| {
                self.awake.remove(&seat.conversation_id);
                let policy = self.policy;
                let falls = self.falls.entry(seat.conversation_id).or_insert_with(|| Falls {
                    restarts: Restarts::new(policy),
                    until: now,
                });
                // One fall is nobody's habit: watchers and waiting messages go on at once.
                let is_first = falls.restarts.is_calm(now);
                let (Pause::Backoff(pause) | Pause::CrashLoop(pause)) = falls.restarts.fell(now);
                let pause = if is_first { Duration::ZERO } else { pause };
                falls.until = now + pause;
                (seat, pause)
            })
            .collect()
    }

    pub(crate) fn has_fallen(&self) -> bool {
        !self.fallen.is_empty()
    }

    /// Whether a conversation fell of late, and how long it is still not to be woken.
    pub(crate) fn fell_of_late(&mut self, conversation: ConversationId, now: Instant) -> Option<Duration> {
        let Entry::Occupied(mut falls) = self.falls.entry(conversation) else {
            return None;
        };
        if falls.get_mut().restarts.is_calm(now) {
            falls.remove();
            return None;
        }
        Some(falls.get().until.saturating_duration_since(now))
    }
}
