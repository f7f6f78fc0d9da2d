//! Dialogues in several steps: declared as flows, walked by a machine that knows neither shop nor clock.
//!
//! A flow collects what it needs, has it checked, names what will be done and for how much, and does it after a yes. The
//! machine says what it needs next; whoever drives it asks the shopper or the shop and tells it what came.

mod draw;
mod flow;
mod lint;
mod machine;
mod paths;
mod running;
mod slot;

pub use self::{
    draw::mermaid,
    flow::{Check, Collect, Confirm, Flow, FlowError, Flows, Offer, State, Step, Tool},
    lint::{Fault, lint},
    machine::{Answer, Ending, Failure, Input, Need, Offered, Quoted, step},
    running::{DEPTH, Running, Told, live},
    slot::{SlotKind, SlotValue, Slots},
};
