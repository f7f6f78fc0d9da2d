//! What is done again and again while the server runs.

use std::{sync::Arc, time::Duration};

use colloquy_engine::port::{conversations::ConversationStore, dead_letters::DeadLetterStore};
use tokio::{task::JoinHandle, time::MissedTickBehavior};

use super::imports::Imports;
use crate::{metrics, state::AppState};

/// How often it is looked whether another process has imported something.
const PERIOD: Duration = Duration::from_secs(1);

/// Figures are brought up to date every so many periods.
const FIGURES_EVERY: u32 = 5;

/// Figures that cost a query are brought up to date every so many periods.
const QUERY_EVERY: u32 = 15;

/// Starts the one timer. Aborting the task ends it.
pub(super) fn start(app: &AppState) -> JoinHandle<()> {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let mut round = 0_u32;
        let mut imports = Imports::default();
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
            for actor in app.engine.actors() {
                metrics::mailbox_depth(actor.name, actor.asked);
            }
        }
    })
}
