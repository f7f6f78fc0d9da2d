//! Numbers that are missing are read from the record: what other nodes published may have been lost.

use std::sync::Arc;

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use colloquy_engine::{
    conversation::{EventBody, event::Event},
    port::StoreError,
};
use tokio::sync::oneshot;

use super::{actor::Conversation, messages::Join};
use crate::{error::EngineError, request::Joined};

type JoinReply = oneshot::Sender<Result<Joined, EngineError>>;

/// Events that are read at once when some were missed.
const AT_ONCE: u64 = 500;

/// How long a missing number is waited for before it is read: what was published may be on its way.
const ON_ITS_WAY: std::time::Duration = std::time::Duration::from_millis(20);

/// Whether missing numbers are being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Healing {
    #[default]
    No,
    Soon,
    Reading,
    /// Something was asked for after the read had begun.
    ReadingAndAgain,
}

impl Conversation {
    /// A message that the record holds and this node has not heard of has to be taken up by its owner.
    fn is_unheard_of(&self, body: &EventBody) -> bool {
        matches!(body, EventBody::MessageAccepted(message)
            if !self.knows(message.message_id)
                && !self.seen.iter().any(|seen| seen.message_id == message.message_id))
    }

    /// Reads what is missing between the numbers, if it does not come by itself in a moment.
    pub(super) fn heal_when_missing(&mut self, context: &mut Context<Self>) {
        let is_due = self.nodes.are_many() && self.nodes.healing == Healing::No;
        if is_due && self.subscribers.misses_some() {
            self.nodes.healing = Healing::Soon;
            context.run_later(ON_ITS_WAY, |conversation, context| {
                if conversation.nodes.healing == Healing::Soon {
                    conversation.nodes.healing = Healing::No;
                    if conversation.subscribers.misses_some() {
                        conversation.heal(context);
                    }
                }
            });
        }
    }

    /// Lets watchers in once everything up to this moment has been shown: their clients may know more than this node.
    pub(super) fn join_when_healed(&mut self, join: Join, reply: JoinReply, context: &mut Context<Self>) {
        self.joining.push((join, reply));
        self.heal(context);
    }

    pub(super) fn heal(&mut self, context: &mut Context<Self>) {
        if matches!(self.nodes.healing, Healing::Reading | Healing::ReadingAndAgain) {
            self.nodes.healing = Healing::ReadingAndAgain;
            return;
        }
        self.nodes.healing = Healing::Reading;
        let store = Arc::clone(&self.links.ports.conversations);
        let (business, id, shown) = (self.seat.business_id, self.id(), self.subscribers.shown());
        let deadline = self.links.settings.ask_deadline;
        let read = async move {
            tokio::time::timeout(deadline, store.events_after(business, id, shown, AT_ONCE))
                .await
                .unwrap_or_else(|_elapsed| Err(StoreError::Unavailable("reading took too long".to_owned())))
        };
        context.spawn(read.into_actor(self).map(|result, conversation, context| {
            conversation.healed(result, context);
        }));
    }

    fn healed(&mut self, result: Result<Vec<Event>, StoreError>, context: &mut Context<Self>) {
        let again = self.nodes.healing == Healing::ReadingAndAgain;
        self.nodes.healing = Healing::No;
        // Without the database nothing new is written either: watchers get what is known.
        let events = result.unwrap_or_default();
        let is_all = (events.len() as u64) < AT_ONCE;
        for event in events {
            let Some(seq) = event.seq else { continue };
            if seq > self.subscribers.shown() {
                metrics::counter!("colloquy_events_healed_total").increment(1);
                self.nodes.has_more |= self.is_unheard_of(&event.body);
                self.show_from_elsewhere(seq, event.body);
            }
        }
        if again || !is_all {
            return self.heal(context);
        }
        if self.awake {
            self.let_in();
        }
        self.advance(context);
    }
}
