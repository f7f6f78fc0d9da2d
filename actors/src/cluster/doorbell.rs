//! The streams that tell a shard's owner of messages that another node has taken in.
//!
//! An entry names a receipt; the receipt itself is in the database before the entry is written. An entry that is lost
//! costs a second, because the owner also looks there. It is acknowledged when the receipt is settled.

use std::{collections::HashMap, sync::Arc, time::Duration};

use colloquy_engine::{
    channel::Channel,
    ids::{BusinessId, ConversationId, ReceiptId, UserId},
};
use parking_lot::Mutex;
use redis::{
    Pipeline, Script, cmd,
    streams::{StreamAutoClaimReply, StreamId, StreamReadReply},
};
use uuid::Uuid;

use super::{Cluster, link::LinkError, shard::Shard};
use crate::{engine::Engine, request::Seat};

const GROUP: &str = "owners";

/// Entries of one stream that are kept at most, when nobody reads them.
const LONGEST: u64 = 10_000;
/// Entries that are read at once.
const AT_ONCE: u64 = 256;
/// Streams that one script looks at: Redis does nothing else meanwhile.
const STREAMS_AT_ONCE: usize = 128;
/// How long a read waits for an entry.
const WAITS: Duration = Duration::from_millis(500);

/// A receipt that its owner should take up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rung {
    pub receipt: ReceiptId,
    /// Whose account the connection that it came over had proved to own.
    pub signed_in: Option<UserId>,
}

/// Entries that were read and not acknowledged.
#[derive(Debug, Default)]
pub(super) struct Unacknowledged {
    entries: Mutex<HashMap<ReceiptId, Entry>>,
}

/// An entry of a stream that this node has read.
#[derive(Debug)]
pub(super) struct Entry {
    pub shard: Shard,
    pub id: String,
    /// Nobody else has read it, and nobody here has begun it: nothing can have fallen over it.
    is_new: bool,
}

impl Unacknowledged {
    /// The entry of a receipt, taken out.
    pub(super) fn take(&self, receipt: ReceiptId) -> Option<Entry> {
        self.entries.lock().remove(&receipt)
    }

    /// Whether nobody has begun a receipt yet. Answered so once: whoever asks begins it.
    pub(super) fn begin(&self, receipt: ReceiptId) -> bool {
        let mut entries = self.entries.lock();
        entries
            .get_mut(&receipt)
            .is_some_and(|entry| std::mem::take(&mut entry.is_new))
    }

    fn note(&self, receipt: ReceiptId, entry: Entry) {
        self.entries.lock().insert(receipt, entry);
    }

    fn forget_others(&self, holds: impl Fn(Shard) -> bool) {
        self.entries.lock().retain(|_, entry| holds(entry.shard));
    }
}

/// Adds an entry to what is sent next.
pub(super) fn ring(pipeline: &mut Pipeline, stream: &str, seat: &Seat, rung: Rung) {
    pipeline
        .cmd("XADD")
        .arg(stream)
        .arg("MAXLEN")
        .arg("~")
        .arg(LONGEST)
        .arg("*")
        .arg("receipt")
        .arg(rung.receipt.to_string())
        .arg("conversation")
        .arg(seat.conversation_id.to_string())
        .arg("business")
        .arg(seat.business_id.to_string())
        .arg("channel")
        .arg(seat.channel.as_str())
        .arg("signed_in")
        .arg(rung.signed_in.map(|user| user.to_string()).unwrap_or_default())
        .ignore();
}

/// Adds an acknowledgement to what is sent next.
pub(super) fn acknowledge(pipeline: &mut Pipeline, stream: &str, entry: &str) {
    pipeline.cmd("XACK").arg(stream).arg(GROUP).arg(entry).ignore();
    pipeline.cmd("XDEL").arg(stream).arg(entry).ignore();
}

/// Reads the streams of this node's shards for as long as it runs.
pub(super) async fn read(cluster: Arc<Cluster>, engine: Engine) {
    loop {
        if let Err(error) = read_on_one_connection(&cluster, &engine).await {
            tracing::debug!(event_type = "streams_unread", error_code = "redis", "{error}");
        }
        tokio::time::sleep(cluster.settings.heartbeat).await;
    }
}

async fn read_on_one_connection(cluster: &Cluster, engine: &Engine) -> Result<(), LinkError> {
    let mut connection = cluster.link.waiting_connection(WAITS).await?;
    loop {
        let shards = cluster.ownership.held();
        if shards.is_empty() {
            tokio::time::sleep(cluster.settings.heartbeat).await;
            continue;
        }
        let mut command = cmd("XREADGROUP");
        command
            .arg("GROUP")
            .arg(GROUP)
            .arg(cluster.node.to_string())
            .arg("COUNT")
            .arg(AT_ONCE)
            .arg("BLOCK")
            .arg(WAITS.as_millis() as u64)
            .arg("STREAMS");
        for shard in &shards {
            command.arg(cluster.keys.receipts(*shard));
        }
        for _ in &shards {
            command.arg(">");
        }
        let deadline = WAITS + cluster.link.deadline();
        let reply = tokio::time::timeout(deadline, command.query_async(&mut connection)).await;
        let reply: Option<StreamReadReply> = match reply.map_err(|_elapsed| LinkError::TimedOut)? {
            Ok(reply) => reply,
            Err(error) => {
                let error = LinkError::from(error);
                if !error.is_no_group() {
                    return Err(error);
                }
                // Redis came back empty.
                claim(cluster, engine, &shards, Duration::ZERO).await?;
                continue;
            }
        };
        for stream in reply.map(|reply| reply.keys).unwrap_or_default() {
            let Some(shard) = cluster.keys.shard_of(&stream.key) else {
                continue;
            };
            take(cluster, engine, shard, stream.ids, true).await;
        }
    }
}

/// Makes the groups of these shards and takes over what others have read and not acknowledged for so long.
pub(super) async fn claim(
    cluster: &Cluster,
    engine: &Engine,
    shards: &[Shard],
    idle: Duration,
) -> Result<(), LinkError> {
    cluster
        .unacknowledged
        .forget_others(|shard| cluster.ownership.holds(shard));
    if idle.is_zero() {
        let mut making = redis::pipe();
        making.ignore_errors();
        for shard in shards {
            making
                .xgroup_create_mkstream(cluster.keys.receipts(*shard), GROUP, "0")
                .ignore();
        }
        // A group that is there already is an error of its own, and none of ours.
        let _made: redis::Value = cluster.link.pipe(&making).await?;
    }
    let mut claiming = redis::pipe();
    claiming.ignore_errors();
    for shard in shards {
        claiming
            .cmd("XAUTOCLAIM")
            .arg(cluster.keys.receipts(*shard))
            .arg(GROUP)
            .arg(cluster.node.to_string())
            .arg(idle.as_millis() as u64)
            .arg("0-0")
            .arg("COUNT")
            .arg(AT_ONCE);
    }
    let claimed: Vec<Result<StreamAutoClaimReply, redis::RedisError>> = cluster.link.pipe(&claiming).await?;
    for (shard, reply) in shards.iter().zip(claimed) {
        // A stream without a group has nothing that anybody has read.
        if let Ok(reply) = reply
            && !reply.claimed.is_empty()
        {
            metrics::counter!("colloquy_entries_claimed_total").increment(reply.claimed.len() as u64);
            take(cluster, engine, *shard, reply.claimed, false).await;
        }
    }
    Ok(())
}

/// Takes out of the groups of these shards the consumers that nodes of the past have left there.
pub(super) async fn forget_consumers(cluster: &Cluster, shards: &[Shard]) -> Result<(), LinkError> {
    let script = Script::new(include_str!("forget.lua"));
    for some in shards.chunks(STREAMS_AT_ONCE) {
        let forgotten: u64 = cluster
            .link
            .script(&script, |call| {
                for shard in some {
                    call.key(cluster.keys.receipts(*shard));
                }
                call.arg(GROUP).arg(cluster.node.to_string());
            })
            .await?;
        metrics::counter!("colloquy_consumers_forgotten_total").increment(forgotten);
    }
    Ok(())
}

async fn take(cluster: &Cluster, engine: &Engine, shard: Shard, entries: Vec<StreamId>, are_new: bool) {
    let mut of: HashMap<ConversationId, (Seat, Vec<Rung>)> = HashMap::new();
    for entry in entries {
        let Some((seat, rung)) = read_entry(&entry) else {
            // Not ours, or of another release: the database has what it was about.
            cluster.acknowledge_entry(shard, entry.id);
            continue;
        };
        let noted = Entry {
            shard,
            id: entry.id,
            is_new: are_new,
        };
        cluster.unacknowledged.note(rung.receipt, noted);
        of.entry(seat.conversation_id)
            .or_insert_with(|| (seat, Vec::new()))
            .1
            .push(rung);
    }
    for (seat, rung) in of.into_values() {
        engine.take_up_rung(seat, rung, false).await;
    }
}

fn read_entry(entry: &StreamId) -> Option<(Seat, Rung)> {
    let uuid = |name: &str| entry.get::<String>(name)?.parse::<Uuid>().ok();
    let channel: Channel = entry.get::<String>("channel")?.parse().ok()?;
    let seat = Seat {
        business_id: BusinessId(uuid("business")?),
        conversation_id: ConversationId(uuid("conversation")?),
        channel,
        session: None,
    };
    let rung = Rung {
        receipt: ReceiptId(uuid("receipt")?),
        signed_in: uuid("signed_in").map(UserId),
    };
    Some((seat, rung))
}
