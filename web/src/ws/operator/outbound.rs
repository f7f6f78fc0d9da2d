//! What waits to be written to an operator's socket. The queue is bounded in bytes and every write has a deadline:
//! a client that does not read is told to come back, and nobody waits for it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use actix_web::rt::{self, task::JoinHandle};
use actix_ws::{Closed, Session};
use colloquy_actors::MAX_QUEUED_BYTES;
use tokio::{sync::mpsc, time::timeout};

use super::goodbye::Goodbye;

/// A write that makes no progress for this long belongs to a slow reader.
const NO_PROGRESS: Duration = Duration::from_secs(10);
/// How long a goodbye waits for what was queued before it.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// What a frame takes beside its text.
const ENVELOPE: usize = 64;

enum Outgoing {
    Text(String),
    Ping,
    Pong(bytes::Bytes),
}

impl Outgoing {
    fn weight(&self) -> usize {
        ENVELOPE
            + match self {
                Self::Text(text) => text.len(),
                Self::Ping => 0,
                Self::Pong(payload) => payload.len(),
            }
    }
}

/// The writing half of a socket.
pub(super) struct Outbound {
    sender: mpsc::UnboundedSender<Outgoing>,
    queued: Arc<AtomicUsize>,
    writer: JoinHandle<Goodbye>,
    session: Session,
}

impl Outbound {
    /// Begins to write.
    pub(super) fn start(session: Session) -> Self {
        let (sender, receiver) = mpsc::unbounded_channel();
        let queued = Arc::new(AtomicUsize::new(0));
        let writer = rt::spawn(write(session.clone(), receiver, Arc::clone(&queued)));
        Self {
            sender,
            queued,
            writer,
            session,
        }
    }

    /// Queues a text frame.
    ///
    /// # Errors
    /// [`Goodbye::SlowReader`] when too much waits already.
    pub(super) fn text(&self, text: String) -> Result<(), Goodbye> {
        self.offer(Outgoing::Text(text))
    }

    /// Asks whether the client is there. Browsers answer by themselves.
    ///
    /// # Errors
    /// As for [`Outbound::text`].
    pub(super) fn ping(&self) -> Result<(), Goodbye> {
        self.offer(Outgoing::Ping)
    }

    /// Answers a protocol ping.
    ///
    /// # Errors
    /// As for [`Outbound::text`].
    pub(super) fn pong(&self, payload: bytes::Bytes) -> Result<(), Goodbye> {
        self.offer(Outgoing::Pong(payload))
    }

    /// Waits until writing ends by itself: the client is gone or makes no progress.
    pub(super) async fn ended(&mut self) -> Goodbye {
        (&mut self.writer).await.unwrap_or(Goodbye::Left)
    }

    /// Writes what is queued, if the client still reads, and says why it is over.
    pub(super) async fn close(self, goodbye: Goodbye) {
        let Self {
            sender,
            mut writer,
            session,
            ..
        } = self;
        drop(sender);
        if goodbye != Goodbye::SlowReader && !writer.is_finished() {
            // Whatever cannot be written in time is read again after the client has come back.
            let _written = timeout(LAST_WORDS, &mut writer).await;
        }
        writer.abort();
        // A client that reads no more does not learn why.
        let _unread = timeout(LAST_WORDS, session.close(Some(goodbye.reason()))).await;
    }

    fn offer(&self, outgoing: Outgoing) -> Result<(), Goodbye> {
        let weight = outgoing.weight();
        if self.queued.fetch_add(weight, Ordering::Relaxed) + weight > MAX_QUEUED_BYTES {
            return Err(Goodbye::SlowReader);
        }
        self.sender.send(outgoing).map_err(|_| Goodbye::Left)
    }
}

async fn write(
    mut session: Session,
    mut receiver: mpsc::UnboundedReceiver<Outgoing>,
    queued: Arc<AtomicUsize>,
) -> Goodbye {
    while let Some(outgoing) = receiver.recv().await {
        let weight = outgoing.weight();
        let written: Result<Result<(), Closed>, _> = match outgoing {
            Outgoing::Text(text) => timeout(NO_PROGRESS, session.text(text)).await,
            Outgoing::Ping => timeout(NO_PROGRESS, session.ping(b"")).await,
            Outgoing::Pong(payload) => timeout(NO_PROGRESS, session.pong(&payload)).await,
        };
        queued.fetch_sub(weight, Ordering::Relaxed);
        match written {
            Ok(Ok(())) => {}
            Ok(Err(_closed)) => return Goodbye::Left,
            Err(_elapsed) => return Goodbye::SlowReader,
        }
    }
    Goodbye::Left
}
