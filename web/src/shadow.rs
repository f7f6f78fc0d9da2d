//! The shadow: a share of the turns is run on another configuration too, beside the live one, and the differences are
//! kept. Nothing of it is said or done, and no turn waits for it.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use colloquy_actors::{Shops, TurnObserver};
use colloquy_engine::{
    port::{
        Clock,
        shadow::{ShadowStore, ShadowTurn},
    },
    replay::{StoredTurn, again},
    turn::Turn,
    understanding::Understander,
};
use tokio::{sync::mpsc, time::Instant};
use tokio_util::sync::CancellationToken;

/// Turns that wait to be run; beyond them a turn has no shadow.
const WAITING: usize = 256;
/// How often old rows are looked for.
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);

/// Takes a share of the committed turns.
#[derive(Debug)]
pub struct ShadowChooser {
    percent: u8,
    queue: mpsc::Sender<StoredTurn>,
}

impl TurnObserver for ShadowChooser {
    fn committed(&self, turn: &Turn) {
        if !is_chosen(turn.id.0.as_u128(), self.percent) {
            return;
        }
        let Some(stored) = stored(turn) else { return };
        if self.queue.try_send(stored).is_err() {
            metrics::counter!("colloquy_shadow_turns_total", "outcome" => "dropped").increment(1);
        }
    }
}

/// Whether a turn is among so many of a hundred. The low bits of its id are drawn by chance.
fn is_chosen(id: u128, percent: u8) -> bool {
    id % 100 < u128::from(percent)
}

fn stored(turn: &Turn) -> Option<StoredTurn> {
    let trace = turn.trace(0).ok()?;
    Some(StoredTurn {
        id: turn.id,
        business_id: turn.business_id,
        conversation_id: turn.conversation_id,
        channel: turn.channel,
        inbound: turn.inbound.clone(),
        recent: turn.context.recent.clone(),
        memory: turn.context.memory.as_deref().cloned(),
        trace: serde_json::from_str(trace.get()).ok()?,
    })
}

/// Runs turns on the other configuration.
pub struct Shadow {
    /// The shops as the other configuration has them.
    pub shops: Shops,
    /// Reads messages.
    pub understander: Arc<Understander>,
    /// Keeps what came of it.
    pub store: Arc<dyn ShadowStore>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// How long it is kept.
    pub kept: TimeDelta,
}

impl std::fmt::Debug for Shadow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Shadow")
    }
}

impl Shadow {
    /// Starts running turns; answers what chooses them. Call inside an actix system.
    #[must_use]
    pub fn start(self, percent: u8, stopping: CancellationToken) -> ShadowChooser {
        let (queue, turns) = mpsc::channel(WAITING);
        actix_web::rt::spawn(self.run(turns, stopping));
        ShadowChooser { percent, queue }
    }

    async fn run(self, mut turns: mpsc::Receiver<StoredTurn>, stopping: CancellationToken) {
        let mut swept: Option<Instant> = None;
        loop {
            let next = tokio::select! {
                () = stopping.cancelled() => return,
                next = turns.recv() => next,
            };
            let Some(turn) = next else { return };
            self.run_one(&turn).await;
            if swept.is_none_or(|at| at.elapsed() >= SWEEP_EVERY) {
                swept = Some(Instant::now());
                let before = self.clock.now() - self.kept;
                if let Err(error) = self.store.forget_shadow_turns(before).await {
                    tracing::warn!(event_type = "shadow_not_swept", error_code = "store", "{error}");
                }
            }
        }
    }

    async fn run_one(&self, turn: &StoredTurn) {
        let outcome = match self.differences(turn).await {
            Ok(true) => "same",
            Ok(false) => "different",
            Err(error) => {
                tracing::warn!(
                    event_type = "shadow_failed",
                    business_id = %turn.business_id,
                    turn_id = %turn.id,
                    error_code = "shadow",
                    "a turn could not be run on the other configuration: {error:#}"
                );
                "failed"
            }
        };
        metrics::counter!("colloquy_shadow_turns_total", "outcome" => outcome).increment(1);
    }

    /// Runs a turn and keeps what came of it. Answers whether it came out the same.
    async fn differences(&self, turn: &StoredTurn) -> anyhow::Result<bool> {
        let mut shop = self.shops.get(turn.business_id).await?;
        let knowledge = turn.trace.pointer("/recording/versions/knowledge");
        if knowledge.and_then(|version| version.as_str()) != Some(shop.versions.knowledge.as_str()) {
            // The shop has learnt since: the other configuration answers by the same knowledge.
            shop = self.shops.refresh(turn.business_id).await?;
        }
        let replayed = again(turn, &shop, &self.understander).await?;
        let same = replayed.differences.is_empty();
        let kept = ShadowTurn {
            turn_id: turn.id,
            business_id: turn.business_id,
            conversation_id: turn.conversation_id,
            differences: replayed.differences,
            at: self.clock.now(),
        };
        self.store.add_shadow_turn(&kept).await?;
        Ok(same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_of_a_hundred_are_chosen_and_the_same_ones_each_time() {
        let chosen = |percent| (0..1_000_u128).filter(|id| is_chosen(*id, percent)).count();
        assert_eq!([chosen(0), chosen(7), chosen(100)], [0, 70, 1_000]);
    }
}
