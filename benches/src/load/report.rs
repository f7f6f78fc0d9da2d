//! What a run found, for people and for machines.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

pub use self::{
    databases::{Awake, Restart, Seeded},
    nodes::Nodes,
    open::{Fair, Flooded, Open, WithFloor},
};
use super::{latency::Latency, transcript::Comparison};

mod databases;
mod nodes;
mod open;

/// How often acknowledged messages stood in the `answers` of the responses that their shopper heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// Messages that were acknowledged.
    pub acknowledged: usize,
    /// Answered once, as it must be.
    pub once: usize,
    /// Lost replies.
    pub never: usize,
    /// Repeated replies.
    pub more_than_once: usize,
}

/// Processor time over the run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Processor {
    /// The server's, all threads.
    pub server_seconds: f64,
    /// The server's, for each answered message.
    pub server_ms_per_turn: f64,
    /// The load generator's own: it shares the computer with the server.
    pub client_seconds: f64,
}

/// A closed loop.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Closed {
    /// Shoppers that were connected.
    pub sessions: usize,
    /// Messages that were to be sent.
    pub messages_planned: usize,
    /// Messages that were sent.
    pub messages_sent: usize,
    /// Messages that were acknowledged and answered.
    pub messages_answered: usize,
    /// From the first message to the last answer.
    pub seconds: f64,
    /// Answered messages.
    pub messages_per_second: f64,
    /// From sending to `ack`.
    pub to_ack: Latency,
    /// From sending to `response`.
    pub to_response: Latency,
    /// What went wrong, by name.
    pub errors: BTreeMap<String, usize>,
    /// Replies lost and repeated, by `answers`.
    pub answered: Answered,
    /// The same, by the server's transcripts.
    pub transcript: Option<Comparison>,
    /// Processor time, when the server's process is known.
    pub processor: Option<Processor>,
    /// Load average of the last minute when the run began.
    pub load_before: Option<f64>,
    /// Load average of the last minute when the run ended.
    pub load_after: Option<f64>,
}

impl Closed {
    /// Whether every planned message was answered exactly once and everything heard is stored.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.errors.is_empty()
            && self.messages_answered == self.messages_sent
            && self.answered.never + self.answered.more_than_once == 0
            && self.transcript.as_ref().is_none_or(Comparison::is_clean)
    }
}

/// Idle sessions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Idle {
    /// Sessions that were open together.
    pub sessions: usize,
    /// The server's memory before them.
    pub before_kib: u64,
    /// The server's memory while they were open.
    pub with_sessions_kib: u64,
    /// The server's memory after they were closed.
    pub after_close_kib: u64,
    /// What one of them costs.
    pub kib_per_session: f64,
    /// What went wrong, by name.
    pub errors: BTreeMap<String, usize>,
    /// Load average of the last minute.
    pub load_average: Option<f64>,
}

impl fmt::Display for Closed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            sessions,
            messages_answered,
            messages_sent,
            seconds,
            messages_per_second,
            ..
        } = self;
        writeln!(
            out,
            "{sessions} sessions, {messages_answered} of {messages_sent} messages answered in {seconds:.2} s"
        )?;
        if self.messages_sent < self.messages_planned {
            writeln!(
                out,
                "{} planned messages were not sent",
                self.messages_planned - self.messages_sent
            )?;
        }
        writeln!(out, "throughput   {messages_per_second:.1} messages/s")?;
        writeln!(out, "to ack       {}", figures(&self.to_ack))?;
        writeln!(out, "to response  {}", figures(&self.to_response))?;
        write_judgement(
            out,
            self.answered,
            self.transcript.as_ref(),
            self.processor.as_ref(),
        )?;
        writeln!(
            out,
            "load         {} before, {} after",
            average(self.load_before),
            average(self.load_after)
        )?;
        write_errors(out, &self.errors)
    }
}

impl fmt::Display for Idle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{} idle sessions: {:.1} KiB each",
            self.sessions, self.kib_per_session
        )?;
        writeln!(
            out,
            "resident     {} KiB before, {} KiB with them, {} KiB after they left",
            self.before_kib, self.with_sessions_kib, self.after_close_kib
        )?;
        writeln!(out, "load         {}", average(self.load_average))?;
        write_errors(out, &self.errors)
    }
}

/// What was answered, what the transcripts say, and what it took.
fn write_judgement(
    out: &mut fmt::Formatter<'_>,
    answered: Answered,
    transcript: Option<&Comparison>,
    processor: Option<&Processor>,
) -> fmt::Result {
    let Answered {
        acknowledged,
        once,
        never,
        more_than_once,
    } = answered;
    writeln!(
        out,
        "answers      {acknowledged} acknowledged: {once} answered once, {never} never, {more_than_once} repeatedly"
    )?;
    if let Some(found) = transcript {
        writeln!(
            out,
            "transcripts  {} read, {} unread; messages lost {}, unacknowledged {}; responses lost {}, unheard {}",
            found.transcripts,
            found.unread,
            found.messages_lost,
            found.messages_unacknowledged,
            found.responses_lost,
            found.responses_unheard
        )?;
        if let Some(cause) = &found.unread_because {
            writeln!(out, "             {cause}")?;
        }
    }
    if let Some(used) = processor {
        writeln!(
            out,
            "processor    server {:.2} s, {:.3} ms a turn; load generator {:.2} s",
            used.server_seconds, used.server_ms_per_turn, used.client_seconds
        )?;
    }
    Ok(())
}

fn figures(latency: &Latency) -> String {
    let Latency {
        median_ms,
        p90_ms,
        p99_ms,
        max_ms,
        ..
    } = latency;
    format!("median {median_ms:.2} ms, p90 {p90_ms:.2} ms, p99 {p99_ms:.2} ms, max {max_ms:.2} ms")
}

fn average(load: Option<f64>) -> String {
    load.map_or_else(|| "unknown".to_owned(), |load| format!("{load:.2}"))
}

fn write_errors(out: &mut fmt::Formatter<'_>, errors: &BTreeMap<String, usize>) -> fmt::Result {
    for (name, count) in errors {
        writeln!(out, "error        {name}: {count}")?;
    }
    Ok(())
}
