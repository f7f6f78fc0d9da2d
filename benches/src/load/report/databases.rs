//! What was found on databases that hold much.

use std::fmt;

use serde::Serialize;

use super::average;
use crate::load::latency::Latency;

/// What was written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seeded {
    /// Conversations.
    pub conversations: usize,
    /// Messages of each, the answer among them.
    pub messages: usize,
    /// Conversations whose last message waits for its answer.
    pub pending: usize,
    /// How long it took.
    pub seconds: f64,
    /// Conversations a second.
    pub conversations_per_second: f64,
}

impl fmt::Display for Seeded {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{} conversations of {} messages, {} of them with one more that waits, in {:.1} s: {:.0}/s",
            self.conversations, self.messages, self.pending, self.seconds, self.conversations_per_second
        )
    }
}

/// A server that was started on what is there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Restart {
    /// Messages that waited when it was started.
    pub pending: u64,
    /// From the process to the open port.
    pub to_listening_ms: f64,
    /// From the open port to the answer to a new shopper's first message.
    pub to_first_answer_ms: f64,
    /// From the open port until nothing waited any more; none when that did not happen in time.
    pub to_nothing_pending_ms: Option<f64>,
    /// Memory once all was answered.
    pub resident_kib: u64,
    /// Load average of the last minute.
    pub load_average: Option<f64>,
}

impl fmt::Display for Restart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "listening    after {:.0} ms, {} messages pending",
            self.to_listening_ms, self.pending
        )?;
        writeln!(out, "first answer {:.0} ms after it", self.to_first_answer_ms)?;
        match self.to_nothing_pending_ms {
            Some(after) => writeln!(out, "all answered {after:.0} ms after it")?,
            None => writeln!(out, "not all answered in time")?,
        }
        writeln!(
            out,
            "resident     {} KiB; load {}",
            self.resident_kib,
            average(self.load_average)
        )
    }
}

/// Conversations that were woken and stay awake without a socket.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Awake {
    /// Conversations that were woken.
    pub conversations: usize,
    /// The server's count of those awake, afterwards.
    pub awake: u64,
    /// How long each took, from the socket to its first frame.
    pub to_session: Latency,
    /// The server's memory before them.
    pub before_kib: u64,
    /// The server's memory with them awake.
    pub with_them_kib: u64,
    /// What one of them costs.
    pub bytes_each: f64,
    /// Load average of the last minute.
    pub load_average: Option<f64>,
}

impl fmt::Display for Awake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{} conversations woken, {} awake: {:.0} bytes each",
            self.conversations, self.awake, self.bytes_each
        )?;
        writeln!(
            out,
            "resident     {} KiB before, {} KiB with them",
            self.before_kib, self.with_them_kib
        )?;
        writeln!(
            out,
            "to session   median {:.2} ms, p99 {:.2} ms; load {}",
            self.to_session.median_ms,
            self.to_session.p99_ms,
            average(self.load_average)
        )
    }
}
