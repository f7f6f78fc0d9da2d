//! What a conversation pushes to the sockets that watch it.
//!
//! A conversation never waits for a socket: it offers into a queue that is bounded in bytes, and a queue that
//! overflows is closed, so that the socket can tell its client to come back and resume.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use colloquy_engine::{
    conversation::event::{By, EventBody},
    ids::MessageId,
};
use tokio::sync::mpsc;

use crate::error::EngineError;

/// Unsent bytes from which a reader counts as slow (http.md, Messages: 1 MiB).
pub const MAX_QUEUED_BYTES: usize = 1 << 20;

/// Names one watcher of one conversation in this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SubscriberId(pub u64);

/// One thing for a socket to show.
#[derive(Clone, Debug)]
pub enum Delivery {
    /// The watcher's own message is durable.
    Acknowledged {
        /// The id that the client chose.
        client_message_id: Option<String>,
        /// The message.
        message_id: MessageId,
        /// Its place.
        seq: i64,
        /// It was there already.
        duplicate: bool,
    },
    /// The watcher's own message was not taken; nothing of it is stored.
    Refused {
        /// The id that the client chose.
        client_message_id: Option<String>,
        /// Why.
        error: EngineError,
    },
    /// A numbered event, in order and once.
    Event {
        /// Its place.
        seq: i64,
        /// What happened.
        body: Arc<EventBody>,
    },
    /// Somebody writes, or stopped writing.
    Typing {
        /// Whether.
        is_typing: bool,
        /// Who.
        by: By,
    },
    /// The answer to these messages is being shown while it is written; it has no number yet.
    WritingBegun {
        /// The id that the answer will have.
        message_id: MessageId,
        /// What it answers.
        answers: Vec<MessageId>,
    },
    /// Its next sentence.
    Written {
        /// The answer.
        message_id: MessageId,
        /// The sentence with the white space around it.
        text: String,
    },
    /// What was shown of it is not the answer after all.
    WritingAborted {
        /// The answer.
        message_id: MessageId,
    },
    /// The watcher's message ended in a turn that says nothing.
    Silent {
        /// The messages of that turn.
        messages: Vec<MessageId>,
    },
}

impl Delivery {
    /// About how many bytes it takes on the wire.
    fn weight(&self) -> usize {
        const ENVELOPE: usize = 256;
        match self {
            Self::Event { body, .. } => ENVELOPE + text_weight(body),
            Self::Written { text, .. } => ENVELOPE + text.len(),
            _ => ENVELOPE,
        }
    }
}

fn text_weight(body: &EventBody) -> usize {
    match body {
        EventBody::MessageAccepted(message) => message.content.len(),
        EventBody::Answered(response) | EventBody::OperatorReplied(response) => {
            // Products, sources and the cart ride along: some two kilobytes of them in a full answer.
            response.content.len() + response.products.len() * 1_024 + response.sources.len() * 128 + 512
        }
        EventBody::Held(update) | EventBody::DraftDecided(update) => update.message.len(),
        _ => 0,
    }
}

/// The conversation's end of a watcher's queue.
#[derive(Clone, Debug)]
pub struct DeliveryQueue {
    /// What comes after nothing is never read: an end that reaches the reader although others hold the queue too.
    sender: mpsc::UnboundedSender<Option<Delivery>>,
    shared: Arc<Shared>,
}

/// The socket's end.
#[derive(Debug)]
pub struct DeliveryReceiver {
    receiver: mpsc::UnboundedReceiver<Option<Delivery>>,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    queued_bytes: AtomicUsize,
    overflowed: AtomicBool,
}

/// Makes the two ends of a queue.
#[must_use]
pub fn delivery_queue() -> (DeliveryQueue, DeliveryReceiver) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let shared = Arc::new(Shared::default());
    (
        DeliveryQueue {
            sender,
            shared: Arc::clone(&shared),
        },
        DeliveryReceiver { receiver, shared },
    )
}

impl DeliveryQueue {
    /// Offers a delivery without waiting. `false` means that the watcher is gone or too slow and is to be dropped.
    #[must_use]
    pub fn offer(&self, delivery: Delivery) -> bool {
        let weight = delivery.weight();
        if self.shared.overflowed.load(Ordering::Relaxed) {
            return false;
        }
        if self.shared.queued_bytes.fetch_add(weight, Ordering::Relaxed) + weight > MAX_QUEUED_BYTES {
            self.shared.overflowed.store(true, Ordering::Relaxed);
            self.close();
            return false;
        }
        self.sender.send(Some(delivery)).is_ok()
    }

    /// Ends the queue after what is in it.
    pub(crate) fn close(&self) {
        // A reader that is gone needs no end.
        let _gone = self.sender.send(None);
    }

    /// Whether nobody reads it any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }
}

impl DeliveryReceiver {
    /// The next delivery; none once the conversation dropped the queue: see [`DeliveryReceiver::overflowed`].
    pub async fn next(&mut self) -> Option<Delivery> {
        let delivery = self.receiver.recv().await??;
        self.shared
            .queued_bytes
            .fetch_sub(delivery.weight(), Ordering::Relaxed);
        Some(delivery)
    }

    /// Whether the queue was closed because it held too many bytes, not because the conversation fell.
    #[must_use]
    pub fn overflowed(&self) -> bool {
        self.shared.overflowed.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use colloquy_engine::conversation::event::AcceptedMessage;
    use uuid::Uuid;

    use super::*;

    fn event(seq: i64, content: String) -> Delivery {
        let message = AcceptedMessage {
            message_id: MessageId(Uuid::nil()),
            client_message_id: None,
            content,
            sent_at: chrono::DateTime::UNIX_EPOCH,
        };
        Delivery::Event {
            seq,
            body: Arc::new(EventBody::MessageAccepted(message)),
        }
    }

    #[tokio::test]
    async fn a_reader_that_does_not_read_is_dropped_at_one_mebibyte_and_told_why() {
        let (queue, mut receiver) = delivery_queue();
        let taken = (0..100)
            .take_while(|seq| queue.offer(event(*seq, "x".repeat(65_280))))
            .count();
        assert_eq!(taken, 16, "65,536 bytes each: sixteen fill a mebibyte");
        drop(queue);
        assert!(receiver.overflowed());
        assert!(
            receiver.next().await.is_some(),
            "what was queued can still be read"
        );
    }

    #[tokio::test]
    async fn a_reader_that_reads_is_never_dropped() {
        let (queue, mut receiver) = delivery_queue();
        for seq in 0..100 {
            assert!(queue.offer(event(seq, "x".repeat(65_280))));
            assert!(receiver.next().await.is_some());
        }
        assert!(!receiver.overflowed());
    }
}
