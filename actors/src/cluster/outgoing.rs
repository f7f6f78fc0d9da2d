//! Everything that is sent to Redis without waiting for it: whatever has gathered goes as one.

use std::sync::Arc;

use tokio::sync::mpsc::Receiver;

use super::{
    Cluster,
    doorbell::{self, Rung},
    shard::Shard,
};
use crate::request::Seat;

/// Commands that go at once.
const AT_ONCE: usize = 512;

/// One thing to send.
#[derive(Debug)]
pub(super) enum Outgoing {
    /// For whoever listens.
    Publish { channel: String, text: String },
    /// For a shard's owner.
    Ring { seat: Seat, rung: Rung },
    /// A receipt of ours is settled.
    Settled { shard: Shard, entry: String },
}

/// Sends for as long as the node runs. What cannot be sent is dropped: the record has it.
pub(super) async fn send(cluster: Arc<Cluster>, mut outgoing: Receiver<Outgoing>) {
    let mut gathered = Vec::with_capacity(AT_ONCE);
    while outgoing.recv_many(&mut gathered, AT_ONCE).await > 0 {
        let mut pipeline = redis::pipe();
        for each in &gathered {
            match each {
                Outgoing::Publish { channel, text } => {
                    pipeline.publish(channel, text).ignore();
                }
                Outgoing::Ring { seat, rung } => {
                    let stream = cluster.keys.receipts(Shard::of(seat.conversation_id));
                    doorbell::ring(&mut pipeline, &stream, seat, *rung);
                }
                Outgoing::Settled { shard, entry } => {
                    doorbell::acknowledge(&mut pipeline, &cluster.keys.receipts(*shard), entry);
                }
            }
        }
        let sent: Result<(), _> = cluster.link.pipe(&pipeline).await;
        if let Err(error) = sent {
            metrics::counter!("colloquy_cluster_unsent_total").increment(gathered.len() as u64);
            tracing::debug!(event_type = "not_sent", error_code = "redis", "{error}");
        }
        gathered.clear();
    }
}
