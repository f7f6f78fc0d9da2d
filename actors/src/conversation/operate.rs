//! What a person wishes is planned by the engine, committed, and shown.

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use colloquy_engine::{
    conversation::{
        EventBody,
        operation::{OperationError, OperationPlan, Wish, lapse, plan},
        state::Advance,
    },
    ids::{DraftId, MessageId, NoteId},
    port::journal::{Stale, UnitOutcome},
};
use tokio::sync::oneshot;

use super::actor::Conversation;
use crate::{error::EngineError, notice::NoticeKind, request::OperationDone};

/// How often a wish is planned again because another node was faster.
const MOST_TRIES: u8 = 3;

/// The code of a wish whose request was answered under the same key before.
pub const REQUEST_ANSWERED: &str = "request_answered";

type Reply = oneshot::Sender<Result<OperationDone, EngineError>>;

/// What has to be remembered between handing the unit to the journal and hearing of it.
struct Handed {
    bodies: Vec<EventBody>,
    advance: Advance,
    message_id: Option<MessageId>,
    note_id: Option<NoteId>,
    draft_id: Option<DraftId>,
    wish: Wish,
    reply: Reply,
}

impl Conversation {
    /// Grants the oldest wish. A turn that is being computed is overtaken by it.
    pub(super) fn grant_next_wish(&mut self, context: &mut Context<Self>) {
        let Some((wish, reply)) = self.wishes.pop_front() else {
            return;
        };
        if !self.state.stored {
            let _caller_left = reply.send(Err(EngineError::NotFound { what: "conversation" }));
            return self.advance(context);
        }
        let (ids, now) = (self.links.ports.ids.clone(), self.links.ports.clock.now());
        let has_unanswered = self.unanswered() > 0;
        let planned = match &wish {
            Wish::Operate(operation) => plan(&self.state, operation, has_unanswered, ids.as_ref(), now),
            Wish::Lapse(given) => lapse(&self.state, *given, has_unanswered, now),
        };
        let OperationPlan {
            unit,
            advance,
            message_id,
            note_id,
            draft_id,
        } = match planned {
            Ok(plan) => plan,
            Err(error) => {
                let _caller_left = reply.send(Err(error.into()));
                return self.advance(context);
            }
        };
        let bodies = unit
            .conversation
            .as_ref()
            .map(|part| part.events.clone())
            .unwrap_or_default();
        let handed = Handed {
            bodies,
            advance,
            message_id,
            note_id,
            draft_id,
            wish,
            reply,
        };
        self.writing = true;
        self.abort_live();
        if let Some(running) = &mut self.running {
            running.outdated = true;
        }
        let journal = self.links.journal.clone();
        let commit = async move { journal.commit(unit).await };
        context.spawn(
            commit.into_actor(self).map(move |result, conversation, context| {
                conversation.wish_answered(result, handed, context)
            }),
        );
    }

    fn wish_answered(
        &mut self,
        result: Result<UnitOutcome, EngineError>,
        handed: Handed,
        context: &mut Context<Self>,
    ) {
        self.writing = false;
        let Handed {
            bodies,
            advance,
            message_id,
            note_id,
            draft_id,
            wish,
            reply,
        } = handed;
        let answer = match result {
            Ok(UnitOutcome::Committed(committed)) => {
                self.failures = 0;
                self.state.apply(advance, &committed);
                self.publish(&bodies, &committed.event_seqs);
                self.notify(NoticeKind::Updated);
                if let Some(message_id) = message_id {
                    self.notify(NoticeKind::NewMessages(vec![message_id]));
                }
                if let Some(draft_id) = draft_id {
                    self.notify(NoticeKind::Draft(draft_id));
                }
                Ok(OperationDone {
                    status: self.state.head.status,
                    owner: self.state.head.owner,
                    message_id,
                    note_id,
                    last_seq: committed.last_seq,
                })
            }
            Ok(UnitOutcome::Stale(Stale::Request)) => Err(EngineError::Conflict {
                code: REQUEST_ANSWERED,
                detail: "this request was answered before".to_owned(),
            }),
            Ok(UnitOutcome::Stale(_)) if self.nodes.tries < MOST_TRIES && self.nodes.are_many() => {
                // Another node was faster; what the person wishes is planned again from what is so now.
                self.nodes.tries += 1;
                self.nodes.outdated = true;
                self.wishes.push_front((wish, reply));
                return self.advance(context);
            }
            Ok(UnitOutcome::Stale(_) | UnitOutcome::Duplicate(_)) => {
                let detail = "the conversation changed meanwhile; try again".to_owned();
                let _caller_left = reply.send(Err(EngineError::Conflict {
                    code: "stale",
                    detail,
                }));
                return self.read_afresh(context);
            }
            Err(error) => {
                self.doubtful |= matches!(error, EngineError::FateUnknown { .. });
                Err(error)
            }
        };
        self.nodes.tries = 0;
        let _caller_left = reply.send(answer);
        self.advance(context);
    }
}

impl From<OperationError> for EngineError {
    fn from(error: OperationError) -> Self {
        let detail = error.to_string();
        match error {
            OperationError::OwnerChanged(owner) => Self::OwnerChanged { owner },
            OperationError::DraftSuperseded => Self::DraftSuperseded,
            OperationError::DraftNotPending => Self::DraftDecided,
            OperationError::EmptyText => Self::Invalid {
                field: "text_content",
                code: "text_empty",
                detail,
            },
            OperationError::NotQuiet => Self::Conflict {
                code: "not_quiet",
                detail,
            },
            OperationError::StatusNotSettable => Self::Invalid {
                field: "status",
                code: "status_not_settable",
                detail,
            },
        }
    }
}
