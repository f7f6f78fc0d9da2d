//! Sessions: given before anything is stored, good for every way in from then on.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use chrono::{DateTime, Utc};
use colloquy_engine::{
    channel::Channel,
    ids::{ConversationId, SessionId, UserId},
    port::conversations::ConversationStore,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    extract::{
        MaybeJson,
        session::{self, SESSION_HEADER, ShopperSession},
        tenant::{Tenant, state},
    },
    problem::Problem,
};

/// Mounts the routes.
pub fn configure(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
    config.service(begin).service(show).service(end);
}

/// How a session begins.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BeginIn {
    /// `web` unless said otherwise.
    channel: Option<String>,
    /// Free; kept with the session's row.
    #[schema(value_type = Option<Object>)]
    initial_context: Option<Value>,
}

/// A session.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SessionOut {
    /// Secret: whoever knows it is that guest.
    session_id: String,
    /// `web`.
    channel: String,
    /// When it was given.
    created_at: DateTime<Utc>,
    /// When it ends if nothing more comes.
    expires_at: DateTime<Utc>,
    /// Its one conversation.
    #[schema(value_type = String)]
    conversation_id: ConversationId,
    /// Whose account it is of; left out for a guest's.
    #[schema(value_type = Option<String>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<UserId>,
}

impl From<&ShopperSession> for SessionOut {
    fn from(session: &ShopperSession) -> Self {
        Self {
            session_id: session.id().to_owned(),
            channel: session.seat.channel.as_str().to_owned(),
            created_at: session.created_at,
            expires_at: session.expires_at,
            conversation_id: session.seat.conversation_id,
            user_id: session.user_id,
        }
    }
}

/// Begins a session.
#[utoipa::path(operation_id = "begin_session", tag = "shopper", request_body = BeginIn, responses((status = 201, body = SessionOut),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/v1/sessions")]
async fn begin(request: HttpRequest, MaybeJson(body): MaybeJson<BeginIn>) -> Result<HttpResponse, Problem> {
    let state = state(&request)?;
    let tenant = Tenant::of(&request).await?;
    tenant.check_origin()?;
    let channel = match body.channel.as_deref() {
        None | Some("web") => Channel::Web,
        Some(_) => return Err(Problem::invalid("channel", "channel_invalid", "expected web")),
    };
    let session = session::begin(&state, &tenant, channel, body.initial_context.clone());
    if let Some(context) = body.initial_context {
        state
            .initial_contexts
            .insert(session.id().to_owned(), context)
            .await;
    }
    let mut response = HttpResponse::Created();
    response.insert_header((SESSION_HEADER, session.id()));
    if tenant.takes_cookies() {
        response.cookie(session::cookie(&state, &SessionId(session.id().to_owned())));
    }
    Ok(response.json(SessionOut::from(&session)))
}

/// Shows a session.
#[utoipa::path(operation_id = "show_session", tag = "shopper", params(("id" = String, Path)), responses((status = 200, body = SessionOut),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 410, body = Problem, content_type = "application/problem+json")))]
#[get("/v1/sessions/{id}")]
async fn show(request: HttpRequest, path: web::Path<String>) -> Result<HttpResponse, Problem> {
    let state = state(&request)?;
    let tenant = Tenant::of(&request).await?;
    let session = session::find(&state, &tenant, &path).await?;
    Ok(HttpResponse::Ok().json(SessionOut::from(&session)))
}

/// Ends a session. What was said in it stays.
#[utoipa::path(operation_id = "end_session", tag = "shopper", params(("id" = String, Path)), responses((status = 204),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 410, body = Problem, content_type = "application/problem+json")))]
#[delete("/v1/sessions/{id}")]
async fn end(request: HttpRequest, path: web::Path<String>) -> Result<HttpResponse, Problem> {
    let state = state(&request)?;
    let tenant = Tenant::of(&request).await?;
    let session = session::find(&state, &tenant, &path).await?;
    let id = SessionId(session.id().to_owned());
    if !state.store.end_session(&id, Utc::now()).await? {
        // Nothing is stored of it yet: a row is made, so that there is something to be over.
        state
            .engine
            .change_cart(&session.seat, |_cart| Ok::<(), colloquy_actors::EngineError>(()))
            .await?;
        state.store.end_session(&id, Utc::now()).await?;
    }
    Ok(HttpResponse::NoContent().finish())
}
