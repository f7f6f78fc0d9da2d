//! `GET /ws`: the shopper's socket.

mod connection;
mod live;
mod resume;
mod sockets;
mod writer;

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, get, web};
use actix_ws::{CloseCode, CloseReason};
use colloquy_engine::channel::Channel;
use serde::Deserialize;
use utoipa::IntoParams;

use self::connection::Connection;
pub use self::sockets::SessionSockets;
use crate::{
    extract::{
        session::{self, SESSION_COOKIE, ShopperSession},
        tenant::{Origin, Tenant, state},
    },
    problem::Problem,
    state::App,
};

/// Mounts the route.
pub fn configure(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
    config.service(connect);
}

/// How a socket is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct ConnectQuery {
    /// A session that was given before.
    session_id: Option<String>,
    /// The widget key of an embedding page.
    #[allow(dead_code, reason = "read by the tenant")]
    key: Option<String>,
}

/// Opens the shopper's socket.
#[utoipa::path(
    tag = "shopper",
    params(ConnectQuery),
    responses((status = 101, description = "The socket is open; the first frame is `session`."),
        (status = 404, body = Problem, content_type = "application/problem+json"))
)]
#[get("/ws")]
async fn connect(
    request: HttpRequest,
    query: web::Query<ConnectQuery>,
    body: web::Payload,
) -> Result<HttpResponse, actix_web::Error> {
    let state = state(&request)?;
    let tenant = Tenant::of(&request).await?;
    let is_foreign = matches!(tenant.origin, Origin::Foreign(_));
    let asked = match &query.session_id {
        Some(id) if !id.is_empty() => Some(id.clone()),
        _ if tenant.origin == Origin::Own => request
            .cookie(SESSION_COOKIE)
            .map(|cookie| cookie.value().to_owned()),
        _ => None,
    };
    // Before the session is looked at: one that ends in between is noticed by either.
    let place = asked.as_deref().map(|id| state.session_sockets.enter(id));
    let opened = if is_foreign {
        None
    } else {
        Some(open_session(&state, &tenant, asked.as_deref()).await?)
    };
    let limit = state.settings.ws.max_frame_bytes.get();
    // The library's own error would be told as one of ours.
    let (response, socket, stream) = actix_ws::handle(&request, body)
        .map_err(|_| Problem::malformed("not_a_websocket", "this address is for WebSocket connections"))?;
    let stream = stream
        .max_frame_size(limit)
        .aggregate_continuations()
        .max_continuation_size(limit);
    let Some((session, is_known, replaced)) = opened else {
        actix_web::rt::spawn(async move {
            let reason = CloseReason {
                code: CloseCode::Policy,
                description: Some("origin".to_owned()),
            };
            // A client that is gone needs no reason.
            let _gone = socket.close(Some(reason)).await;
        });
        return Ok(response);
    };
    let tracked = state.sockets.token();
    let place = place
        .filter(|place| place.is_of(session.id()))
        .unwrap_or_else(|| state.session_sockets.enter(session.id()));
    let connection = Connection::new(Arc::clone(&state), tenant, session, place, is_known, replaced);
    actix_web::rt::spawn(async move {
        connection.run(socket, stream).await;
        drop(tracked);
    });
    Ok(response)
}

/// The session that was asked for, or a new one. Answers whether it is known, and whether it replaces an unknown one.
async fn open_session(
    state: &App,
    tenant: &Tenant,
    asked: Option<&str>,
) -> Result<(ShopperSession, bool, bool), Problem> {
    let Some(id) = asked else {
        return Ok((session::begin(state, tenant, Channel::Web, None), false, false));
    };
    match session::find(state, tenant, id).await {
        Ok(found) => Ok((found, true, false)),
        Err(problem) if problem.status == 410 => {
            Ok((session::begin(state, tenant, Channel::Web, None), false, true))
        }
        Err(problem) => Err(problem),
    }
}
