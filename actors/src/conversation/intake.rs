//! Messages come in: named, deduplicated, bounded, and made durable.

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use colloquy_engine::{
    conversation::{
        EventBody,
        event::{AcceptedMessage, By},
        seen::{Fingerprint, SeenMessage},
    },
    ids::{MessageId, ReceiptId},
    port::journal::{DuplicateReceipt, NewReceipt, Unit, UnitOutcome},
    turn::{Inbound, inbound::DRAFT_CONNECTION},
};

use super::{
    actor::{Arrived, Conversation},
    messages::Typing,
    subscribers::Shown,
};
use crate::{
    delivery::Delivery,
    error::EngineError,
    mailbox::RETRY_AFTER,
    mutation::Mutation,
    notice::{Notice, NoticeKind},
    request::Said,
};

/// How many of the clients' message ids are remembered; older repeats are found by the store.
const REMEMBERED_IDS: usize = 64;

impl Conversation {
    /// Takes a message in, or says at once why not.
    pub(super) fn take_in(&mut self, said: Said, context: &mut Context<Self>) {
        if self.unanswered() + self.parked.len() >= self.links.settings.waiting_messages {
            let error = EngineError::Overloaded {
                actor: "conversation",
                retry_after: RETRY_AFTER,
            };
            self.refuse(&said, error);
            return;
        }
        if !self.awake {
            self.parked.push_back(said);
            return;
        }
        if let Some(id) = said.client_message_id.clone()
            && !self.is_mutated(Mutation::NoDedupe)
        {
            if let Some(first) = self.first_copy(&id) {
                self.answer_repeat(&said, first.message_id, first.seq, first.says(&said.text));
                return;
            }
            if self.is_under_way(&id) {
                // Answered only after the first copy's commit.
                self.repeats.push(said);
                return;
            }
        }
        // What joins a turn that waits already makes none of them later.
        if self.running.is_none()
            && let Err(error) = self.links.places.admit(self.links.settings.turns_waiting)
        {
            self.refuse(&said, error);
            return;
        }
        let arrived = self.name(said);
        self.acknowledge_too_early(&arrived);
        self.gathering.push(arrived);
        self.advance(context);
    }

    pub(super) fn refuse(&mut self, said: &Said, error: EngineError) {
        let refused = Delivery::Refused {
            client_message_id: said.client_message_id.clone(),
            error,
        };
        self.subscribers.tell(said.subscriber, refused);
    }

    /// Gives the message its ids and judges whether it is one too many.
    fn name(&mut self, said: Said) -> Arrived {
        let (clock, ids) = (&self.links.ports.clock, &self.links.ports.ids);
        let now = clock.now();
        let (message_id, receipt_id) = (MessageId(ids.next()), ReceiptId(ids.next()));
        let flood_until = self.judge_arrival(message_id, now);
        Arrived {
            inbound: Inbound {
                receipt_id,
                message_id,
                client_message_id: said.client_message_id,
                text: said.text,
                received_at: now,
                for_draft: said.for_draft,
                attempts: 0,
            },
            subscriber: Some(said.subscriber),
            signed_in: said.signed_in,
            flood_until,
            suspect: None,
            was_left: false,
        }
    }

    fn is_under_way(&self, client_message_id: &str) -> bool {
        let in_turn = self.running.iter().flat_map(|running| &running.messages);
        self.gathering
            .iter()
            .chain(&self.receipting)
            .chain(&self.waiting)
            .chain(in_turn)
            .any(|arrived| arrived.inbound.client_message_id.as_deref() == Some(client_message_id))
    }

    pub(super) fn answer_repeat(&mut self, said: &Said, message_id: MessageId, seq: i64, same_text: bool) {
        if same_text {
            let again = Delivery::Acknowledged {
                client_message_id: said.client_message_id.clone(),
                message_id,
                seq,
                duplicate: true,
            };
            self.subscribers.tell(said.subscriber, again);
        } else {
            let detail = "this clientMessageId was used for another content".to_owned();
            self.refuse(
                said,
                EngineError::Conflict {
                    code: "client_message_id_reused",
                    detail,
                },
            );
        }
    }

    /// Hands the receipts of everything that has gathered to the journal.
    pub(super) fn write_receipts(&mut self, context: &mut Context<Self>) {
        self.receipting = std::mem::take(&mut self.gathering);
        let receipts = self
            .receipting
            .iter()
            .map(|arrived| self.receipt(arrived))
            .collect();
        self.commit_receipts(receipts, context);
    }

    /// Hands the receipts of the running turn to the journal ahead of it, because it takes long.
    pub(super) fn write_running_receipts(&mut self, context: &mut Context<Self>) {
        let Some(running) = &mut self.running else { return };
        if !running.fresh || self.writing || !self.receipting.is_empty() {
            return;
        }
        running.fresh = false;
        self.receipting.clone_from(&running.messages);
        let receipts = self
            .receipting
            .iter()
            .map(|arrived| self.receipt(arrived))
            .collect();
        self.commit_receipts(receipts, context);
    }

    fn commit_receipts(&mut self, receipts: Vec<NewReceipt>, context: &mut Context<Self>) {
        let at = self.links.ports.clock.now();
        let session_expires_at = self.session_slides_to();
        let mut part = self.empty_part();
        part.at = at;
        part.opening = self.opening();
        part.receipts = receipts;
        part.head.session_expires_at = session_expires_at;
        let unit = Unit {
            business_id: Some(self.seat.business_id),
            conversation: Some(part),
            ..Unit::default()
        };
        let journal = self.links.journal.clone();
        let commit = async move { journal.commit(unit).await };
        context.spawn(
            commit.into_actor(self).map(move |result, conversation, context| {
                conversation.receipts_answered(result, at, context)
            }),
        );
    }

    fn receipts_answered(
        &mut self,
        result: Result<UnitOutcome, EngineError>,
        at: chrono::DateTime<chrono::Utc>,
        context: &mut Context<Self>,
    ) {
        let arrived = std::mem::take(&mut self.receipting);
        match result {
            Ok(UnitOutcome::Committed(committed)) => {
                self.failures = 0;
                let is_first = !self.state.stored;
                let numbered = arrived.iter().zip(&committed.receipt_seqs);
                let accepted = numbered
                    .map(|(message, seq)| (message.inbound.message_id, message.inbound.text.clone(), *seq));
                self.state.take_in(accepted, self.customer_id, at);
                self.acknowledge(&arrived, &committed.receipt_seqs, is_first);
                self.show_live();
                // Its turn answers what it covers.
                if !self.running_has(&arrived) {
                    self.await_turn(arrived);
                }
            }
            Ok(UnitOutcome::Duplicate(duplicate)) => {
                if self.running_has(&arrived) {
                    // It answers a message that was taken in before, perhaps by another node, under another id.
                    self.end_running(context);
                }
                let left = self.drop_duplicate(arrived, &duplicate);
                self.take_back(left);
                // Its first copy is in the rows, perhaps without an answer.
                self.doubtful = true;
            }
            Ok(UnitOutcome::Stale(_)) => {
                // Receipts name no version; a store that refuses them for one has been read wrongly: read afresh.
                self.take_back(arrived);
                self.read_afresh(context);
                return;
            }
            Err(EngineError::FateUnknown { .. }) => {
                // Asked again by the same keys: what was written after all is told as a duplicate.
                self.take_back(arrived);
                self.doubtful = true;
            }
            Err(error) => {
                // Nothing is stored, so nothing was promised: the client is told and may send again.
                self.forget_running(&arrived);
                for message in arrived {
                    self.refuse_arrived(&message, error.clone());
                }
                self.answer_repeats();
                self.pause(context);
                return;
            }
        }
        self.advance(context);
    }

    /// Whether the running turn covers any of these messages.
    pub(super) fn running_has(&self, arrived: &[Arrived]) -> bool {
        self.running.as_ref().is_some_and(|running| {
            running.messages.iter().any(|message| {
                arrived
                    .iter()
                    .any(|other| other.inbound.message_id == message.inbound.message_id)
            })
        })
    }

    fn forget_running(&mut self, arrived: &[Arrived]) {
        if self.running_has(arrived) {
            self.running = None;
        }
    }

    /// Puts messages whose receipts were not written first in line again.
    fn take_back(&mut self, arrived: Vec<Arrived>) {
        self.forget_running(&arrived);
        let later = std::mem::take(&mut self.gathering);
        self.gathering = arrived.into_iter().chain(later).collect();
    }

    /// Tells a repeat from before this actor's life, and gives back the messages that are none.
    pub(super) fn drop_duplicate(
        &mut self,
        arrived: Vec<Arrived>,
        duplicate: &DuplicateReceipt,
    ) -> Vec<Arrived> {
        let mut left = Vec::with_capacity(arrived.len());
        for message in arrived {
            if message.inbound.receipt_id != duplicate.receipt_id {
                left.push(message);
                continue;
            }
            self.arrivals.remove(&message.inbound.message_id);
            if let Some(id) = &message.inbound.client_message_id {
                // No message is empty: what it said is told from whatever is said under its id again.
                let text = if duplicate.same_text {
                    &message.inbound.text
                } else {
                    ""
                };
                let seen = SeenMessage::new(id, duplicate.message_id, duplicate.seq, text);
                self.remember_id(seen);
            }
            if let Some(subscriber) = message.subscriber {
                let said = Said {
                    subscriber,
                    client_message_id: message.inbound.client_message_id,
                    text: message.inbound.text,
                    signed_in: message.signed_in,
                    for_draft: message.inbound.for_draft,
                };
                self.answer_repeat(&said, duplicate.message_id, duplicate.seq, duplicate.same_text);
            }
        }
        left
    }

    pub(super) fn refuse_arrived(&mut self, arrived: &Arrived, error: EngineError) {
        self.arrivals.remove(&arrived.inbound.message_id);
        if let Some(subscriber) = arrived.subscriber {
            let client_message_id = arrived.inbound.client_message_id.clone();
            self.subscribers.tell(
                subscriber,
                Delivery::Refused {
                    client_message_id,
                    error,
                },
            );
        }
    }

    /// The messages are durable: their connections hear it, the others see them, operators are told.
    pub(super) fn acknowledge(&mut self, arrived: &[Arrived], seqs: &[i64], is_first: bool) {
        for (message, seq) in arrived.iter().zip(seqs.iter().copied()) {
            let inbound = &message.inbound;
            let body = accepted(message);
            let own = message.subscriber.map(|subscriber| {
                let acknowledged = Delivery::Acknowledged {
                    client_message_id: inbound.client_message_id.clone(),
                    message_id: inbound.message_id,
                    seq,
                    duplicate: false,
                };
                (subscriber, acknowledged)
            });
            self.subscribers.show(
                seq,
                Shown {
                    everyone: Delivery::Event {
                        seq,
                        body: body.into(),
                    },
                    own,
                },
            );
            self.remember_durable(inbound, seq);
        }
        self.tell_nodes(
            None,
            arrived
                .iter()
                .zip(seqs.iter().copied())
                .map(|(message, seq)| (seq, accepted(message))),
        );
        if is_first {
            self.notify(NoticeKind::NewConversation);
        }
        let ids = arrived.iter().map(|message| message.inbound.message_id).collect();
        self.notify(NoticeKind::NewMessages(ids));
    }

    /// A message is durable: its repeats are answered from here on.
    pub(super) fn remember_durable(&mut self, inbound: &Inbound, seq: i64) {
        if let Some(id) = &inbound.client_message_id {
            self.remember_id(SeenMessage::new(id, inbound.message_id, seq, &inbound.text));
        }
    }

    /// The message that a client's id has become, where it is remembered.
    fn first_copy(&self, client_message_id: &str) -> Option<SeenMessage> {
        let id = Fingerprint::of(client_message_id);
        let mut seen = self.seen.iter();
        seen.find(|seen| seen.client_message_id == id).copied()
    }

    pub(super) fn remember_id(&mut self, seen: SeenMessage) {
        self.seen.push_back(seen);
        while self.seen.len() > REMEMBERED_IDS {
            self.seen.pop_front();
        }
    }

    /// Answers repeats whose first copy's fate is known by now.
    pub(super) fn answer_repeats(&mut self) {
        for said in std::mem::take(&mut self.repeats) {
            let Some(id) = said.client_message_id.clone() else {
                continue;
            };
            match self.first_copy(&id) {
                Some(first) => {
                    self.answer_repeat(&said, first.message_id, first.seq, first.says(&said.text));
                }
                None if self.is_under_way(&id) => self.repeats.push(said),
                None => self.refuse(
                    &said,
                    EngineError::Gone {
                        actor: "conversation",
                    },
                ),
            }
        }
    }

    pub(super) fn receipt(&self, arrived: &Arrived) -> NewReceipt {
        let inbound = &arrived.inbound;
        NewReceipt {
            id: inbound.receipt_id,
            message_id: inbound.message_id,
            connection: if inbound.for_draft {
                format!("{DRAFT_CONNECTION}:{}", self.id())
            } else {
                format!("{}:{}", self.channel(), self.id())
            },
            dedupe_key: inbound
                .client_message_id
                .clone()
                .filter(|_| !self.is_mutated(Mutation::NoDedupe))
                .unwrap_or_else(|| inbound.message_id.to_string()),
            client_message_id: inbound.client_message_id.clone(),
            text: inbound.text.clone(),
            received_at: inbound.received_at,
        }
    }

    pub(super) fn tell_typing(&mut self, typing: Typing) {
        match typing.subscriber {
            Some(_) => self.notify(NoticeKind::ShopperTyping(typing.is_typing)),
            None => {
                let shown = Delivery::Typing {
                    is_typing: typing.is_typing,
                    by: By::Person,
                };
                self.show_everywhere(&shown);
            }
        }
    }

    pub(super) fn notify(&self, kind: NoticeKind) {
        let notice = Notice {
            business_id: self.seat.business_id,
            conversation_id: self.id(),
            kind,
        };
        if let Some(cluster) = &self.links.cluster {
            cluster.notify(&notice);
        }
        self.links.operators.offer(notice);
    }
}

fn accepted(message: &Arrived) -> EventBody {
    let inbound = &message.inbound;
    EventBody::MessageAccepted(AcceptedMessage {
        message_id: inbound.message_id,
        client_message_id: inbound.client_message_id.clone(),
        content: inbound.text.clone(),
        sent_at: inbound.received_at,
    })
}
