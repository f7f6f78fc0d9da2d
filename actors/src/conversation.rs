//! One actor per awake conversation: the only place where its order is decided.
//!
//! Async handlers of one actor interleave, so order rests on the state held here and never on the mailbox: at most
//! one turn is computed, at most one versioned unit and one unit of receipts are on their way to the journal.

mod actor;
mod commit;
mod flood;
mod healing;
mod intake;
mod keep;
mod messages;
mod mutated;
mod nodes;
mod opening;
mod operate;
mod places;
mod running;
mod streaming;
mod subscribers;
mod suspects;
mod wake;

pub(crate) use actor::{Conversation, Links};
pub use messages::Observed;
pub(crate) use messages::{
    Awaken, Fault, Hear, Join, Leave, Observe, Operate, Reread, Say, ShardMoved, Stop, TakeSnapshot, TakeUp,
    Typing,
};
pub use operate::REQUEST_ANSWERED;
pub(crate) use places::Places;
