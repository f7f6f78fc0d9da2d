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

use actix::{Addr, Handler, Message};
use colloquy_engine::{
    channel::Channel,
    ids::{BusinessId, ConversationId},
};

use crate::{
    activity::{Activity, Asked, TotalBytes},
    conversation::{Conversation, Links, Stop},
    customer::CustomerOf,
    error::EngineError,
    mailbox::{ask, offer},
    request::Seat,
    sleepers::{self, Room, Sleepers, WakeUp, Watched, Watcher},
    supervisor::{Pause, RestartPolicy, Restarts},
};

/// Who is named by the refusal of a conversation that keeps falling.
pub(crate) const RESTING: &str = "a conversation that fell";

/// Shared by the router and by the guards of the conversations; one thread sees it.
pub(crate) type SharedResidents = Rc<RefCell<Residents>>;

/// One awake conversation.
pub(crate) struct Awake {
    pub conversation: Addr<Conversation>,
    pub customer: Rc<CustomerOf>,
    pub activity: Rc<Activity>,
    /// The same watchers as the conversation's own, to be kept when it falls asleep.
    pub watchers: Vec<Watcher>,
    /// What wakes it again without a socket that knows it.
    pub place: (BusinessId, Channel),
}

const CONVERSATION: &str = "conversation";

/// How long it is not looked for room again where all are busy.
const CROWDED: Duration = Duration::from_millis(100);

impl Awake {
    /// Puts a message into the conversation's mailbox, and remembers that it is there.
    pub(crate) fn offer<M>(&self, message: M) -> Result<(), EngineError>
    where
        Conversation: Handler<M>,
        M: Message + Send + 'static,
        M::Result: Send,
    {
        offer(CONVERSATION, &self.conversation, message)?;
        self.activity.offered();
        Ok(())
    }

    /// What it takes to ask it. As long as this is held, the conversation does not fall asleep.
    pub(crate) fn asking(&self) -> Asking {
        Asking {
            address: self.conversation.clone(),
            _asked: self.activity.asked(),
        }
    }
}

/// A call of an awake conversation.
pub(crate) struct Asking {
    address: Addr<Conversation>,
    _asked: Asked,
}

impl Asking {
    /// Asks, and waits for the answer.
    pub(crate) async fn ask<M>(self, message: M, deadline: Duration) -> Result<M::Result, EngineError>
    where
        Conversation: Handler<M>,
        M: Message + Send + 'static,
        M::Result: Send,
    {
        ask(CONVERSATION, &self.address, message, deadline).await
    }
}

/// Everything on one arbiter that outlives its router.
pub(crate) struct Residents {
    pub awake: HashMap<ConversationId, Awake>,
    /// Those that sleep and are watched.
    pub sleepers: Sleepers,
    /// What all that are awake take.
    pub bytes: TotalBytes,
    /// What all conversations share; made with the first of them.
    pub links: Option<Rc<Links>>,
    /// Conversations that fell and that no router has looked at yet.
    fallen: Vec<Seat>,
    falls: HashMap<ConversationId, Falls>,
    policy: RestartPolicy,
    /// No room could be made: it is not tried again before.
    crowded_until: Option<Instant>,
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
            sleepers: Sleepers::default(),
            bytes: TotalBytes::default(),
            links: None,
            fallen: Vec::new(),
            falls: HashMap::new(),
            policy,
            crowded_until: None,
        }
    }

    /// Makes room for one more conversation, when there is too little of it.
    pub(crate) fn make_room(&mut self, room: Room) {
        let now = Instant::now();
        if !room.is_short(self.awake.len() + 1, self.bytes.get())
            || self.crowded_until.is_some_and(|until| now < until)
        {
            return;
        }
        let chosen = room.make(self.activities(), self.bytes.get());
        self.put_to_sleep(chosen, "memory");
        // Where all are busy, a look at each waking would cost more than it frees.
        let is_crowded = room.is_short(self.awake.len() + 1, self.bytes.get());
        self.crowded_until = is_crowded.then(|| now + CROWDED);
    }

    /// Puts to sleep what has had nothing to do for long enough.
    pub(crate) fn put_idle_to_sleep(&mut self, after: Duration) {
        let chosen = sleepers::idle(self.activities(), after);
        self.put_to_sleep(chosen, "idle");
        self.sleepers.forget_gone();
    }

    fn activities(&self) -> impl ExactSizeIterator<Item = (ConversationId, &Activity)> {
        self.awake
            .iter()
            .map(|(id, awake)| (*id, awake.activity.as_ref()))
    }

    /// Forgets conversations that have nothing to do and nothing in their mailboxes, and keeps their watchers.
    fn put_to_sleep(&mut self, chosen: Vec<ConversationId>, cause: &'static str) {
        for id in chosen {
            let Some(awake) = self.awake.remove(&id) else {
                continue;
            };
            // Nothing stands before it in the mailbox. One that cannot hear it has fallen, and its guard tells so.
            if offer(CONVERSATION, &awake.conversation, Stop).is_ok() {
                metrics::counter!("colloquy_conversations_passivated_total", "cause" => cause).increment(1);
                // As good as gone: the next look for room is not to count it once more.
                awake.activity.set_bytes(0);
                let watched = Watched {
                    watchers: awake.watchers,
                    shown: awake.activity.shown(),
                };
                let cluster = self.links.as_ref().and_then(|links| links.cluster.as_ref());
                let (business_id, channel) = awake.place;
                // Its sockets are this node's, whoever answers it: it goes on listening while it sleeps.
                let wake_up = || {
                    cluster.map(|cluster| {
                        let seat = Seat {
                            business_id,
                            conversation_id: id,
                            channel,
                            session: None,
                        };
                        Box::new(WakeUp {
                            seat,
                            _listening: cluster.listen(id),
                        })
                    })
                };
                self.sleepers.put(id, watched, wake_up);
            }
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
