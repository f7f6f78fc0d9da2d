//! Which conversations this node listens for, and the connection that brings what is said of them.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use colloquy_engine::ids::ConversationId;
use futures::StreamExt;
use parking_lot::Mutex;
use redis::{Msg, aio::PubSubSink};
use tokio::sync::Notify;

use super::{
    Cluster,
    link::LinkError,
    wire::{Announcement, Envelope, Heard},
};
use crate::engine::Engine;

/// Channels that one command names.
const AT_ONCE: usize = 500;

/// What is listened for.
#[derive(Debug, Default)]
pub(super) struct Ears {
    wanted: Mutex<Wanted>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Wanted {
    /// How many actors of this node want each: one, or for a moment two.
    counts: HashMap<ConversationId, u32>,
    /// Those whose count came from or went to zero since the connection was told.
    changed: HashSet<ConversationId>,
}

/// Listens for a conversation until it is dropped.
#[derive(Debug)]
pub(crate) struct Listening {
    cluster: Arc<Cluster>,
    conversation: ConversationId,
}

impl Listening {
    pub(super) fn begin(cluster: &Arc<Cluster>, conversation: ConversationId) -> Self {
        let ears = &cluster.ears;
        let mut wanted = ears.wanted.lock();
        let count = wanted.counts.entry(conversation).or_default();
        *count += 1;
        if *count == 1 {
            wanted.changed.insert(conversation);
            ears.changed.notify_one();
        }
        drop(wanted);
        Self {
            cluster: Arc::clone(cluster),
            conversation,
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let ears = &self.cluster.ears;
        let mut wanted = ears.wanted.lock();
        if let Some(count) = wanted.counts.get_mut(&self.conversation) {
            *count -= 1;
            if *count == 0 {
                wanted.counts.remove(&self.conversation);
                wanted.changed.insert(self.conversation);
                ears.changed.notify_one();
            }
        }
    }
}

impl Ears {
    /// Every conversation that is listened for.
    pub(super) fn all(&self) -> Vec<ConversationId> {
        self.wanted.lock().counts.keys().copied().collect()
    }

    /// Those to begin with and those to end with since the last time.
    fn changes(&self) -> (Vec<ConversationId>, Vec<ConversationId>) {
        let mut wanted = self.wanted.lock();
        let changed = std::mem::take(&mut wanted.changed);
        changed
            .into_iter()
            .partition(|conversation| wanted.counts.contains_key(conversation))
    }
}

/// Listens for as long as the node runs.
pub(super) async fn listen(cluster: Arc<Cluster>, engine: Engine) {
    loop {
        if let Err(error) = listen_on_one_connection(&cluster, &engine).await {
            tracing::debug!(event_type = "not_listening", error_code = "redis", "{error}");
        }
        // Nobody knows what was said meanwhile: dashboards read afresh now, conversations by their marks.
        engine.operators().missed();
        tokio::time::sleep(cluster.settings.heartbeat).await;
    }
}

async fn listen_on_one_connection(cluster: &Cluster, engine: &Engine) -> Result<(), LinkError> {
    let (mut sink, mut messages) = cluster.link.listening_connection().await?.split();
    within(cluster, sink.subscribe(cluster.keys.everyone())).await?;
    // What changed before is part of all.
    let _known = cluster.ears.changes();
    tune(cluster, engine, &mut sink, cluster.ears.all(), Vec::new()).await?;
    engine.operators().missed();
    let mut beats = tokio::time::interval(cluster.settings.heartbeat);
    loop {
        tokio::select! {
            message = messages.next() => match message {
                Some(message) => hear(cluster, engine, &message),
                None => return Err(LinkError::TimedOut),
            },
            () = cluster.ears.changed.notified() => {
                let (begun, ended) = cluster.ears.changes();
                tune(cluster, engine, &mut sink, begun, ended).await?;
            }
            // A Redis that hangs closes nothing.
            _ = beats.tick() => { within::<redis::Value>(cluster, sink.ping()).await?; }
        }
    }
}

async fn tune(
    cluster: &Cluster,
    engine: &Engine,
    sink: &mut PubSubSink,
    begun: Vec<ConversationId>,
    ended: Vec<ConversationId>,
) -> Result<(), LinkError> {
    let channels = |some: &[ConversationId]| {
        let names = some.iter().map(|id| cluster.keys.conversation(*id));
        names.collect::<Vec<_>>()
    };
    for some in begun.chunks(AT_ONCE) {
        within(cluster, sink.subscribe(channels(some))).await?;
        // What was committed between reading the rows and listening was heard by nobody here.
        engine.look_at_marks(some).await;
    }
    for some in ended.chunks(AT_ONCE) {
        within(cluster, sink.unsubscribe(channels(some))).await?;
    }
    Ok(())
}

fn hear(cluster: &Cluster, engine: &Engine, message: &Msg) {
    let (channel, payload) = (message.get_channel_name(), message.get_payload_bytes());
    match cluster.keys.conversation_of(channel) {
        Some(conversation) => {
            let read: Result<Envelope<Heard>, _> = serde_json::from_slice(payload);
            match read {
                Ok(envelope) if envelope.from == cluster.node => {}
                Ok(envelope) => engine.tell(conversation, envelope.said),
                Err(error) => unread(&error),
            }
        }
        None => {
            let read: Result<Envelope<Announcement>, _> = serde_json::from_slice(payload);
            match read {
                Ok(envelope) if envelope.from == cluster.node => {}
                Ok(envelope) => heed(cluster, engine, envelope.said),
                Err(error) => unread(&error),
            }
        }
    }
}

fn heed(cluster: &Cluster, engine: &Engine, announcement: Announcement) {
    match announcement {
        Announcement::Notice {
            business_id,
            conversation_id,
            notice,
        } => engine.operators().offer(crate::notice::Notice {
            business_id,
            conversation_id,
            kind: notice,
        }),
        Announcement::Shop { business_id } => {
            let engine = engine.clone();
            // A shop that cannot be read now stays as it was until it is next changed or the node starts.
            actix::spawn(async move {
                if let Err(error) = engine.shops().refresh_if_loaded(business_id).await {
                    tracing::error!(event_type = "shop_not_refreshed", business_id = %business_id,
                        error_code = error.code(), "the shop answers by what it knew before: {error}");
                }
            });
        }
        Announcement::Freed => cluster.nudge.notify_one(),
    }
}

/// Another release says things that this one does not know. The record has them.
fn unread(error: &serde_json::Error) {
    metrics::counter!("colloquy_cluster_unread_total").increment(1);
    tracing::debug!(event_type = "not_understood", error_code = "wire", "{error}");
}

async fn within<T>(
    cluster: &Cluster,
    call: impl Future<Output = redis::RedisResult<T>>,
) -> Result<T, LinkError> {
    match tokio::time::timeout(cluster.link.deadline(), call).await {
        Ok(result) => Ok(result?),
        Err(_elapsed) => Err(LinkError::TimedOut),
    }
}
