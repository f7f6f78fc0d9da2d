//! Leases: taken, renewed, given back, and noticed to be gone.

use std::{collections::HashMap, sync::Arc, time::Instant};

use parking_lot::Mutex;
use redis::{FromRedisValue, Script};
use tokio::time::MissedTickBehavior;

use super::{
    Cluster,
    link::LinkError,
    shard::{SHARDS, Shard},
    wire::Announcement,
};
use crate::engine::Engine;

/// The part of a lease that is not relied on: clocks do not run alike, and an answer takes its time.
const MARGIN: u32 = 10;

/// The scripts, and which epoch each lease of this node has.
pub(super) struct Leases {
    beat: Script,
    release: Script,
    epochs: Mutex<HashMap<Shard, String>>,
}

/// What came of a beat: nodes alive, fair share, kept, taken, the epoch of those taken.
#[derive(Debug)]
struct Beat {
    alive: u16,
    fair: usize,
    kept: Vec<u16>,
    taken: Vec<u16>,
    epoch: String,
}

impl FromRedisValue for Beat {
    fn from_redis_value(value: redis::Value) -> Result<Self, redis::ParsingError> {
        let (alive, fair, kept, taken, epoch) = redis::from_redis_value(value)?;
        Ok(Self {
            alive,
            fair,
            kept,
            taken,
            epoch,
        })
    }
}

impl Leases {
    pub(super) fn new() -> Self {
        Self {
            beat: Script::new(include_str!("lease.lua")),
            release: Script::new(include_str!("release.lua")),
            epochs: Mutex::default(),
        }
    }

    fn of(&self, shards: &[Shard]) -> Vec<String> {
        let epochs = self.epochs.lock();
        shards
            .iter()
            .filter_map(|shard| Some(format!("{}:{}", shard.0, epochs.get(shard)?)))
            .collect()
    }

    async fn beat(&self, cluster: &Cluster, held: &[Shard]) -> Result<Beat, LinkError> {
        let takes = if cluster.is_leaving() { 0 } else { 1 };
        cluster
            .link
            .script(&self.beat, |call| {
                call.key(cluster.keys.nodes())
                    .arg(cluster.node.to_string())
                    .arg(cluster.settings.lease.as_millis() as u64)
                    .arg(SHARDS)
                    .arg(cluster.keys.leases())
                    .arg(takes)
                    .arg(self.of(held));
            })
            .await
    }

    async fn give_back(&self, cluster: &Cluster, shards: &[Shard], leaves: bool) -> Result<u64, LinkError> {
        let named = self.of(shards);
        cluster
            .link
            .script(&self.release, |call| {
                call.key(cluster.keys.nodes())
                    .arg(cluster.node.to_string())
                    .arg(cluster.keys.leases())
                    .arg(u8::from(leaves))
                    .arg(named);
            })
            .await
    }
}

/// Keeps this node's leases for as long as it runs.
pub(super) async fn keep(cluster: Arc<Cluster>, engine: Engine) {
    let mut beats = tokio::time::interval(cluster.settings.heartbeat);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut surplus_since: Option<Instant> = None;
    loop {
        tokio::select! {
            _ = beats.tick() => {}
            () = cluster.nudge.notified() => {}
        }
        // First what ran out while this process was held up: nothing of it may go on before Redis is asked.
        let expired = cluster.ownership.drop_expired();
        if !expired.is_empty() {
            tracing::warn!(
                event_type = "leases_ran_out",
                shards = expired.len(),
                "this node was held up"
            );
            metrics::counter!("colloquy_leases_lost_total", "cause" => "expired")
                .increment(expired.len() as u64);
            engine.ownership_changed(&expired).await;
        }
        if cluster.is_leaving() {
            return;
        }
        let held = cluster.ownership.held();
        let asked = Instant::now();
        match cluster.leases.beat(&cluster, &held).await {
            Ok(beat) => {
                let surplus = apply(&cluster, &engine, &held, asked, &beat).await;
                give_surplus_back(&cluster, &engine, surplus, &mut surplus_since).await;
            }
            Err(error) => {
                tracing::warn!(event_type = "lease_not_renewed", error_code = "redis", "{error}");
                // Nobody can take what nobody can be asked for; where somebody can, the fence decides.
                cluster.ownership.suspend(true);
            }
        }
    }
}

/// Takes over what Redis says. Answers what this node holds beyond its fair share.
async fn apply(
    cluster: &Cluster,
    engine: &Engine,
    held: &[Shard],
    asked: Instant,
    beat: &Beat,
) -> Vec<Shard> {
    let lasts = cluster.settings.lease - cluster.settings.lease / MARGIN;
    let (kept, taken) = (shards(&beat.kept), shards(&beat.taken));
    let lost: Vec<Shard> = held
        .iter()
        .copied()
        .filter(|shard| !kept.contains(shard))
        .collect();
    for shard in &lost {
        cluster.ownership.drop(*shard);
    }
    let mut gained = Vec::new();
    for shard in kept.iter().chain(&taken) {
        if cluster.ownership.extend(*shard, asked, lasts) {
            gained.push(*shard);
        }
    }
    {
        let mut epochs = cluster.leases.epochs.lock();
        for shard in &lost {
            epochs.remove(shard);
        }
        for shard in &taken {
            epochs.insert(*shard, beat.epoch.clone());
        }
    }
    let was_suspended = cluster.ownership.is_suspended();
    cluster.ownership.suspend(false);
    cluster.saw(beat.alive, kept.len() + taken.len());
    if !lost.is_empty() {
        metrics::counter!("colloquy_leases_lost_total", "cause" => "taken").increment(lost.len() as u64);
    }
    if !lost.is_empty() || !taken.is_empty() {
        tracing::info!(
            event_type = "shards_moved",
            nodes = beat.alive,
            lost = lost.len(),
            taken = taken.len(),
            held = kept.len() + taken.len(),
            "shards moved"
        );
    }
    if was_suspended {
        // What was served on the fence alone goes back to whoever holds the lease.
        engine.ownership_changed(&Shard::all().collect::<Vec<_>>()).await;
    } else if !lost.is_empty() {
        engine.ownership_changed(&lost).await;
    }
    if !gained.is_empty() {
        engine.ownership_changed(&gained).await;
        cluster.gained(&gained);
    }
    let mut all = [kept, taken].concat();
    if all.len() > beat.fair {
        all.split_off(beat.fair)
    } else {
        Vec::new()
    }
}

async fn give_surplus_back(
    cluster: &Cluster,
    engine: &Engine,
    surplus: Vec<Shard>,
    since: &mut Option<Instant>,
) {
    if surplus.is_empty() {
        *since = None;
        return;
    }
    if since.get_or_insert_with(Instant::now).elapsed() < cluster.settings.rebalance {
        return;
    }
    *since = None;
    // Stopped here before anybody else may begin.
    for shard in &surplus {
        cluster.ownership.drop(*shard);
    }
    engine.ownership_changed(&surplus).await;
    free(cluster, &surplus, false).await;
}

/// Stops owning everything, now, and says so to everybody.
pub(super) async fn leave(cluster: &Cluster, engine: &Engine) {
    let held = cluster.ownership.held();
    for shard in &held {
        cluster.ownership.drop(*shard);
    }
    engine.ownership_changed(&held).await;
    free(cluster, &held, true).await;
}

async fn free(cluster: &Cluster, shards: &[Shard], leaves: bool) {
    match cluster.leases.give_back(cluster, shards, leaves).await {
        Ok(freed) => {
            tracing::info!(
                event_type = "shards_given_back",
                freed,
                leaves,
                "shards were given back"
            );
            cluster.announce(Announcement::Freed);
        }
        // They run out by themselves.
        Err(error) => tracing::warn!(
            event_type = "shards_not_given_back",
            error_code = "redis",
            "{error}"
        ),
    }
    let mut epochs = cluster.leases.epochs.lock();
    for shard in shards {
        epochs.remove(shard);
    }
}

fn shards(numbers: &[u16]) -> Vec<Shard> {
    numbers
        .iter()
        .copied()
        .filter(|number| *number < SHARDS)
        .map(Shard)
        .collect()
}
