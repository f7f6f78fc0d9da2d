//! Reading the conversation's rows, at the beginning of its life and whenever another writer was faster.

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use colloquy_engine::port::{StoreError, conversations::StoredConversation};

use super::{
    actor::{Arrived, Conversation},
    messages::Join,
    subscribers::Shown,
    suspects::TAKEN_UP,
};
use crate::{
    delivery::Delivery,
    error::EngineError,
    request::{Joined, SessionSeat},
};

/// Events that are read at once when watchers have to catch up after another writer.
const CATCH_UP: u64 = 500;

impl Conversation {
    /// Reads the rows, then takes up what was left unanswered and what was asked meanwhile.
    pub(super) fn wake(&mut self, context: &mut Context<Self>) {
        let store = self.links.ports.conversations.clone();
        let (business, id, deadline) = (self.seat.business_id, self.id(), self.links.settings.ask_deadline);
        let read = async move {
            tokio::time::timeout(deadline, store.load(business, id))
                .await
                .unwrap_or_else(|_elapsed| Err(StoreError::Unavailable("reading took too long".to_owned())))
        };
        context.wait(
            read.into_actor(self)
                .map(|result, conversation, context| match result {
                    Ok(stored) => conversation.woken(stored, context),
                    Err(error) => conversation.not_woken(&error, context),
                }),
        );
    }

    fn woken(&mut self, stored: Option<StoredConversation>, context: &mut Context<Self>) {
        self.failures = 0;
        let is_first_reading = !std::mem::replace(&mut self.was_read, true);
        self.doubtful = false;
        if let Some(stored) = stored {
            self.state = stored.state;
            if let Some(customer_id) = self.state.head.customer_id {
                self.customer_id = customer_id;
            }
            self.take_session_of_rows();
            self.seen = stored.seen.into();
            let known: Vec<_> = self
                .receipting
                .iter()
                .map(|arrived| arrived.inbound.message_id)
                .collect();
            self.waiting = stored
                .unsettled
                .into_iter()
                .filter(|inbound| !known.contains(&inbound.message_id))
                .map(|inbound| Arrived {
                    // Whoever had taken it up before is gone, perhaps over it.
                    suspect: (is_first_reading || inbound.attempts > 0).then_some(TAKEN_UP),
                    inbound,
                    subscriber: None,
                    signed_in: false,
                    flood_until: None,
                })
                .collect();
        }
        self.awake = true;
        self.subscribers.begin_at(self.state.head.last_seq);
        for (join, reply) in std::mem::take(&mut self.joining) {
            let joined = self.join(join);
            // Who left meanwhile is noticed by the next offer to its queue.
            let _gone = reply.send(Ok(joined));
        }
        for said in std::mem::take(&mut self.parked) {
            self.take_in(said, context);
        }
        self.advance(context);
    }

    /// Whoever woke it may not have known the shopper's session, which the cart hangs on.
    fn take_session_of_rows(&mut self) {
        let head = &self.state.head;
        if let (None, Some(id)) = (&self.seat.session, &head.session_id) {
            self.seat.session = Some(SessionSeat {
                id: id.clone(),
                created_at: head.created_at,
                initial_context: None,
            });
        }
    }

    fn not_woken(&mut self, error: &StoreError, context: &mut Context<Self>) {
        tracing::error!(
            event_type = "conversation_not_woken", conversation_id = %self.id(), error_code = %error,
            "a conversation could not be read"
        );
        let error = EngineError::Store(error.clone());
        for (_join, reply) in std::mem::take(&mut self.joining) {
            let _gone = reply.send(Err(error.clone()));
        }
        for (_wish, reply) in std::mem::take(&mut self.wishes) {
            let _gone = reply.send(Err(error.clone()));
        }
        for said in std::mem::take(&mut self.parked) {
            self.refuse(&said, error.clone());
        }
        self.failures = self.failures.saturating_add(1);
        let wait = std::time::Duration::from_millis(200 << self.failures.min(6));
        context.run_later(wait, |conversation, context| conversation.wake(context));
    }

    pub(super) fn join(&mut self, join: Join) -> Joined {
        self.subscribers.add(join.subscriber, join.queue);
        Joined {
            subscriber: join.subscriber,
            last_seq: self.subscribers.shown(),
            status: self.state.head.status,
            stored: self.state.stored,
        }
    }

    /// Another writer was faster: read afresh, show the watchers what they missed, then go on.
    ///
    /// Messages of a turn that was under way and are durable come back with the rows; those that are not go first
    /// in line again.
    pub(super) fn read_afresh(&mut self, context: &mut Context<Self>) {
        if let Some(running) = self.running.take() {
            let fresh = running.messages.into_iter().filter(|_| running.fresh);
            let later = std::mem::take(&mut self.gathering);
            self.gathering = fresh.chain(later).collect();
        }
        self.awake = false;
        let store = self.links.ports.conversations.clone();
        let (business, id, shown) = (self.seat.business_id, self.id(), self.subscribers.shown());
        let missed = async move { store.events_after(business, id, shown, CATCH_UP).await };
        context.wait(missed.into_actor(self).map(|result, conversation, context| {
            for event in result.unwrap_or_default() {
                let Some(seq) = event.seq else { continue };
                let everyone = Delivery::Event {
                    seq,
                    body: event.body.into(),
                };
                conversation.subscribers.show(seq, Shown { everyone, own: None });
            }
            conversation.wake(context);
        }));
    }
}
