//! Messages that something fell over: tried again alone, counted in the database, and given up at the third try.
//!
//! A fall takes what is in memory with it, so only the receipt can count. Its `attempts` is raised before a turn
//! over it is begun again; a message that is taken up from the rows at waking counts as begun before, because
//! nothing tells whether it was. At [`MOST_ATTEMPTS`] no turn is computed any more: the message ends in the holding
//! sentence, a handoff and a dead letter, all in one commit, and those behind it go on.

use std::time::Duration;

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use colloquy_engine::{
    delivery::{Occasion, StaffNotice},
    ids::{DeadLetterId, TurnId},
    port::{
        dead_letters::{DeadLetterKind, NewDeadLetter},
        journal::{ConversationPart, Unit, UnitOutcome},
    },
    turn::Inbound,
};
use serde_json::json;

use super::actor::{Arrived, Conversation};
use crate::error::EngineError;

/// A message that has been begun again this often is given up without being tried.
const MOST_ATTEMPTS: u32 = 3;

/// What a message is suspected for when the conversation itself fell, or the process did.
const TAKEN_UP: &str = "conversation";

/// A message of the rows that has waited this long was left behind: its owner would have taken it up by now.
const LEFT_AFTER: Duration = Duration::from_millis(500);

impl Conversation {
    /// Whether a message of the rows may have felled whoever had taken it up before: it has been tried, or `was_left`
    /// by somebody who is gone, unless it was just handed over.
    pub(super) fn suspicion(&self, inbound: &Inbound, was_left: bool) -> Option<&'static str> {
        let is_left = was_left && !self.nodes.begin(inbound.receipt_id);
        (is_left || inbound.attempts > 0).then_some(TAKEN_UP)
    }

    /// Whether a message of the rows has waited so long that nobody was there to answer it.
    pub(super) fn has_waited(&self, inbound: &Inbound) -> bool {
        let waited = self.links.ports.clock.now() - inbound.received_at;
        // One of the future is of a node whose clock is ahead.
        waited.to_std().is_ok_and(|waited| waited >= LEFT_AFTER)
    }

    /// Begins a turn over one suspect message: counted first, or given up.
    pub(super) fn begin_again(&mut self, context: &mut Context<Self>) {
        let Some(running) = &mut self.running else { return };
        let Some(suspect) = running.messages.first() else {
            return;
        };
        let (id, receipt) = (running.id, suspect.inbound.receipt_id);
        if suspect.inbound.attempts + 1 >= MOST_ATTEMPTS {
            let cause = suspect.suspect.unwrap_or(TAKEN_UP);
            tracing::error!(
                event_type = "message_given_up", conversation_id = %self.seat.conversation_id,
                message_id = %suspect.inbound.message_id, error_code = "poison_message",
                "the {cause} fell over a message too often: it becomes a dead letter"
            );
            running.given_up = Some(cause);
            return self.compute(context);
        }
        let mut part = self.empty_part();
        part.attempted.push(receipt);
        let unit = Unit {
            activity: None,
            business_id: Some(self.seat.business_id),
            conversation: Some(part),
            cart: None,
            request: None,
        };
        let journal = self.links.journal.clone();
        let commit = async move { journal.commit(unit).await };
        context.spawn(commit.into_actor(self).map(move |result, conversation, context| {
            conversation.attempt_counted(id, result, context);
        }));
    }

    fn attempt_counted(
        &mut self,
        id: TurnId,
        result: Result<UnitOutcome, EngineError>,
        context: &mut Context<Self>,
    ) {
        let Some(running) = &mut self.running else { return };
        if running.id != id {
            return;
        }
        match result {
            Ok(UnitOutcome::Committed(_)) => {
                for message in &mut running.messages {
                    message.inbound.attempts += 1;
                }
                self.compute(context);
            }
            // It names no version, so the conversation's row itself must have gone: the rows tell.
            Ok(UnitOutcome::Stale(_) | UnitOutcome::Duplicate(_)) => self.read_afresh(context),
            Err(error) => self.fail_running(error, context),
        }
    }

    /// Something fell over the running turn: each of its messages is tried again alone, after its receipt is durable.
    pub(super) fn set_apart(&mut self, fell: &'static str, context: &mut Context<Self>) {
        let is_receipting = self.running_has(&self.receipting);
        let Some(running) = self.end_running(context) else {
            return;
        };
        let suspects = running.messages.into_iter().map(|arrived| Arrived {
            suspect: Some(fell),
            ..arrived
        });
        if is_receipting {
            // They wait once their receipts are written.
            self.receipting = suspects.collect();
        } else if running.fresh {
            self.cautious = true;
            let later = std::mem::take(&mut self.gathering);
            self.gathering = suspects.chain(later).collect();
        } else {
            let later = std::mem::take(&mut self.waiting);
            self.waiting = suspects.chain(later).collect();
        }
        self.advance(context);
    }

    /// Adds to a turn's unit that its message is given up.
    pub(super) fn bury(&self, part: &mut ConversationPart, messages: &[Arrived], cause: &str) {
        for arrived in messages {
            let inbound = &arrived.inbound;
            part.attempted.push(inbound.receipt_id);
            let id = DeadLetterId(self.links.ports.ids.next());
            let (kind, cause) = (DeadLetterKind::Message, format!("the {cause} fell over it"));
            let notice = self.links.settings.notices.map(|policy| StaffNotice {
                id: self.links.ports.ids.next(),
                occasion: Occasion::GivenUp {
                    dead_letter: id,
                    kind: kind.as_str(),
                    cause: cause.clone(),
                },
                policy,
            });
            part.notices.extend(notice);
            part.dead_letters.push(NewDeadLetter {
                id,
                kind,
                source_id: inbound.receipt_id.0,
                cause,
                payload: json!({
                    "message_id": inbound.message_id,
                    "text": inbound.text,
                    "received_at": inbound.received_at,
                    "for_draft": inbound.for_draft,
                    "attempts": inbound.attempts + 1,
                }),
            });
        }
    }

    /// A part of a unit that changes nothing yet.
    pub(super) fn empty_part(&self) -> ConversationPart {
        ConversationPart::empty(self.id(), self.links.ports.clock.now())
    }
}
