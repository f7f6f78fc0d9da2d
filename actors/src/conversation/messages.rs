//! What a conversation is asked.

use actix::Message;
use colloquy_engine::conversation::operation::Wish;
use serde::Serialize;

use crate::{
    cluster::{Heard, Rung},
    delivery::{DeliveryQueue, SubscriberId},
    error::EngineError,
    request::{Joined, OperationDone, Said},
    snapshots::Taken,
};

/// Take in a message; what becomes of it comes by the subscriber's queue.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Say(pub Said);

/// Watch from now on.
#[derive(Message)]
#[rtype(result = "Result<Joined, EngineError>")]
pub(crate) struct Join {
    pub subscriber: SubscriberId,
    pub queue: DeliveryQueue,
}

/// Watch no more.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Leave(pub SubscriberId);

/// Somebody writes, or stopped.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Typing {
    /// The shopper's connection; none when a person of the shop writes.
    pub subscriber: Option<SubscriberId>,
    pub is_typing: bool,
}

/// Do what a person of the shop, or time, asks for.
#[derive(Message)]
#[rtype(result = "Result<OperationDone, EngineError>")]
pub(crate) struct Operate(pub Wish);

/// Answer what waits in the rows.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct TakeUp {
    /// Receipts that another node has taken in, by their doorbells; none when the database was looked at.
    pub rung: Vec<Rung>,
    /// Nobody can be asked who owns it.
    pub orphaned: bool,
}

/// Another node said something of this conversation.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Hear(pub Heard);

/// The shard of this conversation came or went.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct ShardMoved;

/// End once nothing is under way; the router has forgotten the address already.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Stop;

/// Answered once its rows have been read and nothing in it waits for an answer.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Awaken;

/// Give a snapshot, if something has changed since the last.
#[derive(Message)]
#[rtype(result = "Option<Taken>")]
pub(crate) struct TakeSnapshot;

/// Look at what the actor holds.
#[derive(Message)]
#[rtype(result = "Observed")]
pub(crate) struct Observe;

/// What an actor holds, for tests and for operators of the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Observed {
    /// Whether its rows have been read.
    pub awake: bool,
    /// Messages taken and not yet answered.
    pub unanswered: usize,
    /// Watchers.
    pub subscribers: usize,
    /// The fence.
    pub version: i64,
    /// The highest number shown.
    pub last_seq: i64,
}

/// Misbehave, where fault tests are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Message)]
#[rtype(result = "()")]
pub(crate) enum Fault {
    /// Panic at once.
    Panic,
    /// Read the mailbox no more for this many milliseconds.
    HoldUp(u64),
}
