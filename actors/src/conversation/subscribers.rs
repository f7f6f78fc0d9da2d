//! Who watches the conversation, and in which order they are shown what happens.

use std::collections::{BTreeMap, HashMap};

use crate::{
    delivery::{Delivery, DeliveryQueue, SubscriberId},
    sleepers::Watched,
};

/// One numbered thing to show. The shopper's own connection hears an acknowledgement in its place.
#[derive(Debug)]
pub(super) struct Shown {
    pub everyone: Delivery,
    pub own: Option<(SubscriberId, Delivery)>,
}

/// The watchers, and what waits because a lower number has not been shown yet.
#[derive(Debug, Default)]
pub(super) struct Subscribers {
    queues: HashMap<SubscriberId, DeliveryQueue>,
    /// Commits are answered in the order of their batches, but the answers of two batches may be looked at the
    /// other way round: numbers are what counts.
    held_back: BTreeMap<i64, Shown>,
    shown: i64,
}

impl Subscribers {
    /// The watchers of a conversation that slept.
    pub(super) fn of(watched: Watched) -> Self {
        let queues = watched.watchers.into_iter();
        Self {
            queues: queues.map(|watcher| (watcher.id, watcher.queue)).collect(),
            held_back: BTreeMap::new(),
            shown: watched.shown,
        }
    }

    /// Ends every queue: what its reader does not know of is to be asked for again.
    pub(super) fn end(&mut self) {
        for (_, queue) in self.queues.drain() {
            queue.close();
        }
    }

    pub(super) fn add(&mut self, id: SubscriberId, queue: DeliveryQueue) {
        self.queues.insert(id, queue);
    }

    pub(super) fn remove(&mut self, id: SubscriberId) {
        self.queues.remove(&id);
        if self.queues.is_empty() {
            self.queues = HashMap::new();
        }
    }

    pub(super) fn len(&self) -> usize {
        self.queues.len()
    }

    /// The highest number that has been shown.
    pub(super) fn shown(&self) -> i64 {
        self.shown
    }

    /// Everything up to here has been shown, or is to be read from the store by whoever missed it.
    pub(super) fn begin_at(&mut self, seq: i64) {
        self.shown = self.shown.max(seq);
        let later = self.held_back.split_off(&(self.shown + 1));
        let passed = std::mem::replace(&mut self.held_back, later);
        for (id, acknowledged) in passed.into_values().filter_map(|shown| shown.own) {
            self.tell(id, acknowledged);
        }
        self.show_next();
    }

    /// Shows a numbered thing as soon as every lower number has been shown.
    pub(super) fn show(&mut self, seq: i64, shown: Shown) {
        if seq <= self.shown {
            // The event was read from the record before this answer came: its own connection still waits for it.
            if let Some((id, acknowledged)) = shown.own {
                self.tell(id, acknowledged);
            }
            return;
        }
        if seq == self.shown + 1 {
            self.show_now(shown);
            return self.show_next();
        }
        // The same number, read from the record, takes nothing from the sender's own connection.
        let is_known = self.held_back.contains_key(&seq);
        if !is_known || shown.own.is_some() {
            self.held_back.insert(seq, shown);
        }
        self.show_next();
    }

    /// Whether something waits for a lower number.
    pub(super) fn misses_some(&self) -> bool {
        !self.held_back.is_empty()
    }

    /// Shows something passing to everyone, `except` for one.
    pub(super) fn show_passing(&mut self, delivery: &Delivery, except: Option<SubscriberId>) {
        self.queues
            .retain(|id, queue| Some(*id) == except || queue.offer(delivery.clone()));
    }

    /// Shows something to one watcher alone.
    pub(super) fn tell(&mut self, id: SubscriberId, delivery: Delivery) {
        if let Some(queue) = self.queues.get(&id)
            && !queue.offer(delivery)
        {
            self.queues.remove(&id);
        }
    }

    fn show_next(&mut self) {
        while let Some(shown) = self.held_back.remove(&(self.shown + 1)) {
            self.show_now(shown);
        }
        if self.held_back.is_empty() {
            // An empty map keeps its last node, which takes more than the rest of this.
            self.held_back = BTreeMap::new();
        }
    }

    /// Shows what has the next number.
    fn show_now(&mut self, Shown { everyone, own }: Shown) {
        self.shown += 1;
        let (own_id, own_delivery) = own.unzip();
        self.queues.retain(|id, queue| match &own_delivery {
            Some(delivery) if Some(*id) == own_id => queue.offer(delivery.clone()),
            _ => queue.offer(everyone.clone()),
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use colloquy_engine::conversation::{
        EventBody, Status,
        event::{By, StatusChange},
    };

    use super::*;
    use crate::delivery::delivery_queue;

    fn event(seq: i64) -> Shown {
        let change = StatusChange {
            status: Status::ActiveAi,
            by: By::Assistant,
        };
        let body = Arc::new(EventBody::StatusChanged(change));
        Shown {
            everyone: Delivery::Event { seq, body },
            own: None,
        }
    }

    #[tokio::test]
    async fn numbers_are_shown_in_order_whatever_order_commits_are_heard_in() {
        let (queue, mut receiver) = delivery_queue();
        let mut subscribers = Subscribers::default();
        subscribers.add(SubscriberId(1), queue);
        for seq in [3, 1, 2, 2, 5, 4] {
            subscribers.show(seq, event(seq));
        }
        subscribers.end();
        let mut seen = Vec::new();
        while let Some(Delivery::Event { seq, .. }) = receiver.next().await {
            seen.push(seq);
        }
        assert_eq!(seen, [1, 2, 3, 4, 5]);
    }

    #[tokio::test]
    async fn an_acknowledgement_reaches_its_sender_even_when_others_saw_the_message_first() {
        let (queue, mut receiver) = delivery_queue();
        let mut subscribers = Subscribers::default();
        subscribers.add(SubscriberId(1), queue);
        subscribers.show(1, event(1));
        let acknowledged = Delivery::Acknowledged {
            client_message_id: None,
            message_id: colloquy_engine::ids::MessageId(uuid::Uuid::nil()),
            seq: 1,
            duplicate: false,
        };
        let late = Shown {
            own: Some((SubscriberId(1), acknowledged)),
            ..event(1)
        };
        subscribers.show(1, late);
        subscribers.end();
        assert!(matches!(
            receiver.next().await,
            Some(Delivery::Event { seq: 1, .. })
        ));
        assert!(matches!(
            receiver.next().await,
            Some(Delivery::Acknowledged { seq: 1, .. })
        ));
        assert!(receiver.next().await.is_none());
    }
}
