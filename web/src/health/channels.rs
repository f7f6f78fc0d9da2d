//! `/metrics/channels`: how each channel did in the last day.

use std::collections::BTreeMap;

use actix_web::{
    get,
    web::{Json, ThinData},
};
use chrono::Duration;
use colloquy_engine::{channel::Channel, port::conversations::InboxStore};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{extract::Watcher, problem::Problem, state::AppState};

/// How far back turns are counted.
const HOURS: i64 = 24;

/// Every channel.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChannelsOut {
    channels: BTreeMap<&'static str, ChannelOut>,
}

/// One channel.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
struct ChannelOut {
    /// Answers sent, held ones included.
    responses: u64,
    /// Mean time of a turn.
    average_latency_ms: f64,
    /// Share of turns that went to a person, from 0 to 1.
    escalation_rate: f64,
    /// Mean sentiment of the shoppers, from -1 to 1.
    sentiment_trend: f64,
}

/// How each channel did in the last day.
#[utoipa::path(tag = "system", responses(
    (status = 200, description = "Figures by channel", body = ChannelsOut),
    (status = 401, description = "No key with the scope `metrics`", body = Problem,
        content_type = "application/problem+json"),
    (status = 403, description = "A key with other scopes", body = Problem,
        content_type = "application/problem+json"),
), security((), ("service_key" = [])))]
#[get("/metrics/channels")]
pub(super) async fn channels(
    _watcher: Watcher,
    ThinData(app): ThinData<AppState>,
) -> Result<Json<ChannelsOut>, Problem> {
    let since = app.engine.ports().clock.now() - Duration::hours(HOURS);
    let mut channels: BTreeMap<&'static str, ChannelOut> = Channel::ALL
        .into_iter()
        .map(|channel| (channel.as_str(), ChannelOut::default()))
        .collect();
    for figures in app.store.channel_figures(since).await? {
        let out = ChannelOut {
            responses: figures.responses,
            average_latency_ms: figures.average_latency_ms,
            escalation_rate: figures.escalation_rate,
            sentiment_trend: figures.sentiment_trend,
        };
        channels.insert(figures.channel.as_str(), out);
    }
    Ok(Json(ChannelsOut { channels }))
}
