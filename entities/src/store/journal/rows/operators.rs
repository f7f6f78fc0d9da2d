//! The rows that operators see and make: drafts and what is decided on them, handovers, notes, tags.

use colloquy_engine::port::journal::DraftChange;
use sea_orm::JsonValue;

use super::Rows;
use crate::{
    error::Trouble,
    rows::{finite, position, to_json},
    store::journal::judge::{AcceptedPart, EscalationChange},
    tables::conversation::{approvals, draft_edits, drafts, escalations, notes, tags},
    text::storable,
};

impl Rows {
    /// Drafts made and decided.
    pub(super) fn add_drafts(&mut self, conversation: &AcceptedPart<'_>) -> Result<(), Trouble> {
        let (head, part) = (&conversation.head, conversation.part);
        for change in &part.drafts {
            match change {
                DraftChange::New(draft) => self.drafts.push(drafts::Model {
                    id: draft.id.0,
                    business_id: head.business_id,
                    conversation_id: head.id,
                    turn_id: draft.turn_id.0,
                    in_reply_to: draft.in_reply_to.0,
                    answers: to_json(&draft.answers)?,
                    question: storable(&draft.question),
                    message: storable(&draft.message),
                    confidence: finite(draft.confidence),
                    threshold: finite(draft.threshold),
                    reason: storable(&draft.reason),
                    sources: to_json(&draft.sources)?,
                    status: "pending".to_owned(),
                    created_at: part.at,
                    decided_at: None,
                }),
                DraftChange::Decide {
                    id,
                    status,
                    user_id,
                    final_message,
                    note,
                    edits,
                } => {
                    self.decisions.push((id.0, status.as_str().to_owned(), part.at));
                    let Some(user) = user_id else { continue };
                    self.approvals.push(approvals::Model {
                        draft_id: id.0,
                        business_id: head.business_id,
                        conversation_id: head.id,
                        user_id: user.0,
                        decision: status.as_str().to_owned(),
                        note: note.as_deref().map(storable),
                        created_at: part.at,
                    });
                    let original = conversation.decided.iter().find(|draft| draft.id == id.0);
                    if let (Some(text), Some(original)) = (final_message, original) {
                        self.edits.push(draft_edits::Model {
                            draft_id: id.0,
                            business_id: head.business_id,
                            conversation_id: head.id,
                            user_id: user.0,
                            original: original.message.clone(),
                            final_message: storable(text),
                            edits: to_json(edits.as_ref().unwrap_or(&JsonValue::Array(Vec::new())))?,
                            created_at: part.at,
                        });
                    }
                }
            }
        }
        Ok(())
    }

    /// What concerns operators: handovers, notes, tags; and the end of the shopper's session, which slides.
    pub(super) fn add_handover(&mut self, conversation: &AcceptedPart<'_>) {
        let (head, part) = (&conversation.head, conversation.part);
        if conversation.escalations != EscalationChange::None && !conversation.is_new {
            self.escalation_changes
                .push((head.id, conversation.escalations, part.at));
        }
        if let Some(escalation) = &part.escalation {
            self.escalations.push(escalations::Model {
                id: escalation.id.0,
                business_id: head.business_id,
                conversation_id: head.id,
                reason: storable(&escalation.reason),
                message_id: escalation.message_id.map(|id| id.0),
                status: "open".to_owned(),
                created_at: part.at,
                taken_at: None,
                resolved_at: None,
            });
        }
        if let Some(note) = &part.note {
            self.notes.push(notes::Model {
                id: note.id.0,
                business_id: head.business_id,
                conversation_id: head.id,
                user_id: note.user_id.0,
                text: storable(&note.text),
                created_at: part.at,
            });
        }
        if let Some(names) = &part.tags {
            let mut rows: Vec<tags::Model> = Vec::with_capacity(names.len());
            for tag in names.iter().map(|name| storable(name)) {
                if rows.iter().all(|row| row.tag != tag) {
                    rows.push(tags::Model {
                        conversation_id: head.id,
                        tag,
                        business_id: head.business_id,
                        position: position(rows.len()),
                    });
                }
            }
            self.tags.insert(head.id, rows);
        }
        if let (Some(end), Some(session)) = (part.head.session_expires_at, &head.session_id) {
            self.session_ends.insert(session.clone(), (head.business_id, end));
        }
    }
}
