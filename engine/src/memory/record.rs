//! What a turn leaves in the memory of the shopper.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::history;
use crate::{
    port::memory::{KnownMemory, MemoryChange, MemoryPart},
    turn::{Decision, DecisionKind, Turn},
};

/// The part of the turn's unit that changes a memory; none for guests, for what was only drafted and for silence.
///
/// What was said about the memory itself is not told in the history: what is to be forgotten would stand there.
#[must_use]
pub fn of_turn(turn: &Turn, decision: &Decision, at: DateTime<Utc>) -> Option<MemoryPart> {
    let (user_id, memory) = (turn.context.signed_in?, turn.context.memory.as_ref()?);
    if turn.is_for_draft() || decision.kind == DecisionKind::Silent {
        return None;
    }
    let change = turn
        .outcome
        .as_ref()
        .map(|outcome| outcome.memory.clone())
        .unwrap_or_default();
    let mut part = MemoryPart {
        user_id,
        expected_version: memory.version,
        change,
        summary: None,
        affinities: Vec::new(),
        known: None,
        takes_back: false,
    };
    part.takes_back = match &part.change {
        MemoryChange::None => false,
        MemoryChange::Preferences(said) => !said.hold_all_of(&memory.preferences),
        MemoryChange::Cleared => true,
    };
    if !part.takes_back && !memory.is_empty() {
        part.known = Some(KnownMemory {
            turn_id: turn.id,
            memory: Arc::clone(memory),
        });
    }
    if part.change == MemoryChange::Cleared {
        return Some(part);
    }
    let is_about_memory = turn.understanding.as_ref().is_some_and(|understanding| {
        understanding.intent.agent() == "memory"
            || understanding
                .actions
                .iter()
                .any(|action| action.intent.agent() == "memory")
    });
    let did_memory = turn
        .outcome
        .iter()
        .flat_map(|outcome| &outcome.actions)
        .any(|report| {
            report
                .name
                .parse::<crate::understanding::Intent>()
                .is_ok_and(|intent| intent.agent() == "memory")
        });
    if !(is_about_memory || did_memory) {
        part.summary = Some(history::summary(turn, at));
        part.affinities = turn
            .outcome
            .as_ref()
            .map(|outcome| history::affinities(turn, outcome))
            .unwrap_or_default();
    }
    let is_nothing = part.change == MemoryChange::None
        && part.summary.is_none()
        && part.affinities.is_empty()
        && part.known.is_none();
    (!is_nothing).then_some(part)
}
