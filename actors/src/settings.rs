//! Bounds and deadlines of the running system. Every queue has a bound, every wait a deadline.

use std::{collections::BTreeMap, time::Duration};

use colloquy_engine::{channel::Channel, delivery::NoticePolicy, policy::flood::FloodRules};

use crate::mutation::Mutation;
use crate::supervisor::RestartPolicy;

/// Tunables of the actors.
#[derive(Clone, Debug)]
pub struct ActorSettings {
    /// Threads that conversations are spread over.
    pub arbiters: usize,
    /// Messages that wait in one conversation's mailbox; beyond it the socket stops being read.
    pub conversation_mailbox: usize,
    /// Messages of one conversation that are taken and wait for their turn.
    pub waiting_messages: usize,
    /// Messages that wait in a router's mailbox; beyond it intake answers 503.
    pub router_mailbox: usize,
    /// Turns that wait at one stage actor.
    pub stage_mailbox: usize,
    /// Texts of each shop of which a stage actor remembers what it made of them; 0 remembers none.
    pub remembered_texts: usize,
    /// Units that wait for or are in a commit; beyond it writers wait.
    pub journal_units: usize,
    /// Units in one transaction at most.
    pub journal_batch: usize,
    /// How long a caller waits for a mailbox or an answer.
    pub ask_deadline: Duration,
    /// The whole of a turn's calls (architecture.md: 15 s).
    pub turn_deadline: Duration,
    /// Turns that one arbiter computes side by side; the others wait, first come, first served.
    pub turns_at_once: usize,
    /// Turns that wait for their place on one arbiter; beyond it a message that would be another is refused.
    pub turns_waiting: usize,
    /// How long a turn may be computed before its receipts are made durable ahead of it and its place is given to
    /// another.
    pub receipt_delay: Duration,
    /// How long a turn may wait for its place before its receipts are made durable ahead of it.
    pub receipt_patience: Duration,
    /// How long an idle conversation stays in memory, watched or not.
    pub passivate_after: Duration,
    /// Conversations awake on one arbiter; beyond it the least recently used idle ones are put to sleep.
    pub awake_conversations: usize,
    /// Bytes that the conversations awake on one arbiter may take, as estimated; beyond it the same.
    pub awake_bytes: usize,
    /// Snapshots that wait to be written; beyond it they are left out.
    pub snapshots_waiting: usize,
    /// How long snapshots gather before they are written.
    pub snapshot_interval: Duration,
    /// Turns after which an awake conversation is kept again; zero keeps it only when it falls asleep.
    pub snapshot_every_turns: u32,
    /// How long to gather messages before a turn, by channel; none in the widget.
    pub quiet_windows: BTreeMap<Channel, Duration>,
    /// When it is too much.
    pub flood: FloodRules,
    /// An answer counts as unread for this long after it went out, so that frames that were already under way
    /// when it did still count as sent without reading.
    pub flood_grace: Duration,
    /// How long a guest's session lives after the last stored message.
    pub session_ttl: Duration,
    /// When conversations lapse, and how that is looked for.
    pub timers: TimerSettings,
    /// How falls of long-lived actors are answered.
    pub restarts: RestartPolicy,
    /// How the staff is told when a person is needed; none when it is not.
    pub notices: Option<NoticePolicy>,
    /// Commands of fault tests are understood. Never outside tests.
    pub fault_injection: bool,
    /// A defect to have on purpose, so that checks can be seen to find it. Never outside tests.
    pub mutation: Option<Mutation>,
    /// Every turn takes this much longer, so that tests can end the process in the middle of one.
    pub turn_delay: Duration,
}

/// When what is left alone comes to its end.
#[derive(Clone, Debug)]
pub struct TimerSettings {
    /// How long after one look the next begins.
    pub sweep_every: Duration,
    /// How long one look may take; what is left is for the next.
    pub sweep_deadline: Duration,
    /// Rows that are read at once.
    pub page: u64,
    /// How long without a message until an answered conversation is resolved.
    pub resolve_after: Duration,
    /// How long after its resolution a conversation is archived.
    pub archive_after: Duration,
    /// How long it is remembered what came of a request with an idempotency key.
    pub requests_kept: Duration,
    /// How long it is remembered what a shopper came for.
    pub summaries_kept: Duration,
}

impl Default for TimerSettings {
    fn default() -> Self {
        const HOUR: u64 = 3_600;
        Self {
            sweep_every: Duration::from_secs(60),
            sweep_deadline: Duration::from_secs(30),
            page: 100,
            resolve_after: Duration::from_secs(24 * HOUR),
            archive_after: Duration::from_secs(30 * 24 * HOUR),
            requests_kept: Duration::from_secs(24 * HOUR),
            summaries_kept: Duration::from_secs(90 * 24 * HOUR),
        }
    }
}

impl Default for ActorSettings {
    fn default() -> Self {
        Self {
            arbiters: 2,
            conversation_mailbox: 32,
            waiting_messages: 64,
            router_mailbox: 4_096,
            stage_mailbox: 1_024,
            remembered_texts: 1_024,
            journal_units: 4_096,
            journal_batch: 256,
            ask_deadline: Duration::from_secs(10),
            turn_deadline: Duration::from_secs(15),
            turns_at_once: 4,
            turns_waiting: 1_024,
            receipt_delay: Duration::from_millis(5),
            receipt_patience: Duration::from_millis(100),
            passivate_after: Duration::from_secs(300),
            awake_conversations: 50_000,
            awake_bytes: 512 << 20,
            snapshots_waiting: 4_096,
            snapshot_interval: Duration::from_millis(1_000),
            snapshot_every_turns: 50,
            quiet_windows: BTreeMap::new(),
            flood: FloodRules::default(),
            flood_grace: Duration::from_millis(5),
            session_ttl: Duration::from_secs(2_592_000),
            timers: TimerSettings::default(),
            restarts: RestartPolicy::default(),
            notices: None,
            fault_injection: false,
            mutation: None,
            turn_delay: Duration::ZERO,
        }
    }
}
