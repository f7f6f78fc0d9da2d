//! From a judged turn to the one unit that makes it durable.

use chrono::{DateTime, Utc};

use crate::{
    conversation::{
        event::{By, DraftStatus, DraftUpdate, EventBody, HandedOff, Response, StatusChange},
        state::{Advance, ConversationState, DialogueState, PendingDraft, SenderKind, Spoken, Status},
    },
    delivery::{NoticePolicy, Occasion, StaffNotice},
    ids::{DraftId, EscalationId, MessageId},
    memory::record,
    policy::gate::DRAFT_REQUESTED,
    port::{
        Ids,
        journal::{
            CartPart, ConversationPart, DraftChange, DraftOutcome, HeadChange, NewDraft, NewEscalation,
            NewMessage, NewReceipt, NewSession, NewTurn, Opening, Unit,
        },
    },
    turn::{Turn, context::FloodState, decision::Decision, decision::DecisionKind},
};

/// What accompanies a turn to its commit.
#[derive(Debug, Default)]
pub struct Accompaniment {
    /// Receipts of the turn's messages that are not durable yet.
    pub fresh: Vec<NewReceipt>,
    /// The rows of a conversation that nothing is stored of.
    pub opening: Option<Opening>,
    /// The session's end from now on, when it slides.
    pub session_expires_at: Option<DateTime<Utc>>,
    /// The session that a changed cart belongs to.
    pub cart_session: Option<NewSession>,
    /// How the staff is told when a person is needed; none when it is not.
    pub notices: Option<NoticePolicy>,
}

/// A unit, and what memory takes over once it is committed.
#[derive(Debug)]
pub struct Settlement {
    /// To be committed.
    pub unit: Unit,
    /// To be applied then.
    pub advance: Advance,
    /// The draft that waits from then on.
    pub draft: Option<DraftId>,
    /// Why a person is needed from then on.
    pub escalated: Option<String>,
}

/// Builds the unit of a turn that the gate has judged.
#[must_use]
pub fn settle(
    state: &ConversationState,
    turn: &Turn,
    decision: &Decision,
    accompaniment: Accompaniment,
    ids: &dyn Ids,
    now: DateTime<Utc>,
) -> Settlement {
    let answers: Vec<MessageId> = turn.inbound.iter().map(|message| message.message_id).collect();
    let mut plan = Plan::new(state, turn, answers, ids, now);
    match decision.kind {
        DecisionKind::Silent => plan.stay_silent(decision),
        DecisionKind::Send => plan.send(decision),
        DecisionKind::Hold => plan.hold(decision),
        DecisionKind::Handoff => plan.hand_off(decision),
    }
    plan.finish(decision, accompaniment)
}

struct Plan<'a> {
    state: &'a ConversationState,
    turn: &'a Turn,
    answers: Vec<MessageId>,
    ids: &'a dyn Ids,
    now: DateTime<Utc>,
    events: Vec<EventBody>,
    messages: Vec<NewMessage>,
    drafts: Vec<DraftChange>,
    dialogue: DialogueState,
    status: Option<Status>,
    escalation: Option<NewEscalation>,
    reply: Option<MessageId>,
    draft: Option<DraftId>,
    said: Vec<Spoken>,
}

impl<'a> Plan<'a> {
    fn new(
        state: &'a ConversationState,
        turn: &'a Turn,
        answers: Vec<MessageId>,
        ids: &'a dyn Ids,
        now: DateTime<Utc>,
    ) -> Self {
        let mut dialogue = turn.context.dialogue.clone();
        if let Some(understanding) = &turn.understanding {
            dialogue.language = Some(understanding.language);
        }
        if let FloodState::Tell { until } = turn.context.flood
            && !turn.is_for_draft()
        {
            dialogue.flood_until = Some(until);
        }
        if let Some(outcome) = &turn.outcome {
            dialogue.open_question.clone_from(&outcome.open_question);
            dialogue.queue.clone_from(&outcome.queue);
            dialogue.flows.clone_from(&outcome.flows);
            if !outcome.products.is_empty() {
                dialogue.shown_products.clone_from(&outcome.products);
            }
        }
        let said = turn
            .inbound
            .iter()
            .map(|message| Spoken {
                id: message.message_id,
                sender: SenderKind::Customer,
                text: message.text.clone(),
                event: None,
            })
            .collect();
        Self {
            state,
            turn,
            answers,
            ids,
            now,
            events: Vec::new(),
            messages: Vec::new(),
            drafts: Vec::new(),
            dialogue,
            status: None,
            escalation: None,
            reply: None,
            draft: None,
            said,
        }
    }

    fn last_message(&self) -> Option<MessageId> {
        self.answers.last().copied()
    }

    fn stay_silent(&mut self, decision: &Decision) {
        self.events.push(EventBody::Silent {
            turn_id: self.turn.id,
            messages: self.answers.clone(),
            reason: decision.reason.clone(),
        });
    }

    fn send(&mut self, decision: &Decision) {
        self.respond(decision);
        if decision.reason != "flood" {
            self.dialogue.unknown_in_a_row = 0;
        }
        // An earlier question still waits for its person: a newer version of its draft covers this message too.
        if let Some(pending) = self.dialogue.pending_draft.take() {
            self.supersede(pending.id);
            self.draft(
                pending.message,
                pending.confidence,
                pending.sources,
                &pending.answers,
                decision,
            );
        }
        self.reopen();
    }

    fn hold(&mut self, decision: &Decision) {
        self.respond(decision);
        let is_known = decision.reason == DRAFT_REQUESTED && decision.confidence >= decision.threshold;
        if !is_known {
            self.dialogue.unknown_in_a_row += 1;
        }
        let earlier = self.dialogue.pending_draft.take();
        if let Some(pending) = &earlier {
            self.supersede(pending.id);
        }
        let (text, sources) = match &self.turn.answer {
            Some(answer) => (answer.text.clone(), answer.sources.clone()),
            None => (String::new(), Vec::new()),
        };
        let covered = earlier.map(|pending| pending.answers).unwrap_or_default();
        self.draft(text, decision.confidence, sources, &covered, decision);
        self.reopen();
    }

    fn hand_off(&mut self, decision: &Decision) {
        self.respond(decision);
        self.dialogue.unknown_in_a_row = 0;
        if let Some(pending) = self.dialogue.pending_draft.take() {
            self.supersede(pending.id);
            if let Some(in_reply_to) = self.last_message() {
                self.events.push(EventBody::DraftDecided(DraftUpdate {
                    draft_id: pending.id,
                    in_reply_to,
                    status: DraftStatus::Escalated,
                    message: String::new(),
                    confidence: pending.confidence,
                    sources: Vec::new(),
                    message_id: None,
                }));
            }
        }
        if self.state.head.status != Status::EscalatedHumanNeeded {
            self.status = Some(Status::EscalatedHumanNeeded);
            self.events.push(EventBody::HandedOff(HandedOff {
                status: Status::EscalatedHumanNeeded,
                by: By::Assistant,
                reason: decision.reason.clone(),
            }));
        }
        self.escalation = Some(NewEscalation {
            id: EscalationId(self.ids.next()),
            reason: decision.reason.clone(),
            message_id: self.last_message(),
        });
    }

    /// The one response to the messages of this turn.
    fn respond(&mut self, decision: &Decision) {
        let Some(reply) = &self.turn.reply else { return };
        let message_id = self.turn.reply_id.unwrap_or_else(|| MessageId(self.ids.next()));
        let sent_as_written = decision.kind == DecisionKind::Send;
        let sources = match &self.turn.answer {
            Some(answer) if sent_as_written => answer.sources.clone(),
            _ => Vec::new(),
        };
        let actions = self
            .turn
            .outcome
            .as_ref()
            .map(|outcome| outcome.actions.clone())
            .unwrap_or_default();
        let response = Response {
            message_id,
            in_reply_to: self.last_message(),
            answers: self.answers.clone(),
            content: reply.content.clone(),
            agent: reply.agent.clone(),
            intent: self
                .turn
                .understanding
                .as_ref()
                .map(|understood| understood.intent.as_str().to_owned()),
            confidence: Some(decision.confidence),
            sources: sources.clone(),
            suggested_actions: reply.suggested_actions.clone(),
            actions,
            products: reply.products.clone(),
            cart: reply.cart.clone(),
            sent_at: self.now,
        };
        self.reply = Some(message_id);
        self.messages.push(NewMessage {
            id: message_id,
            event: self.events.len(),
            sender: SenderKind::AiBot,
            sender_name: self.turn.context.shop.profile.agent_name.clone(),
            text: reply.content.clone(),
            confidence: Some(decision.confidence),
            sources,
            in_reply_to: self.last_message(),
        });
        self.said.push(Spoken {
            id: message_id,
            sender: SenderKind::AiBot,
            text: reply.content.clone(),
            event: Some(self.events.len()),
        });
        self.events.push(EventBody::Answered(Box::new(response)));
    }

    fn draft(
        &mut self,
        message: String,
        confidence: f32,
        sources: Vec<crate::turn::Source>,
        earlier: &[MessageId],
        decision: &Decision,
    ) {
        let Some(in_reply_to) = self.last_message() else {
            return;
        };
        let id = DraftId(self.ids.next());
        let answers: Vec<MessageId> = earlier.iter().chain(&self.answers).copied().collect();
        self.dialogue.pending_draft = Some(PendingDraft {
            id,
            answers: answers.clone(),
            message: message.clone(),
            confidence,
            sources: sources.clone(),
        });
        self.draft = Some(id);
        self.events.push(EventBody::Held(DraftUpdate {
            draft_id: id,
            in_reply_to,
            status: DraftStatus::Pending,
            message: String::new(),
            confidence,
            sources: sources.clone(),
            message_id: None,
        }));
        self.drafts.push(DraftChange::New(NewDraft {
            id,
            turn_id: self.turn.id,
            in_reply_to,
            question: self.question(&answers),
            answers,
            message,
            confidence,
            threshold: decision.threshold,
            reason: decision.reason.clone(),
            sources,
        }));
    }

    /// The texts of the messages that a draft answers, as far as they are still in memory.
    fn question(&self, answers: &[MessageId]) -> String {
        let earlier = self
            .state
            .recent
            .iter()
            .map(|message| (message.id, message.text.as_str()));
        let said = self
            .said
            .iter()
            .map(|message| (message.id, message.text.as_str()));
        let texts: Vec<&str> = earlier
            .chain(said)
            .filter(|(id, _)| answers.contains(id))
            .map(|(_, text)| text)
            .collect();
        texts.join("\n")
    }

    fn supersede(&mut self, id: DraftId) {
        self.drafts.push(DraftChange::Decide {
            id,
            status: DraftOutcome::Superseded,
            user_id: None,
            final_message: None,
            note: None,
            edits: None,
        });
    }

    fn reopen(&mut self) {
        let closes_request = self.state.head.status == Status::EscalatedHumanNeeded
            && self
                .turn
                .outcome
                .as_ref()
                .is_some_and(|outcome| outcome.request_closed);
        if self.state.head.status.is_closed() || closes_request {
            self.status = Some(Status::ActiveAi);
            let change = StatusChange {
                status: Status::ActiveAi,
                by: By::Assistant,
            };
            self.events.push(EventBody::StatusChanged(change));
        }
    }

    fn finish(mut self, decision: &Decision, accompaniment: Accompaniment) -> Settlement {
        if self.dialogue != self.state.dialogue {
            self.events
                .push(EventBody::State(Box::new(self.dialogue.clone())));
        }
        let settled = self.turn.inbound.iter().map(|message| message.receipt_id);
        let taken_now: Vec<_> = accompaniment.fresh.iter().map(|receipt| receipt.id).collect();
        let settled = settled.filter(|id| !taken_now.contains(id)).collect();
        let customer_id = accompaniment.opening.as_ref().map(|opening| opening.customer_id);
        let duration = (self.now - self.turn.started_at)
            .num_microseconds()
            .unwrap_or(i64::MAX);
        // Every part of a turn can be written; a trace that could not would not be worth an answer.
        let trace = self.turn.trace(duration).unwrap_or_default();
        let sentiment = self
            .turn
            .understanding
            .as_ref()
            .map(|understanding| understanding.sentiment.score);
        let cart = self
            .turn
            .outcome
            .as_ref()
            .and_then(|outcome| outcome.cart.clone());
        let cart = cart
            .zip(accompaniment.cart_session)
            .map(|(cart, session)| CartPart {
                cart,
                session_id: session.id.clone(),
                opening: None,
                at: self.now,
            });
        let escalated = self
            .status
            .filter(|status| *status == Status::EscalatedHumanNeeded)
            .map(|_| decision.reason.clone());
        // Whoever has been told that a person is needed is not told again with every message until one comes.
        let notice = accompaniment.notices.zip(escalated.clone());
        let notices = notice.map(|(policy, reason)| StaffNotice {
            id: self.ids.next(),
            occasion: Occasion::HandedOff { reason },
            policy,
        });
        let advance = Advance {
            at: self.now,
            speaks: !accompaniment.fresh.is_empty() || !self.messages.is_empty(),
            status: self.status,
            owner: None,
            customer_id,
            dialogue: Some(self.dialogue),
            said: self.said,
        };
        let part = ConversationPart {
            opening: accompaniment.opening,
            receipts: accompaniment.fresh,
            expected_version: Some(self.state.head.version),
            head: HeadChange {
                status: self.status,
                owner: None,
                session_expires_at: accompaniment.session_expires_at,
            },
            events: self.events,
            messages: self.messages,
            turn: Some(NewTurn {
                id: self.turn.id,
                answers: self.answers,
                reply: self.reply,
                decision: decision.kind,
                reason: decision.reason.clone(),
                confidence: decision.confidence,
                started_at: self.turn.started_at,
                duration_micros: duration,
                sentiment,
                trace,
            }),
            settled,
            memory: record::of_turn(self.turn, decision, self.now),
            drafts: self.drafts,
            escalation: self.escalation,
            notices: notices.into_iter().collect(),
            ..ConversationPart::empty(self.state.head.id, self.now)
        };
        Settlement {
            unit: Unit {
                activity: None,
                business_id: Some(self.state.head.business_id),
                conversation: Some(part),
                cart,
                request: None,
            },
            advance,
            draft: self.draft,
            escalated,
        }
    }
}
