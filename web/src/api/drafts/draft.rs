//! `POST /assistants/draft`.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, post};
use colloquy_actors::{Delivery, DeliveryReceiver, Said, Seat, delivery_queue};
use colloquy_engine::{
    conversation::{EventBody, state::Status},
    ids::{DraftId, MessageId},
    port::conversations::ConversationStore,
    turn::{
        answer::Source,
        inbound::{check_text, storable},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::sources::DraftSource;
use crate::{
    extract::{Assisting, Json, Shared, message_key, session},
    problem::{FieldProblem, Problem},
    state::App,
    workspace::inbox,
};

/// How long a request waits for its draft.
const WAITS: Duration = Duration::from_secs(10);
/// Numbered events that are looked through for the draft of a repeated message.
const LOOKS_THROUGH: u64 = 500;
/// How long a flood's window may be told to last.
const FLOOD_RETRY: Duration = Duration::from_secs(60);

/// A message to write a draft for.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct DraftIn {
    /// `storefront` or `web`, which are the same.
    channel: Option<String>,
    /// The shopper's session.
    session_id: String,
    /// What the shopper wrote; at most 8,000 code points.
    message: String,
    /// Where it was written and by whom, as far as the caller knows.
    #[serde(default)]
    metadata: DraftMetadata,
}

/// What the caller knows of a message.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(super) struct DraftMetadata {
    /// The page.
    url: Option<String>,
    /// The shopper's address, where they gave one.
    email: Option<String>,
    /// How sure the caller would like the answer to be, from 0 to 1. The shop's own threshold decides.
    confidence_hint: Option<f32>,
}

/// A draft, or that a person answers instead.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RequestedDraft {
    /// The version to approve, edit or reject; none when the matter went to a person without one.
    draft_id: Option<Uuid>,
    /// What it says.
    message: String,
    /// How sure the assistant is, from 0 to 1.
    confidence: f32,
    /// What it rests on.
    sources: Vec<DraftSource>,
    /// `pending`, or `escalated` when the matter went to a person.
    status: &'static str,
    /// The shopper's message as it was taken in.
    message_id: Uuid,
    /// Its session.
    session_id: String,
}

/// Writes a draft and sends nothing: the shopper hears of it once it is approved.
#[utoipa::path(
    tag = "drafts",
    params(("Idempotency-Key" = Option<String>, Header,
        description = "names the message: the same key with the same message answers with its draft")),
    request_body = DraftIn,
    responses(
        (status = 200, body = RequestedDraft),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "a person holds the conversation, or the key came with another message",
            body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "too many messages or requests", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "no draft could be written", body = Problem,
            content_type = "application/problem+json"),
    ),
    security(("bearer" = []), ("service_key" = []))
)]
#[post("/assistants/draft")]
pub(super) async fn write_draft(
    app: Shared,
    request: HttpRequest,
    caller: Assisting,
    Json(body): Json<DraftIn>,
) -> Result<HttpResponse, Problem> {
    check(&body)?;
    let key = message_key(&request, None)?;
    let found = session::find_in(&app, caller.business_id, &body.session_id).await?;
    let drafting = Drafting {
        app: &app,
        seat: &found.seat,
    };
    let (message_id, fate) = drafting.say(key, storable(&body.message)).await?;
    let out = drafting.out(message_id, fate, body.session_id).await?;
    // The draft waits for an operator all the same; the caller shows its own fallback.
    if out.confidence < app.settings.gate.threshold && drafting.model_was_out(message_id).await? {
        return Err(unavailable(
            "model_out",
            "the model is out, and what is known without it is not enough; a person was told",
        ));
    }
    Ok(HttpResponse::Ok().json(out))
}

fn check(body: &DraftIn) -> Result<(), Problem> {
    let mut errors = Vec::new();
    let mut wrong = |field: &str, code: &str, message: String| {
        errors.push(FieldProblem {
            field: field.to_owned(),
            code: code.to_owned(),
            message,
        });
    };
    if let Err(problem) = check_text(&body.message) {
        let message = problem.to_string().replacen("content", "message", 1);
        wrong("message", problem.code(), message);
    }
    if !matches!(body.channel.as_deref(), None | Some("storefront" | "web")) {
        wrong(
            "channel",
            "channel_invalid",
            "must be storefront or web".to_owned(),
        );
    }
    let hint = body.metadata.confidence_hint;
    if hint.is_some_and(|hint| !(0.0..=1.0).contains(&hint)) {
        wrong(
            "metadata.confidence_hint",
            "out_of_range",
            "must be from 0 to 1".to_owned(),
        );
    }
    match errors.as_slice() {
        [] => Ok(()),
        [only] => Err(Problem::invalid(&only.field, &only.code, only.message.clone())),
        _ => Err(Problem::invalid_fields(errors)),
    }
}

/// What came of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// A draft waits.
    Held(DraftId),
    /// A turn was made and no draft.
    NoDraft,
}

struct Drafting<'request> {
    app: &'request App,
    seat: &'request Seat,
}

impl Drafting<'_> {
    /// Says it in the shopper's place and waits for the turn.
    async fn say(
        &self,
        client_message_id: Option<String>,
        text: String,
    ) -> Result<(MessageId, Fate), Problem> {
        let engine = &self.app.engine;
        let (queue, mut deliveries) = delivery_queue();
        let joined = engine.join(self.seat, queue).await?;
        let said = Said {
            subscriber: joined.subscriber,
            client_message_id,
            text,
            signed_in: None,
            for_draft: true,
        };
        let heard = match joined.status {
            Status::ActiveHuman => Err(person_owns()),
            _ => match engine.say(self.seat, said).await {
                Ok(()) => self.hear(&mut deliveries).await,
                Err(error) => Err(error.into()),
            },
        };
        engine.leave(self.seat, joined.subscriber).await;
        heard
    }

    async fn hear(&self, deliveries: &mut DeliveryReceiver) -> Result<(MessageId, Fate), Problem> {
        let deadline = tokio::time::Instant::now() + WAITS;
        let mut taken: Option<MessageId> = None;
        let mut held = None;
        while let Ok(Some(delivery)) = tokio::time::timeout_at(deadline, deliveries.next()).await {
            match delivery {
                Delivery::Acknowledged {
                    message_id,
                    seq,
                    duplicate,
                    ..
                } => {
                    taken = Some(message_id);
                    if duplicate {
                        return Ok((message_id, self.find(message_id, seq).await?));
                    }
                }
                Delivery::Refused { error, .. } => return Err(error.into()),
                Delivery::Event { body, .. } => {
                    if let EventBody::Held(update) = body.as_ref()
                        && taken == Some(update.in_reply_to)
                    {
                        held = Some(update.draft_id);
                    }
                }
                // Told of every turn that says nothing, after its events.
                Delivery::Silent { messages } => {
                    if let Some(message_id) = taken.filter(|id| messages.contains(id)) {
                        return Ok((message_id, held.map_or(Fate::NoDraft, Fate::Held)));
                    }
                }
                _passing => {}
            }
        }
        Err(unavailable(
            "timed_out",
            "the draft was not ready in time; ask again under the same key",
        ))
    }

    /// The draft of a message that was said before.
    async fn find(&self, message_id: MessageId, seq: i64) -> Result<Fate, Problem> {
        let Seat {
            business_id,
            conversation_id,
            ..
        } = *self.seat;
        let store = &self.app.store;
        let events = store
            .events_after(business_id, conversation_id, seq, LOOKS_THROUGH)
            .await?;
        let held = events.into_iter().find_map(|event| match event.body {
            EventBody::Held(update) if update.in_reply_to == message_id => Some(update.draft_id),
            _ => None,
        });
        Ok(held.map_or(Fate::NoDraft, Fate::Held))
    }

    async fn out(
        &self,
        message_id: MessageId,
        fate: Fate,
        session_id: String,
    ) -> Result<RequestedDraft, Problem> {
        let out = |draft_id, message, confidence, sources: Vec<Source>, status| RequestedDraft {
            draft_id,
            message,
            confidence,
            sources: sources.into_iter().map(DraftSource::from).collect(),
            status,
            message_id: message_id.0,
            session_id,
        };
        if let Fate::Held(id) = fate {
            let stored = inbox(self.app).draft(self.seat.business_id, id).await?;
            let draft = stored.ok_or_else(|| Problem::not_found("draft"))?;
            return Ok(out(
                Some(id.0),
                draft.message,
                draft.confidence,
                draft.sources,
                "pending",
            ));
        }
        let (kind, reason, confidence) = self.decision(message_id).await?;
        match (kind.as_str(), reason.as_str()) {
            ("silent", "person_owns") => Err(person_owns()),
            ("silent", _) => Err(Problem::too_many(
                "flood",
                "too many messages wait in this conversation",
                FLOOD_RETRY,
            )),
            ("send", _) => Err(Problem::conflict(
                "client_message_id_reused",
                "this key was used for a message that is answered already",
            )),
            (_, "turn_failed") => Err(unavailable(
                "draft_failed",
                "no draft could be written; a person was told",
            )),
            _ => Ok(out(None, String::new(), confidence, Vec::new(), "escalated")),
        }
    }

    /// Whether a model was asked for the message's turn and did not answer.
    async fn model_was_out(&self, message_id: MessageId) -> Result<bool, Problem> {
        let trace = inbox(self.app)
            .trace(self.seat.business_id, self.seat.conversation_id, message_id)
            .await?;
        let exchanges = trace
            .as_ref()
            .and_then(|trace| trace["model"]["exchanges"].as_array());
        Ok(exchanges
            .into_iter()
            .flatten()
            .any(|exchange| exchange["verdict"] == "failed"))
    }

    /// What the gate decided on the message's turn, and why.
    async fn decision(&self, message_id: MessageId) -> Result<(String, String, f32), Problem> {
        let trace = inbox(self.app)
            .trace(self.seat.business_id, self.seat.conversation_id, message_id)
            .await?;
        let trace = trace.ok_or_else(|| {
            unavailable(
                "timed_out",
                "the draft was not ready in time; ask again under the same key",
            )
        })?;
        let decision = &trace["decision"];
        let word = |name: &str| decision[name].as_str().unwrap_or_default().to_owned();
        let confidence = decision["confidence"].as_f64().unwrap_or_default() as f32;
        Ok((word("kind"), word("reason"), confidence))
    }
}

fn person_owns() -> Problem {
    Problem::conflict(
        "person_owns",
        "a person holds this conversation; the assistant writes no drafts in it",
    )
}

fn unavailable(code: &str, detail: &str) -> Problem {
    let mut problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, code, detail);
    problem.retry_after = Some(Duration::from_secs(1));
    problem
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn checked(change: serde_json::Value) -> Result<(), Problem> {
        let mut body = json!({"session_id": "session_x", "message": "hello"});
        for (name, value) in change.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        check(&serde_json::from_value(body).expect("the fields have their types"))
    }

    #[test]
    fn every_field_that_is_wrong_is_named() {
        assert_eq!(checked(json!({"channel": "storefront"})), Ok(()));
        let problem = checked(json!({
            "message": " ", "channel": "fax", "metadata": {"confidence_hint": 1.5},
        }));
        let fields: Vec<String> = problem
            .expect_err("three things are wrong")
            .errors
            .into_iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(fields, ["message", "channel", "metadata.confidence_hint"]);
    }
}
