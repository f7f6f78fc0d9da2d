//! What a message means to a dialogue in several steps that is open.

use crate::{
    conversation::Status,
    dialogue::{self, Answer, Flow, Running, SlotKind, SlotValue, Step},
    knowledge,
    turn::{Decision, DecisionKind, Outcome, Turn},
    understanding::{Filled, Intent, OpenQuestion, QuestionKind, Understanding, fill, text::Reading},
};

/// Below this confidence a message is nothing that could be followed instead.
const FOLLOWED_FROM: f32 = 0.5;
/// Answers in a row that are asked for again when they cannot be read.
const MOST_REPEATS: u8 = 2;
/// Words of an answer that could not be read, at most.
const MOST_WORDS: usize = 12;

/// The answer that a message gives to the dialogue that is followed.
pub(super) fn answer_to_flow(turn: &Turn, question: &OpenQuestion, filled: &Filled) -> Option<Answer> {
    let (flow, running) = followed(turn).filter(|_| is_of_flow(question))?;
    let value = |kind: SlotKind, value: Option<SlotValue>| {
        let slot = asked_slot(flow, running, kind)?.to_owned();
        Some(Answer::Value { slot, value: value? })
    };
    let order = |id: &Option<String>| value(SlotKind::Order, id.clone().map(SlotValue::Order));
    match filled {
        Filled::Complete(action) => match question.kind {
            // A yes to what still lies with a person of the shop is no yes to it.
            QuestionKind::Confirm if is_unseen(turn, running) => Some(Answer::Unclear),
            QuestionKind::Confirm => Some(Answer::Yes),
            QuestionKind::WhichOrder => order(&action.arguments.order),
            _ => value(
                SlotKind::Address,
                action.arguments.address.clone().map(SlotValue::Address),
            ),
        },
        Filled::Partial(rest) => {
            let (before, after) = (&question.pending.arguments, &rest.pending.arguments);
            if before.address != after.address {
                value(SlotKind::Address, after.address.clone().map(SlotValue::Address))
            } else if before.order != after.order {
                order(&after.order)
            } else {
                Some(Answer::No)
            }
        }
        Filled::Cancelled => Some(Answer::Leave),
        Filled::Declined => Some(Answer::No),
        Filled::Another(kind) => {
            let slot = flow.slot_of(*kind)?.to_owned();
            Some(Answer::Another { slot })
        }
        Filled::NotAnAnswer => None,
    }
}

/// Whether the shopper cannot have seen what would be done: the question was held, and nobody has sent it.
fn is_unseen(turn: &Turn, running: &Running) -> bool {
    let is_held = running.told.as_ref().is_some_and(|told| told.held);
    is_held && (turn.context.dialogue.pending_draft.is_some() || turn.context.status != Status::ActiveAi)
}

/// Notes that what this turn would tell the shopper is not said now: nobody can say yes to it yet.
pub(super) fn not_said(turn: &Turn, outcome: &mut Outcome, decision: &Decision) {
    let before = turn.context.dialogue.flows.last();
    let Some(running) = outcome.flows.last_mut() else {
        return;
    };
    if decision.kind == DecisionKind::Send || before == Some(&*running) {
        return;
    }
    let is_in_draft = decision.kind == DecisionKind::Hold && outcome.reminder.is_none();
    match &mut running.told {
        Some(told) if is_in_draft => told.held = true,
        told => *told = None,
    }
}

/// Whether a message answers a question that was too long ago.
pub(super) fn has_timed_out(turn: &Turn, understanding: &Understanding) -> bool {
    let dialogue = &turn.context.dialogue;
    let Some(question) = &dialogue.open_question else {
        return false;
    };
    if dialogue.live_question(turn.context.now).is_some() || !is_of_flow(question) {
        return false;
    }
    match fill(question, &turn.text(), &understanding.entities) {
        Filled::NotAnAnswer => false,
        Filled::Complete(action) if action.arguments.address.is_some() => true,
        _ => !understanding.is_certain_task(),
    }
}

/// Whether a message is neither an answer nor anything else that could be followed: the question is put again.
pub(super) fn is_lost(turn: &Turn, understanding: &Understanding) -> bool {
    let question = turn.context.dialogue.live_question(turn.context.now);
    let Some((_, running)) = followed(turn).filter(|_| question.is_some_and(is_of_flow)) else {
        return false;
    };
    let text = turn.text();
    let is_short = Reading::new(&text).tokens.len() <= MOST_WORDS && !text.trim_end().ends_with('?');
    let support = turn
        .evidence
        .as_ref()
        .map_or(0.0, knowledge::Evidence::knowledge_support);
    let is_vague = understanding.intent == Intent::OutOfScope || understanding.confidence < FOLLOWED_FROM;
    running.misunderstood < MOST_REPEATS && is_short && is_vague && support < turn.context.shop.gate.threshold
}

/// The dialogue that is followed at the turn's moment.
fn followed(turn: &Turn) -> Option<(&Flow, &Running)> {
    let running = dialogue::live(&turn.context.dialogue.flows, turn.context.now).last()?;
    Some((turn.context.shop.flows.find(&running.flow)?, running))
}

fn is_of_flow(question: &OpenQuestion) -> bool {
    matches!(
        question.kind,
        QuestionKind::Confirm | QuestionKind::WhichOrder | QuestionKind::WhichAddress { .. }
    )
}

/// The slot that is asked for, where it is of the kind; else the first that is.
fn asked_slot<'flow>(flow: &'flow Flow, running: &Running, kind: SlotKind) -> Option<&'flow str> {
    let asked = flow.state(&running.state).and_then(|state| match &state.step {
        Step::Collect(collect) => Some(collect.slot.as_str()),
        _ => None,
    });
    asked
        .filter(|slot| flow.slots.get(*slot) == Some(&kind))
        .or_else(|| flow.slot_of(kind))
}
