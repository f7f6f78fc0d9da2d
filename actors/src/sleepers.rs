//! Conversations that sleep while somebody watches them, and which of the awake ones are to follow them.
//!
//! A watcher's queue belongs to its socket. While the conversation sleeps, the router keeps the queues, some hundred
//! bytes for each; whatever wakes the conversation gives them to it, so that the watchers hear what is said next.

use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

use colloquy_engine::ids::ConversationId;

use crate::{
    activity::Activity,
    cluster::{Heard, Listening, Shard},
    delivery::{Delivery, DeliveryQueue, SubscriberId},
    request::Seat,
};

/// One socket that watches a conversation.
#[derive(Clone, Debug)]
pub(crate) struct Watcher {
    pub id: SubscriberId,
    pub queue: DeliveryQueue,
}

/// The watchers of a conversation, and what they have been shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Watched {
    pub watchers: Vec<Watcher>,
    /// Everything up to this number.
    pub shown: i64,
}

/// What it takes to wake a sleeping conversation when another node says something of it.
#[derive(Debug)]
pub(crate) struct WakeUp {
    pub seat: Seat,
    /// What is said comes here for as long as this lives.
    pub _listening: Listening,
}

/// A conversation that sleeps while it is watched.
#[derive(Debug)]
struct Asleep {
    watched: Watched,
    /// None where there is one node alone.
    wake_up: Option<Box<WakeUp>>,
}

/// The watchers of sleeping conversations.
#[derive(Debug, Default)]
pub(crate) struct Sleepers {
    asleep: HashMap<ConversationId, Asleep>,
}

impl Watched {
    /// Forgets watchers whose sockets are gone.
    pub(crate) fn forget_gone(&mut self) {
        self.watchers.retain(|watcher| !watcher.queue.is_closed());
    }

    /// Shows something that has no number.
    fn show_passing(&mut self, delivery: &Delivery) {
        self.watchers
            .retain(|watcher| watcher.queue.offer(delivery.clone()));
    }

    /// Watches no more.
    pub(crate) fn leave(&mut self, id: SubscriberId) {
        self.watchers.retain(|watcher| watcher.id != id);
        self.watchers.shrink_to_fit();
    }
}

impl Sleepers {
    /// A conversation falls asleep. Without watchers nothing is kept of it.
    pub(crate) fn put(
        &mut self,
        id: ConversationId,
        mut watched: Watched,
        wake_up: impl FnOnce() -> Option<Box<WakeUp>>,
    ) {
        watched.forget_gone();
        if !watched.watchers.is_empty() {
            watched.watchers.shrink_to_fit();
            let wake_up = wake_up();
            self.asleep.insert(id, Asleep { watched, wake_up });
        }
    }

    /// A conversation is woken.
    pub(crate) fn take(&mut self, id: ConversationId) -> Watched {
        self.asleep
            .remove(&id)
            .map(|asleep| asleep.watched)
            .unwrap_or_default()
    }

    /// Another node said something of a conversation. What passes is shown to its watchers while it sleeps on; for
    /// what they have not been shown, the answer is whom to wake.
    pub(crate) fn hear(&mut self, id: ConversationId, heard: &Heard) -> Option<Seat> {
        let asleep = self.asleep.get_mut(&id)?;
        let shown = asleep.watched.shown;
        let has_more = match heard {
            Heard::Events { events, .. } => events.iter().any(|event| event.seq > shown),
            Heard::Mark { last_seq, .. } => *last_seq > shown,
            Heard::Typing { is_typing, by } => {
                asleep.watched.show_passing(&Delivery::Typing {
                    is_typing: *is_typing,
                    by: *by,
                });
                false
            }
            Heard::Silent { messages } => {
                asleep.watched.show_passing(&Delivery::Silent {
                    messages: messages.clone(),
                });
                false
            }
        };
        let wake_up = asleep.wake_up.as_ref().filter(|_| has_more)?;
        Some(wake_up.seat.clone())
    }

    /// Those of some shards.
    pub(crate) fn of_shards(&self, shards: &HashSet<Shard>) -> Vec<ConversationId> {
        let ids = self.asleep.keys().copied();
        ids.filter(|id| shards.contains(&Shard::of(*id))).collect()
    }

    /// Somebody watches a sleeping conversation no more.
    pub(crate) fn leave(&mut self, id: ConversationId, subscriber: SubscriberId) {
        if let Some(asleep) = self.asleep.get_mut(&id) {
            asleep.watched.leave(subscriber);
            if asleep.watched.watchers.is_empty() {
                self.asleep.remove(&id);
            }
        }
    }

    /// Forgets watchers whose sockets went without a word.
    pub(crate) fn forget_gone(&mut self) {
        self.asleep.retain(|_, asleep| {
            asleep.watched.forget_gone();
            !asleep.watched.watchers.is_empty()
        });
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.asleep.len()
    }
}

/// How many conversations may be awake on an arbiter, and how much they may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub conversations: usize,
    pub bytes: usize,
}

impl Room {
    /// Whether there is too little of it.
    pub(crate) fn is_short(&self, conversations: usize, bytes: usize) -> bool {
        conversations > self.conversations || bytes > self.bytes
    }

    /// Those to put to sleep so that there is room again, with a twentieth to spare, so that the next look is not due
    /// at the next waking: the least recently used first, and none that has anything to do.
    pub(crate) fn make<'a>(
        &self,
        awake: impl ExactSizeIterator<Item = (ConversationId, &'a Activity)>,
        mut bytes: usize,
    ) -> Vec<ConversationId> {
        // With the one that is about to be woken.
        let mut left = awake.len() + 1;
        let aim = Self {
            conversations: self.conversations - self.conversations / 20,
            bytes: self.bytes - self.bytes / 20,
        };
        let mut candidates: Vec<(Instant, ConversationId, usize)> = awake
            .filter(|(_, activity)| activity.may_sleep())
            .map(|(id, activity)| (activity.last(), id, activity.bytes()))
            .collect();
        candidates.sort_unstable();
        let mut chosen = Vec::new();
        for (_, id, size) in candidates {
            if !aim.is_short(left, bytes) {
                break;
            }
            left -= 1;
            bytes = bytes.saturating_sub(size);
            chosen.push(id);
        }
        chosen
    }
}

/// Those that have had nothing to do for long enough.
pub(crate) fn idle<'a>(
    awake: impl Iterator<Item = (ConversationId, &'a Activity)>,
    after: Duration,
) -> Vec<ConversationId> {
    awake
        .filter(|(_, activity)| activity.may_sleep() && activity.idle() >= after)
        .map(|(id, _)| id)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use uuid::Uuid;

    use super::*;
    use crate::{activity::TotalBytes, delivery::delivery_queue};

    fn id(number: u128) -> ConversationId {
        ConversationId(Uuid::from_u128(number))
    }

    fn awake(total: &TotalBytes, count: u128) -> Vec<(ConversationId, Rc<Activity>)> {
        let make = |number| {
            let activity = Activity::new(total);
            activity.set_bytes(10);
            activity.set_busy(false);
            activity.touch();
            (id(number), activity)
        };
        (0..count).map(make).collect()
    }

    fn chosen(room: Room, all: &[(ConversationId, Rc<Activity>)], total: &TotalBytes) -> Vec<ConversationId> {
        let each = all.iter().map(|(id, activity)| (*id, activity.as_ref()));
        room.make(each, total.get())
    }

    #[test]
    fn the_least_recently_used_make_room_and_a_busy_one_never_does() {
        let total = TotalBytes::default();
        let all = awake(&total, 40);
        all[0].1.touch();
        all[1].1.set_busy(true);
        all[2].1.offered();
        let by_count = Room {
            conversations: 20,
            bytes: usize::MAX,
        };
        let expected: Vec<ConversationId> = (3..25).map(id).collect();
        assert_eq!(
            chosen(by_count, &all, &total),
            expected,
            "eighteen stay, and one is to come"
        );
        let by_bytes = Room {
            conversations: 1_000,
            bytes: 380,
        };
        assert_eq!(chosen(by_bytes, &all, &total), (3..7).map(id).collect::<Vec<_>>());
        for (_, activity) in &all {
            activity.set_busy(true);
        }
        assert_eq!(chosen(by_count, &all, &total), []);
    }

    #[test]
    fn sleeping_conversations_forget_watchers_that_left_or_are_gone() {
        let mut sleepers = Sleepers::default();
        let (queue, receiver) = delivery_queue();
        let (other, _open) = delivery_queue();
        let watchers = vec![
            Watcher {
                id: SubscriberId(1),
                queue,
            },
            Watcher {
                id: SubscriberId(2),
                queue: other,
            },
        ];
        sleepers.put(id(1), Watched { watchers, shown: 7 }, || None);
        drop(receiver);
        sleepers.forget_gone();
        assert_eq!(sleepers.len(), 1);
        sleepers.leave(id(1), SubscriberId(2));
        assert_eq!(sleepers.len(), 0);
        sleepers.put(id(2), Watched::default(), || None);
        assert_eq!(sleepers.len(), 0, "nobody watches it");
    }
}
