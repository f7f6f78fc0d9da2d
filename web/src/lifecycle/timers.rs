//! What is done again and again while the server runs.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use chrono::TimeDelta;
use colloquy_engine::port::{
    conversations::ConversationStore, credentials::CredentialStore, dead_letters::DeadLetterStore,
    outbox::OutboxStore,
};
use tokio::{task::JoinHandle, time::MissedTickBehavior};

use super::imports::Imports;
use crate::{credentials, metrics, state::AppState};

/// How often it is looked whether another process has imported something.
const PERIOD: Duration = Duration::from_secs(1);

/// Figures are brought up to date every so many periods.
const FIGURES_EVERY: u32 = 5;

/// Figures that cost a query are brought up to date every so many periods.
const QUERY_EVERY: u32 = 15;

/// Tokens of letters that are over are forgotten every so many periods; half an hour.
const FORGET_EVERY: u32 = 360;

/// Tokens that are forgotten at once.
const FORGOTTEN_AT_ONCE: u64 = 1_000;

/// Starts the one timer. Aborting the task ends it.
pub(super) fn start(app: &AppState) -> JoinHandle<()> {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let mut round = 0_u32;
        let mut imports = Imports::default();
        let mut owed = BTreeMap::new();
        loop {
            ticks.tick().await;
            imports.look(&app).await;
            let now = round;
            round = round.wrapping_add(1);
            if !now.is_multiple_of(FIGURES_EVERY) {
                continue;
            }
            app.metrics.run_upkeep();
            app.rate_tiers.forget_idle();
            metrics::sockets(app.sockets.len());
            if now.is_multiple_of(QUERY_EVERY)
                && let Ok(pending) = app.store.count_unsettled().await
            {
                metrics::receipts_pending(pending);
            }
            if now.is_multiple_of(QUERY_EVERY)
                && let Ok(counts) = app.store.count_dead_letters().await
            {
                for (kind, count) in counts {
                    metrics::dead_letters(kind.as_str(), count);
                }
            }
            if round.is_multiple_of(QUERY_EVERY) {
                count_owed(&app, &mut owed).await;
            }
            if now.is_multiple_of(QUERY_EVERY) && app.has_mail {
                credentials::write_asked(&app).await;
            }
            if round.is_multiple_of(FORGET_EVERY) {
                forget_tokens(&app).await;
            }
            for actor in app.engine.actors() {
                metrics::mailbox_depth(actor.name, actor.asked);
            }
        }
    })
}

/// Brings the figures of deliveries up to date. A connection that owes nothing any more is told once as zero.
async fn count_owed(app: &AppState, owed: &mut BTreeMap<String, u64>) {
    let Ok(figures) = app.store.outbox_figures().await else {
        return;
    };
    owed.retain(|_, count| std::mem::take(count) > 0);
    for figure in figures {
        *owed.entry(figure.connection).or_default() += figure.count;
    }
    for (connection, count) in owed.iter() {
        metrics::outbox_pending(connection, *count);
    }
}

/// Keeps those that were over within the last day, so that whoever asks too often is still known.
async fn forget_tokens(app: &AppState) {
    let before = app.engine.ports().clock.now() - TimeDelta::days(1);
    if let Err(error) = app.store.forget_tokens(before, FORGOTTEN_AT_ONCE).await {
        tracing::warn!(
            event_type = "tokens_not_forgotten",
            error_code = "storage",
            "{error}"
        );
    }
}
