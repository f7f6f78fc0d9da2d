//! Many nodes: who owns which conversation, and what nodes tell each other.
//!
//! Redis only says who should work and carries words that may be lost. What happened is decided by the database alone:
//! a turn, or an operator's act, is written under the conversation's version, whoever believes to own it.

mod door;
mod doorbell;
mod hot_copies;
mod keys;
mod lease;
mod limits;
mod link;
mod listening;
mod outgoing;
mod ownership;
mod polling;
mod settings;
mod shard;
mod way;
mod wire;

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU16, Ordering},
    },
};

use colloquy_engine::ids::{BusinessId, ConversationId, ReceiptId};
use parking_lot::Mutex;
use serde::Serialize;
use tokio::sync::{Notify, mpsc};
use uuid::Uuid;

pub(crate) use self::{
    doorbell::Rung,
    hot_copies::RedisCopies,
    listening::Listening,
    shard::Shard,
    wire::{Heard, Numbered},
};
use self::{
    keys::Keys,
    lease::Leases,
    link::Link,
    listening::Ears,
    outgoing::Outgoing,
    ownership::Ownership,
    wire::{Announcement, Envelope},
};
pub use self::{
    limits::{Counted, Limit, SharedLimits},
    link::LinkError,
    settings::ClusterSettings,
};
use crate::{engine::Engine, notice::Notice, request::Seat};

/// How a node stands in its cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClusterHealth {
    /// Whether Redis answered last time.
    pub redis_answers: bool,
    /// Nodes alive, this one included, when Redis answered last.
    pub nodes: u16,
    /// Shards that this node owns.
    pub shards: u16,
}

/// The shard that a conversation belongs to, for whoever asks Redis who answers it.
#[must_use]
pub fn shard_of(conversation: ConversationId) -> u16 {
    Shard::of(conversation).0
}

/// This node's place among the others.
pub(crate) struct Cluster {
    /// Drawn at each start: a node that was started again is another one.
    node: Uuid,
    settings: ClusterSettings,
    keys: Keys,
    link: Link,
    ownership: Ownership,
    leases: Leases,
    ears: Ears,
    unacknowledged: doorbell::Unacknowledged,
    outgoing: mpsc::Sender<Outgoing>,
    /// Taken by the task that sends.
    unsent: Mutex<Option<mpsc::Receiver<Outgoing>>>,
    nudge: Notify,
    gained: Mutex<Vec<Shard>>,
    gained_some: Notify,
    leaving: AtomicBool,
    nodes: AtomicU16,
    shards: AtomicU16,
}

impl fmt::Debug for Cluster {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Cluster")
            .field("node", &self.node)
            .finish_non_exhaustive()
    }
}

impl Cluster {
    /// Names the cluster. Nothing is owned, and nothing is asked of Redis, before [`Cluster::run`].
    pub(crate) fn open(settings: ClusterSettings) -> Result<Arc<Self>, LinkError> {
        let (outgoing, unsent) = mpsc::channel(settings.publish_queue.max(1));
        Ok(Arc::new(Self {
            node: Uuid::now_v7(),
            link: Link::open(&settings.redis_url, settings.redis_deadline)?,
            keys: Keys::new(&settings.prefix),
            settings,
            ownership: Ownership::none(),
            leases: Leases::new(),
            ears: Ears::default(),
            unacknowledged: doorbell::Unacknowledged::default(),
            outgoing,
            unsent: Mutex::new(Some(unsent)),
            nudge: Notify::new(),
            gained: Mutex::default(),
            gained_some: Notify::new(),
            leaving: AtomicBool::new(false),
            nodes: AtomicU16::new(1),
            shards: AtomicU16::new(0),
        }))
    }

    /// Does this node's part until the thread that it runs on is stopped.
    pub(crate) async fn run(self: Arc<Self>, engine: Engine) {
        tracing::info!(event_type = "cluster_joined", node = %self.node, "this node is one of many");
        let unsent = self.unsent.lock().take();
        let send = async {
            if let Some(unsent) = unsent {
                outgoing::send(Arc::clone(&self), unsent).await;
            }
        };
        let doorbells = Arc::clone(&self);
        let (ears, polls, leases) = (Arc::clone(&self), Arc::clone(&self), Arc::clone(&self));
        futures::join!(
            send,
            doorbell::read(doorbells, engine.clone()),
            listening::listen(ears, engine.clone()),
            polling::poll(polls, engine.clone()),
            lease::keep(leases, engine.clone()),
        );
    }

    /// Whether a conversation's turns are this node's at this moment.
    pub(crate) fn owns(&self, conversation: ConversationId) -> bool {
        self.ownership.owns(conversation)
    }

    /// Whether no node can be asked who owns what.
    pub(crate) fn is_cut_off(&self) -> bool {
        !self.link.is_reachable()
    }

    /// Gives every shard back at once and takes no other.
    pub(crate) async fn leave(&self, engine: &Engine) {
        if !self.leaving.swap(true, Ordering::AcqRel) {
            lease::leave(self, engine).await;
        }
    }

    /// Listens for a conversation for as long as the answer lives.
    pub(crate) fn listen(self: &Arc<Self>, conversation: ConversationId) -> Listening {
        Listening::begin(self, conversation)
    }

    /// Says something to the other nodes that have the conversation awake.
    pub(crate) fn publish(&self, conversation: ConversationId, said: &Heard) {
        self.publish_on(self.keys.conversation(conversation), said);
    }

    /// Tells the shard's owner of a receipt that is durable.
    pub(crate) fn ring(&self, seat: &Seat, rung: Rung) {
        let seat = seat.clone();
        self.send(Outgoing::Ring { seat, rung });
    }

    /// Whether a receipt was just handed over by another node and nobody has begun it. Answered so once.
    pub(crate) fn begins(&self, receipt: ReceiptId) -> bool {
        self.unacknowledged.begin(receipt)
    }

    /// Receipts were settled by a committed turn.
    pub(crate) fn settled(&self, receipts: impl IntoIterator<Item = ReceiptId>) {
        for receipt in receipts {
            if let Some(entry) = self.unacknowledged.take(receipt) {
                self.acknowledge_entry(entry.shard, entry.id);
            }
        }
    }

    /// Tells dashboards of other nodes.
    pub(crate) fn notify(&self, notice: &Notice) {
        self.announce(Announcement::Notice {
            business_id: notice.business_id,
            conversation_id: notice.conversation_id,
            notice: notice.kind.clone(),
        });
    }

    /// Tells other nodes that a shop's knowledge changed.
    pub(crate) fn shop_changed(&self, business_id: BusinessId) {
        self.announce(Announcement::Shop { business_id });
    }

    /// How it stands.
    pub(crate) fn health(&self) -> ClusterHealth {
        ClusterHealth {
            redis_answers: self.link.is_reachable(),
            nodes: self.nodes.load(Ordering::Relaxed),
            shards: self.shards.load(Ordering::Relaxed),
        }
    }

    fn acknowledge_entry(&self, shard: Shard, entry: String) {
        self.send(Outgoing::Settled { shard, entry });
    }

    fn announce(&self, said: Announcement) {
        self.publish_on(self.keys.everyone(), &said);
    }

    fn publish_on<T: Serialize>(&self, channel: String, said: &T) {
        let envelope = Envelope {
            from: self.node,
            said,
        };
        match serde_json::to_string(&envelope) {
            Ok(text) => self.send(Outgoing::Publish { channel, text }),
            Err(error) => tracing::error!(event_type = "not_published", error_code = "wire", "{error}"),
        }
    }

    /// Offers; whatever finds the queue full is read from the database in its time.
    fn send(&self, outgoing: Outgoing) {
        if self.outgoing.try_send(outgoing).is_err() {
            metrics::counter!("colloquy_cluster_unsent_total").increment(1);
        }
    }

    fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::Acquire)
    }

    fn saw(&self, nodes: u16, shards: usize) {
        let shards = u16::try_from(shards).unwrap_or(u16::MAX);
        self.nodes.store(nodes, Ordering::Relaxed);
        self.shards.store(shards, Ordering::Relaxed);
        metrics::gauge!("colloquy_cluster_nodes").set(f64::from(nodes));
        metrics::gauge!("colloquy_cluster_shards").set(f64::from(shards));
    }

    /// Shards came to this node.
    fn gained(&self, shards: &[Shard]) {
        self.gained.lock().extend(shards);
        self.gained_some.notify_one();
    }

    /// Waits until shards come to this node.
    async fn next_gained(&self) -> Vec<Shard> {
        loop {
            let gained = std::mem::take(&mut *self.gained.lock());
            if !gained.is_empty() {
                return gained;
            }
            self.gained_some.notified().await;
        }
    }
}
