//! Faults on demand, mounted only where `testing.fault_injection` is set: never in production.

use actix_web::{HttpRequest, HttpResponse, post, web};
use serde::Deserialize;

use crate::{
    extract::{
        session,
        tenant::{Tenant, state},
    },
    problem::Problem,
};

/// Mounts the route.
pub fn configure(config: &mut web::ServiceConfig) {
    config.service(fault);
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct FaultIn {
    /// A conversation, by its session.
    session_id: Option<String>,
    /// Long-lived actors, by their name; they panic.
    actor: Option<String>,
    /// Keep the conversation from reading its mailbox for so long; panic when none.
    hold_up_milliseconds: Option<u64>,
}

#[post("/testing/fault")]
async fn fault(request: HttpRequest, body: web::Json<FaultIn>) -> Result<HttpResponse, Problem> {
    let state = state(&request)?;
    if let Some(actor) = &body.actor {
        state.engine.inject_fall(actor)?;
        return Ok(HttpResponse::NoContent().finish());
    }
    let tenant = Tenant::of(&request).await?;
    let session_id = body
        .session_id
        .as_deref()
        .ok_or_else(|| Problem::invalid("sessionId", "missing", "sessionId or actor is needed"))?;
    let session = session::find(&state, &tenant, session_id).await?;
    match body.hold_up_milliseconds {
        Some(milliseconds) => state.engine.inject_hold_up(&session.seat, milliseconds).await?,
        None => state.engine.inject_panic(&session.seat).await?,
    }
    Ok(HttpResponse::NoContent().finish())
}
