//! One turn is computed at a time: started, watched by a deadline, computed again when it was overtaken.

use std::{
    rc::Rc,
    time::{Duration, Instant},
};

use actix::{ActorFutureExt, AsyncContext, Context, SpawnHandle, WrapFuture};
use colloquy_engine::{
    answering::responder,
    conversation::event::By,
    ids::TurnId,
    turn::{Context as TurnContext, Inbound, Stage, Turn, context::FloodState},
};

use super::{
    actor::{Arrived, Conversation, Links},
    places::{Line, Place},
    streaming::Live,
};
use crate::{
    customer::GatherContext,
    delivery::Delivery,
    error::EngineError,
    fault::Faults,
    mailbox::ask,
    mutation,
    stages::{LiveAnswer, TurnError},
};

/// How often a turn is computed before a person is asked (architecture.md, Durability 2).
const TRIES: u8 = 3;

/// The turn that is being computed, or that is computed and waits for its commit.
pub(super) struct Running {
    pub id: TurnId,
    pub messages: Vec<Arrived>,
    /// Its messages' receipts are not with the journal yet: they go with the turn.
    pub fresh: bool,
    pub computed: Option<Box<Turn>>,
    /// The version of the state that it is computed from.
    pub version: i64,
    /// Something it was computed from has changed since.
    pub outdated: bool,
    pub tries: u8,
    /// What fell over its one message too often: no turn is computed, the message becomes a dead letter.
    pub given_up: Option<&'static str>,
    /// Its answer, while it is being written.
    pub live: Option<Live>,
    /// Told the shopper that the assistant writes.
    typing: bool,
    receipt_timer: Option<SpawnHandle>,
    /// Where it is computed, until it is or takes too long.
    place: Option<Place>,
}

impl Conversation {
    /// Starts a turn over everything that waits, or over the first part of it when floods or drafts divide it.
    pub(super) fn start_next_turn(&mut self, context: &mut Context<Self>) {
        if self.cautious && self.waiting.is_empty() && !self.gathering.is_empty() {
            return self.write_receipts(context);
        }
        let (messages, fresh) = self.take_turn_messages();
        let Some(first) = messages.first() else { return };
        let is_suspect = first.suspect.is_some();
        self.running = Some(Running {
            id: TurnId(self.links.ports.ids.next()),
            messages,
            fresh,
            computed: None,
            version: self.state.head.version,
            outdated: false,
            tries: 0,
            given_up: None,
            live: None,
            typing: false,
            receipt_timer: None,
            place: None,
        });
        if is_suspect {
            return self.begin_again(context);
        }
        self.compute(context);
        self.hurry_after(self.links.settings.receipt_patience, context);
    }

    /// Computes the running turn as soon as there is a place for it.
    pub(super) fn compute(&mut self, context: &mut Context<Self>) {
        self.abort_live();
        let Some(running) = &mut self.running else { return };
        running.tries += 1;
        running.computed = None;
        running.place = None;
        let (id, tries) = (running.id, running.tries);
        let (places, deadline) = (self.links.places.clone(), self.links.settings.turn_deadline);
        let mut messages = running.messages.iter();
        let is_left = messages.any(|arrived| arrived.was_left || arrived.suspect.is_some());
        let line = if is_left { Line::Left } else { Line::Now };
        let place = async move { places.take(line, deadline).await };
        context.spawn(
            place
                .into_actor(self)
                .map(move |place, conversation, context| match place {
                    Ok(place) => conversation.compute_in(place, id, tries, context),
                    Err(error) => conversation.turn_computed(id, tries, Err(error.into()), context),
                }),
        );
    }

    fn compute_in(&mut self, place: Place, id: TurnId, tries: u8, context: &mut Context<Self>) {
        let Some(running) = &mut self.running else { return };
        if running.id != id || running.tries != tries {
            return;
        }
        running.outdated = false;
        running.place = Some(place);
        running.version = self.state.head.version;
        let given_up = running.given_up;
        self.hurry_after(self.links.settings.receipt_delay, context);
        let (live, reply_id) = self.begin_live(id, tries, context);
        let Some(running) = &mut self.running else { return };
        let draft = Draft {
            id,
            seat: (
                self.seat.business_id,
                self.seat.conversation_id,
                self.seat.channel,
            ),
            inbound: running
                .messages
                .iter()
                .map(|arrived| arrived.inbound.clone())
                .collect(),
            signed_in: author(&running.messages),
            flood: self.flood_state(),
            state: self.state.clone(),
            customer: (self.customer)
                .actor(&self.links.ports, self.links.cluster.is_none())
                .clone(),
            session: self.seat.session.as_ref().map(|session| session.id.clone()),
            live,
            reply_id,
        };
        let give_up = match given_up {
            Some(_) => Some("poison_message"),
            None => (tries > TRIES).then_some("turn_failed"),
        };
        if give_up.is_none() {
            let faults = Faults {
                allowed: self.links.settings.fault_injection,
            };
            faults.strike("conversation", &draft.inbound);
        }
        let links = Rc::clone(&self.links);
        let compute = async move {
            let deadline = links.settings.turn_deadline;
            match tokio::time::timeout(deadline, draft.walk(&links, give_up)).await {
                Ok(result) => result,
                Err(_elapsed) => Err(EngineError::TimedOut { actor: "turn" }.into()),
            }
        };
        context.spawn(
            compute
                .into_actor(self)
                .map(move |result, conversation, context| {
                    conversation.turn_computed(id, tries, result, context);
                }),
        );
    }

    fn turn_computed(
        &mut self,
        id: TurnId,
        tries: u8,
        result: Result<Box<Turn>, TurnError>,
        context: &mut Context<Self>,
    ) {
        let Some(running) = &mut self.running else { return };
        if running.id != id || running.tries != tries {
            return;
        }
        running.place = None;
        match result {
            // Overtaken by what is still being written, it is computed again once that is known.
            Ok(turn) if !running.outdated || self.writing => running.computed = Some(turn),
            Ok(_overtaken) => return self.compute(context),
            Err(TurnError::Fell(actor)) => return self.set_apart(actor, context),
            // The actor fell over another turn, and this one was only near.
            Err(TurnError::Engine(EngineError::Gone { .. })) if running.tries <= TRIES => {
                return self.compute(context);
            }
            Err(TurnError::Engine(error)) => {
                tracing::error!(
                    event_type = "turn_failed", conversation_id = %self.seat.conversation_id, turn_id = %id,
                    error_code = error.code(), "a turn failed: {error}"
                );
                if matches!(error, EngineError::Store(_)) && running.tries <= TRIES {
                    // The database is away: the messages wait with it.
                    self.fail_running(error, context);
                    return;
                }
                running.tries = running.tries.max(TRIES);
                return self.compute(context);
            }
        }
        self.advance(context);
    }

    /// After this long the shopper is told that the assistant writes, and what is not durable yet becomes so; a turn
    /// that is still computed then no longer keeps others from it.
    fn hurry_after(&mut self, delay: Duration, context: &mut Context<Self>) {
        let Some(running) = &mut self.running else { return };
        if let Some(timer) = running.receipt_timer.take() {
            context.cancel_future(timer);
        }
        running.receipt_timer = Some(context.run_later(delay, |conversation, context| {
            if let Some(running) = &mut conversation.running {
                running.place = None;
            }
            conversation.show_typing();
            conversation.write_running_receipts(context);
        }));
    }

    /// Computes the running turn again from what is so now.
    pub(super) fn compute_again(&mut self, context: &mut Context<Self>) {
        self.compute(context);
    }

    /// Gives up the running turn: fresh messages are refused, durable ones wait for a better time.
    pub(super) fn fail_running(&mut self, error: EngineError, context: &mut Context<Self>) {
        self.abort_live();
        let in_journal = self.running_has(&self.receipting);
        let Some(running) = self.running.take() else {
            return;
        };
        if in_journal {
            // Whether they are durable, and wait, is known once their receipts are answered.
        } else if running.fresh {
            for arrived in &running.messages {
                self.refuse_arrived(arrived, error.clone());
            }
        } else {
            let later = std::mem::take(&mut self.waiting);
            self.waiting = running.messages.into_iter().chain(later).collect();
        }
        self.answer_repeats();
        self.pause(context);
    }

    /// Cancels what only a running turn needs. Answers whether the shopper was told that the assistant writes.
    pub(super) fn end_running(&mut self, context: &mut Context<Self>) -> Option<Running> {
        self.abort_live();
        let mut running = self.running.take()?;
        if let Some(timer) = running.receipt_timer.take() {
            context.cancel_future(timer);
        }
        if running.typing {
            let done = Delivery::Typing {
                is_typing: false,
                by: By::Assistant,
            };
            self.show_everywhere(&done);
        }
        Some(running)
    }

    fn show_typing(&mut self) {
        let Some(running) = &mut self.running else { return };
        if !running.typing && !self.state.head.owner.is_person() {
            running.typing = true;
            let writes = Delivery::Typing {
                is_typing: true,
                by: By::Assistant,
            };
            self.show_everywhere(&writes);
        }
    }

    /// The messages of the next turn, and whether none of them is durable yet.
    fn take_turn_messages(&mut self) -> (Vec<Arrived>, bool) {
        if let Some(window) = self.links.settings.quiet_windows.get(&self.channel())
            && !window.is_zero()
        {
            let newest = self
                .waiting
                .iter()
                .chain(&self.gathering)
                .map(|arrived| arrived.inbound.received_at)
                .max();
            let quiet = newest.is_some_and(|at| {
                (self.links.ports.clock.now() - at).to_std().unwrap_or_default() >= *window
            });
            if !quiet {
                return (Vec::new(), false);
            }
        }
        // Durable ones first; a turn never mixes them with fresh ones, so that its receipts are all written or none.
        let (source_is_waiting, mut source): (bool, Vec<Arrived>) = if self.waiting.is_empty() {
            (false, std::mem::take(&mut self.gathering))
        } else {
            (true, std::mem::take(&mut self.waiting).into())
        };
        let flooded = source
            .first()
            .is_some_and(|arrived| arrived.flood_until.is_some());
        let for_draft = source.first().is_some_and(|arrived| arrived.inbound.for_draft);
        let end = source
            .iter()
            .position(|arrived| {
                arrived.flood_until.is_some() != flooded || arrived.inbound.for_draft != for_draft
            })
            .unwrap_or(source.len());
        // What something fell over has a turn of its own, so that nothing else falls with it.
        let end = match source.iter().position(|arrived| arrived.suspect.is_some()) {
            Some(0) => 1,
            Some(suspect) => end.min(suspect),
            None => end,
        };
        let rest = source.split_off(end);
        if source_is_waiting {
            self.waiting = rest.into();
        } else {
            let later = std::mem::take(&mut self.gathering);
            self.gathering = rest.into_iter().chain(later).collect();
        }
        (source, !source_is_waiting)
    }

    fn flood_state(&self) -> FloodState {
        let until = self
            .running
            .iter()
            .flat_map(|running| &running.messages)
            .filter_map(|arrived| arrived.flood_until)
            .max();
        let Some(until) = until else {
            return FloodState::Calm;
        };
        let told = self
            .state
            .dialogue
            .flood_until
            .is_some_and(|told_until| told_until > self.links.ports.clock.now());
        if told {
            FloodState::Told
        } else {
            FloodState::Tell { until }
        }
    }
}

/// Whose account all messages were written from: what one person said gives no right to another.
fn author(messages: &[Arrived]) -> Option<colloquy_engine::ids::UserId> {
    let first = messages.first()?.signed_in?;
    messages
        .iter()
        .all(|arrived| arrived.signed_in == Some(first))
        .then_some(first)
}

/// Everything a turn begins with.
struct Draft {
    id: TurnId,
    seat: (
        colloquy_engine::ids::BusinessId,
        colloquy_engine::ids::ConversationId,
        colloquy_engine::channel::Channel,
    ),
    inbound: Vec<Inbound>,
    signed_in: Option<colloquy_engine::ids::UserId>,
    flood: FloodState,
    state: colloquy_engine::conversation::ConversationState,
    customer: actix::Addr<crate::customer::Customer>,
    session: Option<colloquy_engine::ids::SessionId>,
    live: LiveAnswer,
    reply_id: Option<colloquy_engine::ids::MessageId>,
}

impl Draft {
    /// Gathers the context and walks the line; a reason to `give_up` leads straight to the holding sentence and a person.
    async fn walk(self, links: &Links, give_up: Option<&str>) -> Result<Box<Turn>, TurnError> {
        let began = Instant::now();
        let shop = links.shops.get(self.seat.0).await?;
        let gather = GatherContext {
            session: self.session,
            signed_in: self.signed_in,
        };
        let customer = ask("customer", &self.customer, gather, links.settings.ask_deadline)
            .await?
            .map_err(EngineError::from)?;
        let context = TurnContext {
            now: links.ports.clock.now(),
            shop,
            recent: self.state.recent,
            language: self.state.dialogue.language,
            dialogue: self.state.dialogue,
            status: self.state.head.status,
            owner: mutation::owner(links.settings.mutation, self.state.head.owner),
            cart: customer.cart,
            memory: customer.memory,
            customer_id: self.state.head.customer_id,
            signed_in: self.signed_in,
            flood: self.flood,
        };
        let started_at = self
            .inbound
            .last()
            .map_or(context.now, |message| message.received_at);
        let intake = (context.now - started_at)
            .to_std()
            .unwrap_or_default()
            .saturating_sub(began.elapsed());
        let mut turn = Box::new(Turn::new(self.id, self.seat, self.inbound, context));
        turn.started_at = started_at;
        turn.record(Stage::Intake, intake);
        turn.record(Stage::Context, began.elapsed());
        if let Some(reason) = give_up {
            return Ok(responder::give_up(turn, reason));
        }
        if !links.settings.turn_delay.is_zero() {
            tokio::time::sleep(links.settings.turn_delay).await;
        }
        turn.reply_id = self.reply_id;
        links.stages.walk(turn, self.live).await
    }
}
