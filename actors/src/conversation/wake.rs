//! Reading the conversation's rows, at the beginning of its life and whenever another writer was faster.

use std::rc::Rc;

use actix::{ActorFutureExt, AsyncContext, Context, Handler, WrapFuture};
use colloquy_engine::{
    conversation::Event,
    ids::{BusinessId, ConversationId},
    port::{
        StoreError,
        conversations::{Origin, StoredConversation},
    },
};

use super::{
    actor::{Arrived, Conversation, Links},
    messages::{Join, Reread},
    subscribers::Shown,
};
use crate::{
    delivery::Delivery,
    error::EngineError,
    request::{Joined, SessionSeat},
};

/// Events that are read at once when watchers have to catch up after another writer.
const CATCH_UP: u64 = 500;

/// What was read at waking.
struct Read {
    stored: Option<StoredConversation>,
    /// What the watchers have not been shown; none when that is too much, or could not be read.
    missed: Option<Vec<Event>>,
}

impl Conversation {
    /// Reads the rows, then takes up what was left unanswered and what was asked meanwhile.
    pub(super) fn wake(&mut self, context: &mut Context<Self>) {
        let (links, shown) = (Rc::clone(&self.links), self.subscribers.shown());
        let (business, id) = (self.seat.business_id, self.id());
        let is_watched = self.subscribers.len() > 0;
        self.activity.set_busy(true);
        let read = async move {
            let reading = read(&links, business, id, is_watched.then_some(shown));
            tokio::time::timeout(links.settings.ask_deadline, reading)
                .await
                .unwrap_or_else(|_elapsed| Err(StoreError::Unavailable("reading took too long".to_owned())))
        };
        context.wait(
            read.into_actor(self)
                .map(|result, conversation, context| match result {
                    Ok(read) => conversation.woken(read, context),
                    Err(error) => conversation.not_woken(&error, context),
                }),
        );
    }

    fn woken(&mut self, Read { stored, missed }: Read, context: &mut Context<Self>) {
        self.failures = 0;
        self.show_missed(missed);
        let is_first_reading = !std::mem::replace(&mut self.was_read, true);
        self.doubtful = false;
        if let Some(stored) = stored {
            self.state = stored.state;
            let head = &self.state.head;
            self.kept_at = (stored.origin == Origin::Snapshot).then_some((head.version, head.last_seq));
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
            let was_left = is_first_reading || self.nodes.taken_over;
            self.waiting = stored
                .unsettled
                .into_iter()
                .filter(|inbound| !known.contains(&inbound.message_id))
                .map(|inbound| Arrived {
                    suspect: self.suspicion(&inbound, was_left),
                    was_left: self.has_waited(&inbound),
                    inbound,
                    subscriber: None,
                    signed_in: None,
                    flood_until: None,
                })
                .collect();
        }
        self.awake = true;
        self.rows_were_read();
        self.subscribers.begin_at(self.state.head.last_seq);
        self.weigh();
        self.let_in();
        for said in std::mem::take(&mut self.parked) {
            self.take_in(said, context);
        }
        self.advance(context);
    }

    /// Lets in whoever waits to watch.
    pub(super) fn let_in(&mut self) {
        for (join, reply) in std::mem::take(&mut self.joining) {
            let joined = self.join(join);
            // Who left meanwhile is noticed by the next offer to its queue.
            let _gone = reply.send(Ok(joined));
        }
    }

    /// Whoever woke it may not have known the shopper's session, which the cart hangs on.
    fn take_session_of_rows(&mut self) {
        let head = &self.state.head;
        // It has another one once its shopper has signed in.
        if let Some(id) = &head.session_id
            && self.seat.session.as_ref().is_none_or(|session| session.id != *id)
        {
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
        self.wake(context);
    }

    /// Shows watchers what was written while nobody here could show it. Where that is not known, they are sent to the
    /// store: they join again and catch up by themselves.
    fn show_missed(&mut self, missed: Option<Vec<Event>>) {
        let Some(missed) = missed else {
            self.subscribers.end();
            return;
        };
        for event in missed {
            let Some(seq) = event.seq else { continue };
            let everyone = Delivery::Event {
                seq,
                body: event.body.into(),
            };
            self.subscribers.show(seq, Shown { everyone, own: None });
        }
    }
}

impl Handler<Reread> for Conversation {
    type Result = ();

    fn handle(&mut self, _message: Reread, context: &mut Context<Self>) {
        self.doubtful = true;
        self.advance(context);
    }
}

async fn read(
    links: &Links,
    business: BusinessId,
    id: ConversationId,
    shown: Option<i64>,
) -> Result<Read, StoreError> {
    let conversations = links.ports.conversations.as_ref();
    let stored = links.wakes.wake(business, id).await?;
    let last_seq = stored.as_ref().map_or(0, |stored| stored.state.head.last_seq);
    let missed = match shown {
        Some(shown) if shown < last_seq => {
            let count = u64::try_from(last_seq - shown).unwrap_or(u64::MAX);
            if count > CATCH_UP {
                None
            } else {
                let events = conversations.events_after(business, id, shown, count).await;
                events.ok().filter(|events| events.len() as u64 == count)
            }
        }
        _ => Some(Vec::new()),
    };
    Ok(Read { stored, missed })
}
