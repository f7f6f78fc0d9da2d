//! Bounds and deadlines of the running system.

use std::{
    num::{NonZeroU64, NonZeroUsize},
    time::Duration,
};

use serde::{Deserialize, Serialize};

use super::server::or_cores;

/// Every queue has a bound, every wait a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorSettings {
    /// Threads that conversations are spread over; 0 takes one for each core.
    pub arbiters: usize,
    /// Messages in one conversation's mailbox.
    pub conversation_mailbox: NonZeroUsize,
    /// Messages of one conversation that are taken and wait for their turn.
    pub waiting_messages: NonZeroUsize,
    /// Messages in a router's mailbox.
    pub router_mailbox: NonZeroUsize,
    /// Turns that wait at one stage.
    pub stage_mailbox: NonZeroUsize,
    /// Texts of each shop, for each arbiter, of which it is remembered what was read in them and found for them.
    pub remembered_texts: usize,
    /// Milliseconds for which turns that nobody sees are walked before the first shopper is let in; 0 walks none.
    pub rehearsal_ms: u64,
    /// Units that wait for or are in a commit.
    pub journal_units: NonZeroUsize,
    /// Units in one transaction at most.
    pub journal_batch: NonZeroUsize,
    /// Milliseconds a caller waits for a mailbox or an answer.
    pub ask_deadline_ms: NonZeroU64,
    /// Milliseconds for all calls of one turn together.
    pub turn_deadline_ms: NonZeroU64,
    /// Turns that one arbiter computes side by side.
    pub turns_at_once: NonZeroUsize,
    /// Turns that wait for their place on one arbiter.
    pub turns_waiting: NonZeroUsize,
    /// Milliseconds a turn may be computed before its receipts are made durable ahead of it.
    pub receipt_delay_ms: u64,
    /// Milliseconds a turn may wait for its place before its receipts are made durable ahead of it.
    pub receipt_patience_ms: u64,
    /// Conversations awake on one thread.
    pub awake_conversations: NonZeroUsize,
    /// Bytes that they may take, as estimated.
    pub awake_bytes: NonZeroUsize,
    /// Snapshots that wait to be written.
    pub snapshots_waiting: NonZeroUsize,
    /// Milliseconds that snapshots gather before they are written.
    pub snapshot_interval_ms: NonZeroU64,
    /// Turns after which an awake conversation is kept again; 0 is never.
    pub snapshot_every_turns: u32,
}

impl ActorSettings {
    /// Threads for conversations, with one for each core where nothing is said.
    #[must_use]
    pub fn arbiter_count(&self) -> usize {
        or_cores(self.arbiters)
    }

    /// How long turns are rehearsed at most.
    #[must_use]
    pub fn rehearsal(&self) -> Duration {
        Duration::from_millis(self.rehearsal_ms)
    }

    /// How long a caller waits for a mailbox or an answer.
    #[must_use]
    pub fn ask_deadline(&self) -> Duration {
        Duration::from_millis(self.ask_deadline_ms.get())
    }

    /// How long all calls of one turn may take together.
    #[must_use]
    pub fn turn_deadline(&self) -> Duration {
        Duration::from_millis(self.turn_deadline_ms.get())
    }

    /// How long snapshots gather before they are written.
    #[must_use]
    pub fn snapshot_interval(&self) -> Duration {
        Duration::from_millis(self.snapshot_interval_ms.get())
    }

    /// How long a turn may be computed before its receipts are made durable ahead of it.
    #[must_use]
    pub fn receipt_delay(&self) -> Duration {
        Duration::from_millis(self.receipt_delay_ms)
    }

    /// How long a turn may wait for its place before its receipts are made durable ahead of it.
    #[must_use]
    pub fn receipt_patience(&self) -> Duration {
        Duration::from_millis(self.receipt_patience_ms)
    }
}
