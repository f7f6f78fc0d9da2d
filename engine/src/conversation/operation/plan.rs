//! The unit that does what a person wishes.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{Operation, OperationError, OperationPlan, OperatorAction};
use crate::{
    conversation::{
        event::{By, DraftStatus, DraftUpdate, EventBody, Response, StatusChange},
        state::{Advance, ConversationState, Owner, SenderKind, Spoken, Status},
    },
    ids::{DraftId, MessageId, NoteId, UserId},
    port::{
        Ids,
        journal::{ConversationPart, DraftChange, DraftOutcome, NewMessage, NewNote, Unit},
        requests::AnsweredRequest,
    },
    turn::Source,
};

/// Plans an operation on a conversation as it stands.
///
/// `has_unanswered` says whether a shopper's message waits for its turn: it supersedes any draft.
///
/// # Errors
/// [`OperationError`], see its variants.
pub fn plan(
    state: &ConversationState,
    operation: &Operation,
    has_unanswered: bool,
    ids: &dyn Ids,
    now: DateTime<Utc>,
) -> Result<OperationPlan, OperationError> {
    let mut draft = Draft::new(state, operation, now);
    match &operation.action {
        OperatorAction::Reply { text, owner_number } => {
            check_owner(state, *owner_number)?;
            draft.reply(text, ids)?;
        }
        OperatorAction::SetStatus { status, owner_number } => {
            check_owner(state, *owner_number)?;
            draft.set_status(*status)?;
        }
        OperatorAction::ApproveDraft {
            draft_id,
            final_message,
            edits,
        } => {
            check_draft(state, *draft_id, has_unanswered)?;
            draft.approve(*draft_id, final_message.as_deref(), edits.clone(), ids)?;
        }
        OperatorAction::RejectDraft { draft_id, reason } => {
            check_draft(state, *draft_id, has_unanswered)?;
            draft.reject(*draft_id, reason.clone());
        }
        OperatorAction::Note { text } => draft.note(text, ids)?,
        OperatorAction::SetTags { tags } => draft.part.tags = Some(tags.clone()),
        OperatorAction::Assign { user_id } => draft.part.assignee = Some(*user_id),
    }
    let mut done = draft.finish();
    done.unit.activity = operation.activity.as_deref().cloned();
    done.unit.request = operation.request.clone().map(|request| AnsweredRequest {
        request,
        effect: json!({ "message_id": done.message_id, "note_id": done.note_id }),
        at: now,
    });
    Ok(done)
}

fn check_owner(state: &ConversationState, seen: Option<i64>) -> Result<(), OperationError> {
    match seen {
        Some(number) if number != state.head.owner.number => {
            Err(OperationError::OwnerChanged(state.head.owner))
        }
        _ => Ok(()),
    }
}

fn check_draft(state: &ConversationState, id: DraftId, has_unanswered: bool) -> Result<(), OperationError> {
    match &state.dialogue.pending_draft {
        Some(pending) if pending.id == id && !has_unanswered => Ok(()),
        Some(_) => Err(OperationError::DraftSuperseded),
        None => Err(OperationError::DraftNotPending),
    }
}

struct Draft<'a> {
    state: &'a ConversationState,
    operation: &'a Operation,
    now: DateTime<Utc>,
    part: ConversationPart,
    advance: Advance,
    message_id: Option<MessageId>,
    note_id: Option<NoteId>,
    draft_id: Option<DraftId>,
}

impl<'a> Draft<'a> {
    fn new(state: &'a ConversationState, operation: &'a Operation, now: DateTime<Utc>) -> Self {
        Self {
            state,
            operation,
            now,
            part: untouched(state, now),
            advance: Advance {
                at: now,
                ..Advance::default()
            },
            message_id: None,
            note_id: None,
            draft_id: None,
        }
    }

    fn reply(&mut self, text: &str, ids: &dyn Ids) -> Result<(), OperationError> {
        check_text(text)?;
        let message_id = MessageId(ids.next());
        let response = Response {
            message_id,
            in_reply_to: None,
            answers: Vec::new(),
            content: text.to_owned(),
            agent: "human".to_owned(),
            intent: None,
            confidence: None,
            sources: Vec::new(),
            suggested_actions: Vec::new(),
            actions: Vec::new(),
            products: Vec::new(),
            cart: None,
            sent_at: self.now,
        };
        self.say(message_id, text, SenderKind::BusinessHuman, None, Vec::new());
        self.part
            .events
            .push(EventBody::OperatorReplied(Box::new(response)));
        if self.state.head.owner.user_id != Some(self.operation.user_id)
            || self.state.head.status != Status::ActiveHuman
        {
            self.take_over();
        }
        Ok(())
    }

    fn set_status(&mut self, status: Status) -> Result<(), OperationError> {
        match status {
            Status::ActiveHuman => self.take_over(),
            Status::ActiveAi => {
                self.pass_baton(None);
                self.change_status(status);
            }
            Status::ResolvedByHuman | Status::Archived | Status::ResolvedByAi => {
                if self.state.head.owner.is_person() {
                    self.pass_baton(None);
                }
                self.withdraw_draft(false);
                self.change_status(status);
            }
            Status::EscalatedHumanNeeded => return Err(OperationError::StatusNotSettable),
        }
        Ok(())
    }

    fn approve(
        &mut self,
        id: DraftId,
        final_message: Option<&str>,
        edits: Option<Value>,
        ids: &dyn Ids,
    ) -> Result<(), OperationError> {
        let Some(pending) = &self.state.dialogue.pending_draft else {
            return Err(OperationError::DraftNotPending);
        };
        let text = final_message.unwrap_or(&pending.message);
        check_text(text)?;
        let edited = edits.is_some() || text != pending.message;
        let message_id = MessageId(ids.next());
        let in_reply_to = pending.answers.last().copied();
        self.part.drafts.push(DraftChange::Decide {
            id,
            status: if edited {
                DraftOutcome::Edited
            } else {
                DraftOutcome::Approved
            },
            user_id: Some(self.operation.user_id),
            final_message: Some(text.to_owned()),
            note: None,
            edits,
        });
        self.say(
            message_id,
            text,
            SenderKind::AiBot,
            in_reply_to,
            pending.sources.clone(),
        );
        self.part.events.push(EventBody::DraftDecided(DraftUpdate {
            draft_id: id,
            in_reply_to: in_reply_to.unwrap_or(message_id),
            status: DraftStatus::Approved,
            message: text.to_owned(),
            confidence: pending.confidence,
            sources: pending.sources.clone(),
            message_id: Some(message_id),
        }));
        self.forget_draft(id, true);
        Ok(())
    }

    fn reject(&mut self, id: DraftId, reason: Option<String>) {
        self.part.drafts.push(DraftChange::Decide {
            id,
            status: DraftOutcome::Rejected,
            user_id: Some(self.operation.user_id),
            final_message: None,
            note: reason,
            edits: None,
        });
        self.tell_escalated(id);
        self.forget_draft(id, false);
        if self.state.head.status == Status::ActiveAi {
            self.advance.status = Some(Status::EscalatedHumanNeeded);
            self.part.head.status = Some(Status::EscalatedHumanNeeded);
            self.part.events.push(EventBody::StatusChanged(StatusChange {
                status: Status::EscalatedHumanNeeded,
                by: By::Person,
            }));
        }
    }

    fn note(&mut self, text: &str, ids: &dyn Ids) -> Result<(), OperationError> {
        check_text(text)?;
        let id = NoteId(ids.next());
        self.note_id = Some(id);
        self.part.note = Some(NewNote {
            id,
            user_id: self.operation.user_id,
            text: text.to_owned(),
        });
        self.part.events.push(EventBody::NoteAdded {
            user_id: self.operation.user_id,
        });
        Ok(())
    }

    fn take_over(&mut self) {
        self.pass_baton(Some(self.operation.user_id));
        self.withdraw_draft(true);
        self.change_status(Status::ActiveHuman);
    }

    fn pass_baton(&mut self, user_id: Option<UserId>) {
        let owner = Owner {
            user_id,
            number: self.state.head.owner.number + 1,
        };
        self.advance.owner = Some(owner);
        self.part.head.owner = Some(owner);
        self.part.events.push(EventBody::OwnerChanged { owner });
    }

    fn change_status(&mut self, status: Status) {
        if self.state.head.status == status {
            return;
        }
        self.advance.status = Some(status);
        self.part.head.status = Some(status);
        self.part.events.push(EventBody::StatusChanged(StatusChange {
            status,
            by: By::Person,
        }));
    }

    /// A person answers instead of the draft that waited.
    fn withdraw_draft(&mut self, tell: bool) {
        let Some(pending) = &self.state.dialogue.pending_draft else {
            return;
        };
        let id = pending.id;
        self.part.drafts.push(DraftChange::Decide {
            id,
            status: DraftOutcome::Superseded,
            user_id: Some(self.operation.user_id),
            final_message: None,
            note: None,
            edits: None,
        });
        if tell {
            self.tell_escalated(id);
        }
        self.forget_draft(id, false);
    }

    fn tell_escalated(&mut self, id: DraftId) {
        let Some(pending) = &self.state.dialogue.pending_draft else {
            return;
        };
        let Some(in_reply_to) = pending.answers.last().copied() else {
            return;
        };
        self.part.events.push(EventBody::DraftDecided(DraftUpdate {
            draft_id: id,
            in_reply_to,
            status: DraftStatus::Escalated,
            message: String::new(),
            confidence: pending.confidence,
            sources: Vec::new(),
            message_id: None,
        }));
    }

    fn forget_draft(&mut self, id: DraftId, answered: bool) {
        let mut dialogue = self.state.dialogue.clone();
        dialogue.pending_draft = None;
        if answered {
            dialogue.unknown_in_a_row = 0;
        }
        self.part
            .events
            .push(EventBody::State(Box::new(dialogue.clone())));
        self.advance.dialogue = Some(dialogue);
        self.draft_id = Some(id);
    }

    fn say(
        &mut self,
        id: MessageId,
        text: &str,
        sender: SenderKind,
        in_reply_to: Option<MessageId>,
        sources: Vec<Source>,
    ) {
        self.message_id = Some(id);
        self.part.messages.push(NewMessage {
            id,
            event: self.part.events.len(),
            sender,
            sender_name: self.operation.user_name.clone(),
            text: text.to_owned(),
            confidence: None,
            sources,
            in_reply_to,
        });
        self.advance.speaks = true;
        self.advance.said.push(Spoken {
            id,
            sender,
            text: text.to_owned(),
            event: Some(self.part.events.len()),
        });
    }

    fn finish(self) -> OperationPlan {
        OperationPlan {
            unit: Unit {
                business_id: Some(self.state.head.business_id),
                conversation: Some(self.part),
                ..Unit::default()
            },
            advance: self.advance,
            message_id: self.message_id,
            note_id: self.note_id,
            draft_id: self.draft_id,
        }
    }
}

/// A part under the present version that changes nothing yet.
pub(super) fn untouched(state: &ConversationState, now: DateTime<Utc>) -> ConversationPart {
    ConversationPart {
        expected_version: Some(state.head.version),
        ..ConversationPart::empty(state.head.id, now)
    }
}

fn check_text(text: &str) -> Result<(), OperationError> {
    if text.trim().is_empty() {
        Err(OperationError::EmptyText)
    } else {
        Ok(())
    }
}
