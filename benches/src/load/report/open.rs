//! What an open loop found, alone, beside its floor, and beside a shopper who floods.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::{Answered, Processor, average, figures, write_errors, write_judgement};
use crate::load::{latency::Latency, transcript::Comparison};

/// An open loop.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Open {
    /// Shoppers that were connected.
    pub sessions: usize,
    /// Messages a second that were meant to be sent.
    pub meant_per_second: u32,
    /// Messages that were sent.
    pub messages_sent: usize,
    /// Messages that were not sent because their shopper could not write: the server had stopped reading.
    pub messages_unsent: usize,
    /// Messages that were acknowledged and answered.
    pub messages_answered: usize,
    /// From the first message to the last answer.
    pub seconds: f64,
    /// Answered messages.
    pub messages_per_second: f64,
    /// How late the load generator itself was. It is part of the two below.
    pub late: Latency,
    /// From the moment that a message was meant to be sent to its `ack`.
    pub to_ack: Latency,
    /// From the moment that a message was meant to be sent to its `response`.
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

impl Open {
    /// Whether every message was sent in its time, was answered exactly once, and is stored.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.errors.is_empty()
            && self.messages_unsent == 0
            && self.messages_answered == self.messages_sent
            && self.answered.never + self.answered.more_than_once == 0
            && self.transcript.as_ref().is_none_or(Comparison::is_clean)
    }
}

impl fmt::Display for Open {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{} sessions, {} messages/s meant: {} of {} messages answered in {:.2} s, {} not sent",
            self.sessions,
            self.meant_per_second,
            self.messages_answered,
            self.messages_sent,
            self.seconds,
            self.messages_unsent
        )?;
        writeln!(out, "throughput   {:.1} messages/s", self.messages_per_second)?;
        writeln!(out, "sent late    {}", figures(&self.late))?;
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

/// An open loop beside the same against a server that only echoes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WithFloor {
    /// The echo's, unless it was not asked for.
    pub floor: Option<Open>,
    /// The server's.
    pub server: Open,
}

impl fmt::Display for WithFloor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(floor) = &self.floor {
            writeln!(out, "floor")?;
            writeln!(out, "{floor}")?;
        }
        write!(out, "{}", self.server)
    }
}

/// What came of a flood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Flooded {
    /// Messages a second that were meant to be sent.
    pub meant_per_second: u32,
    /// Messages that the server read, or will.
    pub messages_sent: usize,
    /// Messages that were not sent because the server had stopped reading.
    pub messages_unsent: usize,
    /// Frames that came back, by kind.
    pub heard: BTreeMap<String, usize>,
    /// Why it ended before its time, if it did.
    pub ended_by: Option<String>,
}

/// The others beside a shopper who floods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fair {
    /// Nobody floods.
    pub alone: Open,
    /// Somebody does.
    pub beside: Open,
    /// The one who floods.
    pub flooded: Flooded,
    /// The 99th percentile of the others' answers beside the flood, over the one without it.
    pub p99_ratio: f64,
}

impl Fair {
    /// Whether the others were answered exactly once, both times.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.alone.is_clean() && self.beside.is_clean()
    }
}

impl fmt::Display for Fair {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "without a flood")?;
        writeln!(out, "{}", self.alone)?;
        let Flooded {
            meant_per_second,
            messages_sent,
            messages_unsent,
            heard,
            ended_by,
        } = &self.flooded;
        writeln!(
            out,
            "beside a flood of {meant_per_second} messages/s: {messages_sent} sent, {messages_unsent} held back"
        )?;
        for (kind, count) in heard {
            writeln!(out, "heard        {kind}: {count}")?;
        }
        if let Some(cause) = ended_by {
            writeln!(out, "ended by     {cause}")?;
        }
        writeln!(out, "{}", self.beside)?;
        writeln!(out, "p99          {:.2} times its usual", self.p99_ratio)
    }
}
