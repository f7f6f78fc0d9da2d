//! The database is asked for what a lost word between nodes would hide: messages that wait, and marks that moved.

use std::{collections::HashSet, sync::Arc, time::Duration};

use colloquy_engine::port::placement::PendingConversation;
use tokio::time::MissedTickBehavior;

use super::{Cluster, doorbell, shard::Shard};
use crate::{engine::Engine, request::Seat};

/// Waiting conversations that are looked at in one round, those that wait longest first.
const AT_ONCE: u64 = 2_000;

/// While Redis brings what is published, marks are looked at every so many rounds only.
const MARKS_EVERY: u32 = 5;

/// Looks for as long as the node runs.
pub(super) async fn poll(cluster: Arc<Cluster>, engine: Engine) {
    let mut rounds = tokio::time::interval(cluster.settings.poll);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut round = 0_u32;
    loop {
        let mut gained = Vec::new();
        tokio::select! {
            _ = rounds.tick() => {}
            shards = cluster.next_gained() => gained = shards,
        }
        if !gained.is_empty() {
            take_over(&cluster, &engine, &gained).await;
            continue;
        }
        take_up(&cluster, &engine, cluster.settings.poll, None).await;
        let heard = cluster.link.is_reachable();
        if !heard || round.is_multiple_of(MARKS_EVERY) {
            engine.look_at_marks(&cluster.ears.all()).await;
            // What a node read and died with.
            let held = cluster.ownership.held();
            if heard
                && let Err(error) = doorbell::claim(&cluster, &engine, &held, cluster.settings.lease).await
            {
                tracing::debug!(event_type = "not_claimed", error_code = "redis", "{error}");
            }
            if heard && let Err(error) = cluster.link.learn_nodes().await {
                tracing::debug!(event_type = "nodes_not_learnt", error_code = "redis", "{error}");
            }
        }
        round = round.wrapping_add(1);
    }
}

/// Shards are this node's from now on: what waits in them is taken up at once.
async fn take_over(cluster: &Cluster, engine: &Engine, shards: &[Shard]) {
    let only: HashSet<Shard> = shards.iter().copied().collect();
    take_up(cluster, engine, Duration::ZERO, Some(&only)).await;
    if let Err(error) = doorbell::claim(cluster, engine, shards, Duration::ZERO).await {
        tracing::debug!(event_type = "not_claimed", error_code = "redis", "{error}");
    }
    if let Err(error) = doorbell::forget_consumers(cluster, shards).await {
        tracing::debug!(
            event_type = "consumers_not_forgotten",
            error_code = "redis",
            "{error}"
        );
    }
}

/// Takes up what has waited for `age` at least.
async fn take_up(cluster: &Cluster, engine: &Engine, age: Duration, only: Option<&HashSet<Shard>>) {
    let pending = match engine.ports().placement.pending(AT_ONCE).await {
        Ok(pending) => pending,
        Err(error) => {
            tracing::debug!(event_type = "not_polled", error_code = "storage", "{error}");
            return;
        }
    };
    let now = engine.ports().clock.now();
    for each in pending {
        // One of the future was taken in by a node whose clock is ahead: nobody knows how long it waits.
        let waited = (now - each.oldest).to_std().unwrap_or(Duration::MAX);
        let shard = Shard::of(each.conversation_id);
        if waited < age || only.is_some_and(|only| !only.contains(&shard)) {
            continue;
        }
        if cluster.ownership.holds(shard) {
            engine.take_up_rung(seat(&each), Vec::new(), false).await;
        } else if !cluster.link.is_reachable() && waited >= orphaned(cluster) {
            // Its owner may be gone, and nobody can be asked. If it is not, one of two commits is refused.
            engine.take_up_rung(seat(&each), Vec::new(), true).await;
        }
    }
}

/// How long a message waits for its owner while Redis is away before any node answers it.
fn orphaned(cluster: &Cluster) -> Duration {
    cluster.settings.lease
}

fn seat(pending: &PendingConversation) -> Seat {
    Seat {
        business_id: pending.business_id,
        conversation_id: pending.conversation_id,
        channel: pending.channel,
        session: None,
    }
}
