//! The unit that closes or puts away a conversation in which nothing happens any more.

use chrono::{DateTime, Utc};

use super::{Lapse, OperationError, OperationPlan, plan::untouched};
use crate::{
    conversation::{
        event::{By, EventBody, StatusChange},
        state::{Advance, ConversationState, Status},
    },
    port::journal::Unit,
};

/// Plans the end of a quiet conversation.
///
/// `has_unanswered` says whether a shopper's message waits for its turn.
///
/// # Errors
/// [`OperationError::NotQuiet`] when something has happened since it was found quiet, a person or a draft is at work,
/// or its status does not lead there.
pub fn lapse(
    state: &ConversationState,
    lapse: Lapse,
    has_unanswered: bool,
    now: DateTime<Utc>,
) -> Result<OperationPlan, OperationError> {
    let leads_there = match lapse.to {
        Status::ResolvedByAi => state.head.status == Status::ActiveAi,
        Status::Archived => matches!(state.head.status, Status::ResolvedByAi | Status::ResolvedByHuman),
        Status::ActiveAi | Status::EscalatedHumanNeeded | Status::ActiveHuman | Status::ResolvedByHuman => {
            false
        }
    };
    let is_open = has_unanswered || state.head.owner.is_person() || state.dialogue.pending_draft.is_some();
    if !leads_there || is_open || state.head.version != lapse.version {
        return Err(OperationError::NotQuiet);
    }
    let mut part = untouched(state, now);
    part.head.status = Some(lapse.to);
    part.events.push(EventBody::StatusChanged(StatusChange {
        status: lapse.to,
        by: By::Assistant,
    }));
    Ok(OperationPlan {
        unit: Unit {
            business_id: Some(state.head.business_id),
            conversation: Some(part),
            ..Unit::default()
        },
        advance: Advance {
            at: now,
            status: Some(lapse.to),
            ..Advance::default()
        },
        message_id: None,
        note_id: None,
        draft_id: None,
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        channel::Channel,
        conversation::state::{Owner, PendingDraft},
        ids::{BusinessId, ConversationId, DraftId, UserId},
    };

    fn state(status: Status) -> ConversationState {
        let mut state = ConversationState::fresh(
            ConversationId(Uuid::nil()),
            BusinessId(Uuid::nil()),
            Channel::Web,
            None,
            DateTime::UNIX_EPOCH,
        );
        state.head.status = status;
        state.head.version = 7;
        state
    }

    fn to(to: Status) -> Lapse {
        Lapse { to, version: 7 }
    }

    #[test]
    fn a_quiet_conversation_is_resolved_and_a_resolved_one_put_away() {
        for (from, into) in [
            (Status::ActiveAi, Status::ResolvedByAi),
            (Status::ResolvedByAi, Status::Archived),
            (Status::ResolvedByHuman, Status::Archived),
        ] {
            let plan = lapse(&state(from), to(into), false, DateTime::UNIX_EPOCH).expect("it is quiet");
            let part = plan.unit.conversation.expect("a conversation's part");
            assert_eq!((part.head.status, part.expected_version), (Some(into), Some(7)));
            assert_eq!(plan.advance.status, Some(into));
            let change = StatusChange {
                status: into,
                by: By::Assistant,
            };
            assert_eq!(part.events, [EventBody::StatusChanged(change)]);
        }
    }

    #[test]
    fn nothing_lapses_that_is_open_or_has_moved_since() {
        let refused = |state: &ConversationState, lapse_to: Lapse, has_unanswered| {
            let planned = lapse(state, lapse_to, has_unanswered, DateTime::UNIX_EPOCH);
            matches!(planned, Err(OperationError::NotQuiet))
        };
        let active = state(Status::ActiveAi);
        assert!(refused(&active, to(Status::ResolvedByAi), true));
        assert!(refused(
            &active,
            Lapse {
                version: 6,
                ..to(Status::ResolvedByAi)
            },
            false
        ));
        assert!(refused(&active, to(Status::Archived), false));
        assert!(refused(
            &state(Status::EscalatedHumanNeeded),
            to(Status::ResolvedByAi),
            false
        ));
        let mut owned = active.clone();
        owned.head.owner = Owner {
            user_id: Some(UserId(Uuid::nil())),
            number: 1,
        };
        assert!(refused(&owned, to(Status::ResolvedByAi), false));
        let mut held = active;
        held.dialogue.pending_draft = Some(PendingDraft {
            id: DraftId(Uuid::nil()),
            answers: Vec::new(),
            message: String::new(),
            confidence: 0.5,
            sources: Vec::new(),
        });
        assert!(refused(&held, to(Status::ResolvedByAi), false));
    }
}
