//! A computed turn becomes durable, and only then is it shown.

use std::time::Instant;

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use colloquy_engine::{
    conversation::{
        EventBody,
        settle::{Accompaniment, settle},
        state::Advance,
    },
    ids::DraftId,
    port::journal::{Committed, Stale, Unit, UnitOutcome},
    turn::{Stage, Turn, decision::DecisionKind},
};

use super::{
    actor::{Arrived, Conversation},
    subscribers::Shown,
};
use crate::{
    customer::{CartCommitted, Invalidate},
    delivery::Delivery,
    error::EngineError,
    notice::NoticeKind,
};

/// What has to be remembered between handing a turn to the journal and hearing of it.
struct Handed {
    turn: Box<Turn>,
    bodies: Vec<EventBody>,
    advance: Advance,
    draft: Option<DraftId>,
    escalated: Option<String>,
    decision: DecisionKind,
    began: Instant,
}

impl Conversation {
    /// Hands the running turn to the journal once it is computed and nothing else is on its way there.
    pub(super) fn commit_when_computed(&mut self, context: &mut Context<Self>) {
        let Some(running) = &mut self.running else { return };
        // What was begun while an operator's act was on its way knows nothing of it, and would be written under the
        // version that the act has made.
        if running.outdated || running.version != self.state.head.version {
            if running.computed.is_some() && !self.writing {
                self.compute_again(context);
            }
            return;
        }
        if self.writing || self.running_has(&self.receipting) {
            return;
        }
        let Some(running) = &mut self.running else { return };
        let Some(turn) = running.computed.take() else {
            return;
        };
        let Some(decision) = turn.decision.clone() else {
            return;
        };
        let (fresh, given_up) = (running.fresh, running.given_up);
        let messages = running.messages.clone();
        let accompaniment = Accompaniment {
            fresh: if fresh {
                messages.iter().map(|arrived| self.receipt(arrived)).collect()
            } else {
                Vec::new()
            },
            opening: self.opening(),
            session_expires_at: self.session_slides_to(),
            cart_session: self.new_session(),
            notices: self.links.settings.notices,
        };
        let (ids, now) = (self.links.ports.ids.clone(), self.links.ports.clock.now());
        let mut settlement = settle(&self.state, &turn, &decision, accompaniment, ids.as_ref(), now);
        if let (Some(cause), Some(part)) = (given_up, &mut settlement.unit.conversation) {
            self.bury(part, &messages, cause);
        }
        let handed = Handed {
            bodies: settlement
                .unit
                .conversation
                .as_ref()
                .map(|part| part.events.clone())
                .unwrap_or_default(),
            turn,
            advance: settlement.advance,
            draft: settlement.draft,
            escalated: settlement.escalated,
            decision: decision.kind,
            began: Instant::now(),
        };
        self.writing = true;
        let unit: Unit = self.without_fence(settlement.unit);
        let journal = self.links.journal.clone();
        let commit = async move { journal.commit(unit).await };
        context.spawn(commit.into_actor(self).map(move |result, conversation, context| {
            conversation.turn_answered(result, handed, context);
        }));
    }

    fn turn_answered(
        &mut self,
        result: Result<UnitOutcome, EngineError>,
        handed: Handed,
        context: &mut Context<Self>,
    ) {
        self.writing = false;
        match result {
            Ok(UnitOutcome::Committed(committed)) => self.turn_committed(&committed, handed, context),
            Ok(UnitOutcome::Stale(Stale::Cart)) => {
                self.forget_cart();
                self.compute_again(context);
                return;
            }
            Ok(UnitOutcome::Stale(Stale::Memory)) => {
                // Read anew by the next try.
                self.compute_again(context);
                return;
            }
            Ok(UnitOutcome::Stale(Stale::Conversation | Stale::Draft | Stale::Request)) => {
                self.read_afresh(context);
                return;
            }
            Ok(UnitOutcome::Duplicate(duplicate)) => {
                let messages = self
                    .end_running(context)
                    .map(|running| running.messages)
                    .unwrap_or_default();
                let left = self.drop_duplicate(messages, &duplicate);
                let later = std::mem::take(&mut self.gathering);
                self.gathering = left.into_iter().chain(later).collect();
                // The first copy's rows may hold what this actor does not know, such as that it has no answer yet.
                self.read_afresh(context);
                return;
            }
            Err(error) => {
                tracing::error!(
                    event_type = "turn_not_committed", conversation_id = %self.id(), error_code = error.code(),
                    "a turn could not be committed: {error}"
                );
                if matches!(error, EngineError::FateUnknown { .. }) {
                    // Its fate is unknown: the rows tell.
                    self.read_afresh(context);
                    return;
                }
                self.fail_running(error, context);
                return;
            }
        }
        self.advance(context);
    }

    fn turn_committed(&mut self, committed: &Committed, handed: Handed, context: &mut Context<Self>) {
        if let Some(running) = &mut self.running {
            // The response that follows ends what was shown of it.
            running.live = None;
        }
        let Some(running) = self.end_running(context) else {
            return;
        };
        let now = self.links.ports.clock.now();
        self.failures = 0;
        let is_first = !self.state.stored;
        self.state.apply(handed.advance, committed);
        if let Some(cart) = handed
            .turn
            .outcome
            .as_ref()
            .and_then(|outcome| outcome.cart.clone())
        {
            // The customer's actor is a cache: when it cannot hear this, the next turn meets the fence and asks anew.
            let _stale_at_worst = self.customer.tell(CartCommitted(cart));
        }
        if running.fresh {
            self.acknowledge(&running.messages, &committed.receipt_seqs, is_first);
        }
        self.mark_answered(&running.messages, now);
        self.settled(&running.messages);
        self.publish(&handed.bodies, &committed.event_seqs);
        let is_answered = handed
            .bodies
            .iter()
            .any(|body| matches!(body, EventBody::Answered(_)));
        if !is_answered {
            self.tell_silent(&running.messages);
        }
        self.notify_of_turn(&handed.bodies, handed.draft, handed.escalated);
        record_metrics(&handed.turn, handed.decision, handed.began);
        if let Some(observer) = &self.links.ports.observer {
            observer.committed(&handed.turn);
        }
        // After everyone has heard: nobody waits for it.
        self.keep_now_and_then();
        self.weigh();
    }

    /// Shows the numbered events of a committed unit, in their order.
    pub(super) fn publish(&mut self, bodies: &[EventBody], seqs: &[Option<i64>]) {
        for (body, seq) in bodies.iter().zip(seqs) {
            if let Some(seq) = *seq {
                let everyone = Delivery::Event {
                    seq,
                    body: body.clone().into(),
                };
                self.subscribers.show(seq, Shown { everyone, own: None });
            }
        }
        let numbered = bodies
            .iter()
            .zip(seqs)
            .filter_map(|(body, seq)| Some(((*seq)?, body)));
        self.tell_nodes(
            Some(self.state.head.version),
            numbered.map(|(seq, body)| (seq, body.clone())),
        );
    }

    pub(super) fn forget_cart(&self) {
        // An actor too busy to hear it is asked again by the next try.
        let _tried_again = self.customer.tell(Invalidate);
    }

    fn mark_answered(&mut self, messages: &[Arrived], now: chrono::DateTime<chrono::Utc>) {
        let grace = chrono::Duration::from_std(self.links.settings.flood_grace).unwrap_or_default();
        for arrived in messages {
            if let Some(arrival) = self.arrivals.get_mut(&arrived.inbound.message_id) {
                arrival.answered_at = Some(now + grace);
            }
        }
    }

    fn tell_silent(&mut self, messages: &[Arrived]) {
        let silent = Delivery::Silent {
            messages: messages
                .iter()
                .map(|arrived| arrived.inbound.message_id)
                .collect(),
        };
        self.show_everywhere(&silent);
    }

    fn notify_of_turn(&self, bodies: &[EventBody], draft: Option<DraftId>, escalated: Option<String>) {
        let answers = bodies.iter().filter_map(|body| match body {
            EventBody::Answered(response) => Some(response.message_id),
            _ => None,
        });
        let answers: Vec<_> = answers.collect();
        if !answers.is_empty() {
            self.notify(NoticeKind::NewMessages(answers));
        }
        if let Some(draft) = draft {
            self.notify(NoticeKind::Draft(draft));
        }
        if let Some(reason) = escalated {
            self.notify(NoticeKind::Escalated(reason));
        }
    }
}

fn record_metrics(turn: &Turn, decision: DecisionKind, began: Instant) {
    let channel = turn.channel.as_str();
    metrics::counter!("colloquy_turns_total", "channel" => channel, "decision" => decision.as_str())
        .increment(1);
    if let Some(arm) = turn.model.arm {
        metrics::counter!("colloquy_planner_turns_total", "arm" => arm.as_str(), "decision" => decision.as_str())
            .increment(1);
    }
    let mut total = began.elapsed().as_secs_f64();
    for stage in &turn.stages {
        let seconds = stage.micros as f64 / 1e6;
        total += seconds;
        metrics::histogram!("colloquy_turn_stage_duration_seconds", "stage" => stage.name.as_str())
            .record(seconds);
    }
    metrics::histogram!("colloquy_turn_stage_duration_seconds", "stage" => Stage::Commit.as_str())
        .record(began.elapsed().as_secs_f64());
    metrics::histogram!("colloquy_turn_duration_seconds", "channel" => channel).record(total);
}
