//! What is rehearsed before the first shopper is let in.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use colloquy_actors::{SystemClock, SystemIds};
use colloquy_engine::{commerce::shop::Shop, port::Clock, rehearsal, understanding::Understander};

/// Rehearses for `most` at longest; none for zero. A rehearsal that falls is told and keeps nobody out.
pub(super) async fn rehearse(shop: Arc<Shop>, understander: Arc<Understander>, most: Duration) {
    if most.is_zero() {
        return;
    }
    let began = Instant::now();
    let rehearsal = tokio::task::spawn_blocking(move || {
        let is_over = || began.elapsed() >= most;
        let now = SystemClock.now();
        let walk = rehearsal::rehearse(&shop, &understander, &SystemIds, now, &is_over);
        futures::executor::block_on(walk)
    });
    match rehearsal.await {
        Ok(turns) => tracing::info!(
            event_type = "rehearsed",
            turns,
            took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
            "ready for the first shopper"
        ),
        Err(fell) => tracing::error!(event_type = "rehearsal_failed", "a rehearsed turn fell: {fell}"),
    }
}
