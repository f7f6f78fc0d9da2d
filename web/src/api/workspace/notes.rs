//! `GET` and `POST /api/v1/conversations/{id}/notes`.

use actix_web::{HttpRequest, HttpResponse, get, post};
use chrono::{DateTime, Utc};
use colloquy_actors::OperatorAction;
use colloquy_engine::{
    ids::{ConversationId, NoteId},
    port::conversations::StoredNote,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    extract::{Id, Json, Shared, Staff},
    once::{self, Asked},
    problem::Problem,
    state::App,
    workspace::{
        inbox,
        seat::{check_outgoing, operate, summary_of},
    },
};

/// What to write down.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct NoteIn {
    /// Never shown to the shopper.
    text: String,
}

/// A note between operators.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NoteOut {
    /// The note.
    id: Uuid,
    /// What it says.
    text: String,
    /// Who wrote it.
    author_id: Uuid,
    /// The writer's name.
    author_name: String,
    /// When.
    created_at: DateTime<Utc>,
}

/// The notes of a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NotesOut {
    /// Oldest first.
    items: Vec<NoteOut>,
}

impl From<StoredNote> for NoteOut {
    fn from(note: StoredNote) -> Self {
        Self {
            id: note.id.0,
            text: note.text,
            author_id: note.user_id.0,
            author_name: note.author,
            created_at: note.created_at,
        }
    }
}

/// Lists what operators wrote down for each other.
#[utoipa::path(
    tag = "conversations",
    params(("id" = Uuid, Path, description = "the conversation")),
    responses(
        (status = 200, body = NotesOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/conversations/{id}/notes")]
pub(super) async fn list_notes(app: Shared, staff: Staff, Id(id): Id) -> Result<HttpResponse, Problem> {
    let conversation = ConversationId(id);
    summary_of(&app, staff.business_id, conversation).await?;
    let notes = inbox(&app).notes(staff.business_id, conversation).await?;
    Ok(HttpResponse::Ok().json(NotesOut {
        items: notes.into_iter().map(NoteOut::from).collect(),
    }))
}

/// Writes something down for other operators.
#[utoipa::path(
    tag = "conversations",
    params(
        ("id" = Uuid, Path, description = "the conversation"),
        ("Idempotency-Key" = Option<String>, Header, description = "the same key with the same body notes once"),
    ),
    request_body = NoteIn,
    responses(
        (status = 201, body = NoteOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/conversations/{id}/notes")]
pub(super) async fn add_note(
    app: Shared,
    request: HttpRequest,
    staff: Staff,
    Id(id): Id,
    Json(body): Json<NoteIn>,
) -> Result<HttpResponse, Problem> {
    check_outgoing("text", &body.text)?;
    let asked = Asked::of(&request, &staff, &body)?;
    let (doing, caller, conversation) = (app.clone(), staff.clone().into(), ConversationId(id));
    let action = OperatorAction::Note { text: body.text };
    let work = async move |key| {
        let done = operate(&doing, &caller, conversation, action, key).await?;
        Ok(json!({ "note_id": done.note_id }))
    };
    let effect = once::to_its_end(&app, asked, work).await?;
    let note_id: Uuid = serde_json::from_value(effect["note_id"].clone()).map_err(|_| Problem::internal())?;
    Ok(HttpResponse::Created().json(left_note(&app, &staff, conversation, NoteId(note_id)).await))
}

/// The note as it was stored. It is left already: if it cannot be read, its id has to do.
async fn left_note(app: &App, staff: &Staff, conversation: ConversationId, id: NoteId) -> Value {
    let notes = inbox(app).notes(staff.business_id, conversation).await;
    let found = notes
        .unwrap_or_default()
        .into_iter()
        .find(|note| note.id == id)
        .map(NoteOut::from);
    let shown = found.and_then(|note| serde_json::to_value(note).ok());
    shown.unwrap_or_else(|| json!({ "id": id }))
}
