//! `GET /api/v1/shadow`.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use colloquy_engine::port::shadow::{ShadowStore, ShadowTurn};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::replay::DifferenceOut;
use crate::{
    extract::{Owner, Shared},
    problem::Problem,
};

/// Differing turns that are shown.
const LATEST: u64 = 50;

/// The route of this group.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(show_shadow);
}

/// How turns came out on the other configuration.
#[derive(Debug, Serialize, ToSchema)]
struct ShadowOut {
    /// Turns of a hundred that are run on it; 0 when there is none.
    percent: u8,
    /// Turns that were run on it.
    turns: u64,
    /// Those that came out the same in every byte.
    same: u64,
    /// Those that did not.
    different: u64,
    /// By field, how many of the latest came out otherwise in it.
    fields: BTreeMap<String, u64>,
    /// The latest that came out otherwise, newest first, at most 50.
    latest: Vec<ShadowTurnOut>,
}

/// A turn that came out otherwise.
#[derive(Debug, Serialize, ToSchema)]
struct ShadowTurnOut {
    /// The live turn.
    turn_id: Uuid,
    /// Its conversation.
    conversation_id: Uuid,
    /// When it was run.
    at: DateTime<Utc>,
    /// What came out otherwise: what was said, and what would have been.
    differences: Vec<DifferenceOut>,
}

impl From<ShadowTurn> for ShadowTurnOut {
    fn from(turn: ShadowTurn) -> Self {
        Self {
            turn_id: turn.turn_id.0,
            conversation_id: turn.conversation_id.0,
            at: turn.at,
            differences: turn.differences.into_iter().map(Into::into).collect(),
        }
    }
}

/// Shows how the business' turns came out on the other configuration that runs beside the live one.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, body = ShadowOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/shadow")]
async fn show_shadow(app: Shared, owner: Owner) -> Result<HttpResponse, Problem> {
    let (figures, latest) = app.store.shadow_turns(owner.business_id, LATEST).await?;
    let shadow = &app.settings.shadow;
    Ok(HttpResponse::Ok().json(ShadowOut {
        percent: shadow.folder().map_or(0, |_folder| shadow.percent),
        turns: figures.turns,
        same: figures.turns.saturating_sub(figures.different),
        different: figures.different,
        fields: figures.fields,
        latest: latest.into_iter().map(Into::into).collect(),
    }))
}
