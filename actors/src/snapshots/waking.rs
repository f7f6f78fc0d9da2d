//! Many conversations that wake at once are read together, as the journal gathers commits: whoever asks while reads run
//! is part of the next one. There is no timer. One that asks alone is read at once and alone.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, HashSet, VecDeque},
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use colloquy_engine::{
    conversation::snapshot::{self, Snapshot},
    ids::{BusinessId, ConversationId},
    port::{
        StoreError,
        conversations::{Asleep, ConversationStore, StoredConversation},
        snapshots::SnapshotStore,
    },
};
use tokio::sync::oneshot;

/// Conversations of one read at most.
const BATCH: usize = 256;
/// Reads of one arbiter that run side by side: one that asks alone does not wait for a large one before it.
const AT_ONCE: usize = 2;
/// Who waits for a read at most. Each has a deadline of its own, and asks again after it.
const MOST_WAITING: usize = 16_384;
/// How long snapshots may take to come before the journal is read instead.
const PATIENCE: Duration = Duration::from_secs(1);
/// Snapshots that are unpacked before the arbiter's other work gets its turn.
const UNPACKED_AT_ONCE: usize = 16;

type Woken = Result<Option<StoredConversation>, StoreError>;

/// One conversation, and who waits for it.
struct Asker {
    place: (BusinessId, ConversationId),
    reply: oneshot::Sender<Woken>,
}

/// Where the conversations of one arbiter are read when they wake.
#[derive(Clone)]
pub(crate) struct Wakes(Rc<Shared>);

struct Shared {
    conversations: Arc<dyn ConversationStore>,
    snapshots: Arc<dyn SnapshotStore>,
    waiting: RefCell<VecDeque<Asker>>,
    reading: Cell<usize>,
}

impl Wakes {
    pub(crate) fn new(conversations: Arc<dyn ConversationStore>, snapshots: Arc<dyn SnapshotStore>) -> Self {
        Self(Rc::new(Shared {
            conversations,
            snapshots,
            waiting: RefCell::default(),
            reading: Cell::new(0),
        }))
    }

    /// Reads a conversation: from its snapshot and what came after it, or from the journal where the snapshot is
    /// missing or of no use. None when nothing is stored of it.
    ///
    /// # Errors
    /// When it cannot be read, or too many wait.
    pub(crate) async fn wake(&self, business: BusinessId, conversation: ConversationId) -> Woken {
        let (reply, answer) = oneshot::channel();
        {
            let mut waiting = self.0.waiting.borrow_mut();
            if waiting.len() >= MOST_WAITING {
                return Err(StoreError::Unavailable("too many wait to be read".to_owned()));
            }
            let place = (business, conversation);
            waiting.push_back(Asker { place, reply });
        }
        if self.0.reading.get() < AT_ONCE {
            let reader = Reader::begin(&self.0);
            // A task of its own: whoever happens to lead may stop waiting, the others go on.
            actix::spawn(reader.read_all());
        }
        let gone = |_fell| Err(StoreError::Unavailable("the read ended early".to_owned()));
        answer.await.unwrap_or_else(gone)
    }
}

/// Reads until nobody asks any more.
struct Reader(Rc<Shared>);

impl Reader {
    fn begin(shared: &Rc<Shared>) -> Self {
        shared.reading.set(shared.reading.get() + 1);
        Self(Rc::clone(shared))
    }

    async fn read_all(self) {
        loop {
            let batch = take_batch(&mut self.0.waiting.borrow_mut());
            if batch.is_empty() {
                return;
            }
            metrics::histogram!("colloquy_wake_batch_conversations").record(batch.len() as f64);
            self.read(batch).await;
        }
    }

    async fn read(&self, batch: Vec<Asker>) {
        let places: Vec<_> = batch.iter().map(|asker| asker.place).collect();
        let found = self.0.conversations.load_many(self.asleep(&places).await).await;
        match found {
            Ok(mut found) => {
                for asker in batch {
                    answer(asker.reply, Ok(found.remove(&asker.place.1)));
                }
            }
            // What cannot be read of one is nobody else's trouble.
            Err(error) if !error.is_retryable() && batch.len() > 1 => {
                for Asker { place, reply } in batch {
                    let (business, conversation) = place;
                    answer(reply, self.0.conversations.load(business, conversation).await);
                }
            }
            Err(error) => {
                for asker in batch {
                    answer(asker.reply, Err(error.clone()));
                }
            }
        }
    }

    /// The conversations, each with its snapshot where there is one that can be read.
    async fn asleep(&self, places: &[(BusinessId, ConversationId)]) -> Vec<Asleep> {
        let get = tokio::time::timeout(PATIENCE, self.0.snapshots.get_many(places));
        let mut kept = match get.await {
            Ok(Ok(kept)) => kept,
            Ok(Err(_unreadable)) => none_of_use("store", places),
            Err(_elapsed) => none_of_use("slow", places),
        };
        let mut asleep = Vec::with_capacity(places.len());
        for (business_id, conversation_id) in places.iter().copied() {
            if asleep.len() % UNPACKED_AT_ONCE == UNPACKED_AT_ONCE - 1 {
                tokio::task::yield_now().await;
            }
            let bytes = kept.remove(&conversation_id);
            asleep.push(Asleep {
                business_id,
                conversation_id,
                snapshot: bytes.and_then(|bytes| unpacked(&bytes, conversation_id)),
            });
        }
        asleep
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.0.reading.set(self.0.reading.get().saturating_sub(1));
        // After a fall those who wait are told, and ask again: the first of them leads.
        if std::thread::panicking()
            && let Ok(mut waiting) = self.0.waiting.try_borrow_mut()
        {
            waiting.clear();
        }
    }
}

/// The next read: each conversation once, so that each snapshot has one taker. Who gave up is left out.
fn take_batch(waiting: &mut VecDeque<Asker>) -> Vec<Asker> {
    let mut taken: Vec<Asker> = Vec::new();
    let mut known = HashSet::new();
    let mut left = VecDeque::new();
    while taken.len() < BATCH
        && let Some(asker) = waiting.pop_front()
    {
        if asker.reply.is_closed() {
            continue;
        }
        if known.insert(asker.place.1) {
            taken.push(asker);
        } else {
            left.push_back(asker);
        }
    }
    left.append(waiting);
    *waiting = left;
    taken
}

fn answer(reply: oneshot::Sender<Woken>, woken: Woken) {
    if let Ok(Some(stored)) = &woken {
        metrics::counter!("colloquy_conversations_woken_total", "from" => stored.origin.as_str())
            .increment(1);
    }
    // Who stopped waiting has no more use for it.
    let _gone = reply.send(woken);
}

fn unpacked(bytes: &[u8], conversation: ConversationId) -> Option<Snapshot> {
    match snapshot::decode(bytes, conversation) {
        Ok(snapshot) => Some(snapshot),
        Err(error) => {
            of_no_use(error.cause(), conversation);
            None
        }
    }
}

fn none_of_use(
    cause: &'static str,
    places: &[(BusinessId, ConversationId)],
) -> HashMap<ConversationId, Vec<u8>> {
    for (_, conversation) in places {
        of_no_use(cause, *conversation);
    }
    HashMap::new()
}

fn of_no_use(cause: &'static str, conversation: ConversationId) {
    metrics::counter!("colloquy_snapshots_unusable_total", "cause" => cause).increment(1);
    tracing::warn!(
        event_type = "snapshot_unusable", conversation_id = %conversation, error_code = cause,
        "a snapshot is of no use; the journal is read"
    );
}

#[cfg(test)]
mod tests;
