//! The ordered record and state machine of one shopper's matter.

pub mod event;
pub mod operation;
pub mod seen;
pub mod settle;
pub mod snapshot;
pub mod state;

pub use event::{Event, EventBody};
pub use state::{ConversationState, Head, Owner, Status};
