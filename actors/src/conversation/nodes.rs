//! A conversation that several nodes have awake: one answers, all take in, show, and let people act.
//!
//! Whoever does not own the conversation writes receipts and operators' acts like the owner, under the same fence,
//! and starts no turn. Everyone publishes what it commits. What is not heard is read: numbers tell what is missing.

use std::sync::Arc;

use super::{
    actor::{Arrived, Conversation},
    healing::Healing,
    messages::TakeUp,
    subscribers::Shown,
};
use crate::{
    cluster::{Cluster, Heard, Listening, Numbered, Rung},
    delivery::Delivery,
};
use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use colloquy_engine::{
    conversation::{EventBody, seen::SeenMessage},
    ids::{ConversationId, MessageId, ReceiptId},
    port::{StoreError, placement::Waiting},
};

/// What a conversation keeps for the other nodes' sake. Empty where there are none.
#[derive(Default)]
pub(super) struct Nodes {
    cluster: Option<Arc<Cluster>>,
    /// For as long as it lives, what others publish is heard.
    _listening: Option<Listening>,
    /// Receipts that a doorbell named and that are not known to be settled.
    rung: Vec<Rung>,
    /// The rows hold messages that this actor may not know.
    pub(super) has_more: bool,
    /// The rows may hold a newer state than this actor's.
    pub(super) outdated: bool,
    /// The shard has come to this node and the rows have not been read since.
    pub(super) taken_over: bool,
    /// Something of another node was heard and shown since the rows were read: the state is not one moment's.
    has_heard: bool,
    /// The rows were read while receipts of this node were on their way: they may be settled by what was read.
    was_read_past: bool,
    /// The highest version that was heard of.
    newest_version: i64,
    /// Nobody can be asked who owns it, and its messages have waited long.
    orphaned: bool,
    pub(super) healing: Healing,
    /// How often the wish that is first in line has been planned again, because another node was faster.
    pub(super) tries: u8,
}

impl Nodes {
    pub(super) fn of(cluster: Option<&Arc<Cluster>>, id: ConversationId) -> Self {
        Self {
            cluster: cluster.cloned(),
            _listening: cluster.map(|cluster| cluster.listen(id)),
            ..Self::default()
        }
    }

    /// Whether what is missing is being read, or about to be.
    pub(super) fn are_healing(&self) -> bool {
        self.healing != Healing::No
    }

    /// Whether the state holds more than what was read and committed here: nothing to make a snapshot of.
    pub(super) fn knows_by_hearsay(&self) -> bool {
        self.has_heard || self.outdated || self.has_more
    }

    /// Whether another node has just handed a receipt over that nobody has begun. Answered so once.
    pub(super) fn begin(&self, receipt: ReceiptId) -> bool {
        self.cluster
            .as_ref()
            .is_some_and(|cluster| cluster.begins(receipt))
    }

    /// Whether there may be others.
    pub(super) fn are_many(&self) -> bool {
        self.cluster.is_some()
    }
}

impl Rung {
    fn of(message: &Arrived) -> Self {
        Self {
            receipt: message.inbound.receipt_id,
            signed_in: message.signed_in,
        }
    }
}

impl Conversation {
    /// Whether this node starts the conversation's turns.
    pub(super) fn owns(&self) -> bool {
        match &self.nodes.cluster {
            None => true,
            Some(cluster) => cluster.owns(self.id()) || (self.nodes.orphaned && cluster.is_cut_off()),
        }
    }

    /// Ends what only the owner does. Messages that are not durable stay to be made so; durable ones are the owner's.
    pub(super) fn park(&mut self, context: &mut Context<Self>) {
        if let Some(running) = self.end_running(context)
            && running.fresh
        {
            let later = std::mem::take(&mut self.gathering);
            self.gathering = running.messages.into_iter().chain(later).collect();
        }
        self.waiting.clear();
    }

    /// Messages of this node are durable: they wait here, or for their owner.
    ///
    /// Receipts are settled together with a new version only, so a turn over what waited at one version is refused at
    /// every later one. That does not hold for receipts that were on their way while a version was read: another node
    /// may have answered them before it. They are read once more.
    pub(super) fn await_turn(&mut self, arrived: Vec<Arrived>) {
        if !self.owns() {
            return self.hand_to_owner(&arrived);
        }
        if self.nodes.are_many() && std::mem::take(&mut self.nodes.was_read_past) {
            self.nodes.has_more = true;
            self.nodes.rung.extend(arrived.iter().map(Rung::of));
            return;
        }
        let known: Vec<_> = self
            .waiting
            .iter()
            .map(|other| other.inbound.message_id)
            .collect();
        let new = arrived
            .into_iter()
            .filter(|message| !known.contains(&message.inbound.message_id));
        self.waiting.extend(new);
    }

    fn hand_to_owner(&self, arrived: &[Arrived]) {
        let Some(cluster) = &self.nodes.cluster else {
            return;
        };
        for message in arrived {
            cluster.ring(&self.seat, Rung::of(message));
        }
    }

    /// Takes up messages that the rows hold and this actor may not know.
    pub(super) fn take_up(&mut self, TakeUp { rung, orphaned }: TakeUp, context: &mut Context<Self>) {
        self.nodes.orphaned |= orphaned;
        let are_known = !rung.is_empty() && rung.iter().all(|rung| self.is_receipt_under_way(rung.receipt));
        self.nodes.has_more |= !are_known;
        self.nodes.rung.extend(rung);
        self.advance(context);
    }

    /// The shard of this conversation came or went.
    pub(super) fn shard_moved(&mut self, context: &mut Context<Self>) {
        self.nodes.orphaned = false;
        if self.owns() {
            // The one before it may have written what was not heard.
            self.nodes.outdated = true;
            self.nodes.has_more = true;
            self.nodes.taken_over = true;
        }
        self.advance(context);
    }

    /// Reads what has to be known before anything else is decided. Answers whether it does.
    pub(super) fn reads_first(&mut self, context: &mut Context<Self>) -> bool {
        if !self.nodes.are_many() || self.writing || !self.receipting.is_empty() {
            return false;
        }
        let is_outdated = self.nodes.outdated || self.nodes.newest_version > self.state.head.version;
        if is_outdated && (self.owns() || !self.wishes.is_empty()) {
            self.read_afresh(context);
            return true;
        }
        if self.nodes.has_more && self.owns() {
            self.read_unsettled(context);
            return true;
        }
        false
    }

    /// The rows have just been read whole.
    pub(super) fn rows_were_read(&mut self) {
        self.nodes.outdated = false;
        self.nodes.taken_over = false;
        self.nodes.has_heard = false;
        self.nodes.was_read_past = !self.receipting.is_empty();
        if !self.nodes.are_many() {
            return;
        }
        self.nodes.has_more = false;
        self.answer_doorbells();
        if !self.owns() && self.wishes.is_empty() {
            self.waiting.clear();
        }
    }

    /// Waits for the rows: nothing may be committed between reading which messages wait and knowing it.
    fn read_unsettled(&mut self, context: &mut Context<Self>) {
        self.nodes.has_more = false;
        let store = Arc::clone(&self.links.ports.placement);
        let (business, id, deadline) = (self.seat.business_id, self.id(), self.links.settings.ask_deadline);
        let read = async move {
            tokio::time::timeout(deadline, store.unsettled(business, id))
                .await
                .unwrap_or_else(|_elapsed| Err(StoreError::Unavailable("reading took too long".to_owned())))
        };
        context.wait(read.into_actor(self).map(|result, conversation, context| {
            match result {
                Ok(unsettled) => conversation.unsettled_read(unsettled),
                // They are found again by the next look.
                Err(error) => {
                    tracing::debug!(event_type = "unsettled_unread", error_code = "storage", "{error}")
                }
            }
            conversation.advance(context);
        }));
    }

    fn unsettled_read(&mut self, unsettled: Vec<Waiting>) {
        for Waiting { inbound, seq } in unsettled {
            if self.knows(inbound.message_id) {
                continue;
            }
            self.remember_durable(&inbound, seq);
            let accepted = (inbound.message_id, inbound.text.clone(), seq);
            self.state
                .take_in(std::iter::once(accepted), self.customer_id, inbound.received_at);
            // Whoever has taken it in may have been its owner, and fallen over it.
            let suspect = self.suspicion(&inbound, true);
            let was_left = self.has_waited(&inbound);
            let signed_in = self
                .nodes
                .rung
                .iter()
                .find(|rung| rung.receipt == inbound.receipt_id)
                .and_then(|rung| rung.signed_in);
            let flood_until = self.judge_arrival(inbound.message_id, inbound.received_at);
            self.waiting.push_back(Arrived {
                inbound,
                subscriber: None,
                signed_in,
                flood_until,
                suspect,
                was_left,
            });
        }
        self.answer_doorbells();
    }

    /// Doorbells whose receipts are not under way ring for what is settled.
    fn answer_doorbells(&mut self) {
        let rung = std::mem::take(&mut self.nodes.rung);
        let (under_way, settled): (Vec<Rung>, Vec<Rung>) = rung
            .into_iter()
            .partition(|rung| self.is_receipt_under_way(rung.receipt));
        for arrived in &mut self.waiting {
            let rung = under_way
                .iter()
                .find(|rung| rung.receipt == arrived.inbound.receipt_id);
            arrived.signed_in = arrived.signed_in.or(rung.and_then(|rung| rung.signed_in));
        }
        self.nodes.rung = under_way;
        if let Some(cluster) = &self.nodes.cluster {
            cluster.settled(settled.into_iter().map(|rung| rung.receipt));
        }
    }

    /// A turn over these messages is durable.
    pub(super) fn settled(&mut self, messages: &[Arrived]) {
        let Some(cluster) = &self.nodes.cluster else {
            return;
        };
        let receipts: Vec<ReceiptId> = messages
            .iter()
            .map(|arrived| arrived.inbound.receipt_id)
            .collect();
        self.nodes.rung.retain(|rung| !receipts.contains(&rung.receipt));
        cluster.settled(receipts);
    }

    fn under_way(&self) -> impl Iterator<Item = &Arrived> {
        let in_turn = self.running.iter().flat_map(|running| &running.messages);
        self.gathering
            .iter()
            .chain(&self.receipting)
            .chain(&self.waiting)
            .chain(in_turn)
    }

    pub(super) fn knows(&self, message: MessageId) -> bool {
        self.under_way()
            .any(|arrived| arrived.inbound.message_id == message)
    }

    fn is_receipt_under_way(&self, receipt: ReceiptId) -> bool {
        self.under_way()
            .any(|arrived| arrived.inbound.receipt_id == receipt)
    }

    /// Publishes what was committed, for the other nodes that have the conversation awake.
    pub(super) fn tell_nodes(
        &self,
        version: Option<i64>,
        events: impl IntoIterator<Item = (i64, EventBody)>,
    ) {
        let Some(cluster) = &self.nodes.cluster else {
            return;
        };
        let events: Vec<Numbered> = events
            .into_iter()
            .map(|(seq, body)| Numbered { seq, body })
            .collect();
        if version.is_some() || !events.is_empty() {
            cluster.publish(self.id(), &Heard::Events { version, events });
        }
    }

    /// Shows something passing to every watcher, on whichever node.
    pub(super) fn show_everywhere(&mut self, delivery: &Delivery) {
        self.subscribers.show_passing(delivery, None);
        let Some(cluster) = &self.nodes.cluster else {
            return;
        };
        let said = match delivery {
            Delivery::Typing { is_typing, by } => Heard::Typing {
                is_typing: *is_typing,
                by: *by,
            },
            Delivery::Silent { messages } => Heard::Silent {
                messages: messages.clone(),
            },
            _ => return,
        };
        cluster.publish(self.id(), &said);
    }

    /// Another node said something of this conversation.
    pub(super) fn hear(&mut self, heard: Heard, context: &mut Context<Self>) {
        if !self.awake {
            // It reads its rows at this moment; what comes too early is read once more afterwards.
            self.nodes.outdated = true;
            self.nodes.has_more = true;
            return;
        }
        if !matches!(heard, Heard::Mark { .. }) {
            self.activity.touch();
        }
        match heard {
            Heard::Events { version, events } => {
                for event in events {
                    self.show_from_elsewhere(event.seq, event.body);
                }
                self.version_heard(version);
            }
            Heard::Mark { version, last_seq } => {
                self.version_heard(Some(version));
                if last_seq > self.subscribers.shown() {
                    self.heal(context);
                }
            }
            Heard::Typing { is_typing, by } => {
                self.subscribers
                    .show_passing(&Delivery::Typing { is_typing, by }, None);
            }
            Heard::Silent { messages } => {
                self.forget_answered(&messages);
                self.subscribers
                    .show_passing(&Delivery::Silent { messages }, None);
            }
        }
        self.advance(context);
    }

    fn version_heard(&mut self, version: Option<i64>) {
        self.nodes.newest_version = self.nodes.newest_version.max(version.unwrap_or_default());
    }

    /// Shows a number that another writer made, unless it is a message of this node whose own answer is on its way.
    pub(super) fn show_from_elsewhere(&mut self, seq: i64, body: EventBody) {
        match &body {
            EventBody::MessageAccepted(message) => {
                if self.gives_own_answer(message.message_id) {
                    return;
                }
                if let Some(id) = &message.client_message_id {
                    self.remember_id(SeenMessage::new(id, message.message_id, seq, &message.content));
                }
            }
            EventBody::Answered(response) => self.forget_answered(&response.answers),
            EventBody::StatusChanged(change) => self.state.head.status = change.status,
            EventBody::HandedOff(handed) => self.state.head.status = handed.status,
            _ => {}
        }
        if seq > self.state.head.last_seq {
            self.state.head.last_seq = seq;
            self.nodes.has_heard = true;
        }
        let everyone = Delivery::Event {
            seq,
            body: body.into(),
        };
        self.subscribers.show(seq, Shown { everyone, own: None });
    }

    fn gives_own_answer(&self, message: MessageId) -> bool {
        let fresh = self.running.iter().filter(|running| running.fresh);
        self.receipting
            .iter()
            .chain(fresh.flat_map(|running| &running.messages))
            .any(|arrived| arrived.inbound.message_id == message)
    }

    fn forget_answered(&mut self, answered: &[MessageId]) {
        if !self.owns() {
            self.waiting
                .retain(|arrived| !answered.contains(&arrived.inbound.message_id));
        }
        let now = self.links.ports.clock.now();
        for message in answered {
            if let Some(arrival) = self.arrivals.get_mut(message) {
                arrival.answered_at = Some(now);
            }
        }
    }
}
