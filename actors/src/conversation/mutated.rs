//! Where the defects of [`Mutation`] sit in a conversation. None of them is there unless tests ask for it.

use colloquy_engine::port::journal::Unit;

use super::actor::{Arrived, Conversation};
use crate::{delivery::Delivery, mutation::Mutation};

impl Conversation {
    pub(super) fn is_mutated(&self, mutation: Mutation) -> bool {
        self.links.settings.mutation == Some(mutation)
    }

    pub(super) fn acknowledge_too_early(&mut self, arrived: &Arrived) {
        if let (true, Some(subscriber)) = (self.is_mutated(Mutation::AckBeforeCommit), arrived.subscriber) {
            let guessed = self.subscribers.shown() + 1;
            let acknowledged = Delivery::Acknowledged {
                client_message_id: arrived.inbound.client_message_id.clone(),
                message_id: arrived.inbound.message_id,
                seq: guessed,
                duplicate: false,
            };
            self.subscribers.tell(subscriber, acknowledged);
        }
    }

    pub(super) fn without_fence(&self, mut unit: Unit) -> Unit {
        if self.is_mutated(Mutation::NoFence)
            && let Some(part) = &mut unit.conversation
        {
            part.expected_version = None;
        }
        unit
    }
}
