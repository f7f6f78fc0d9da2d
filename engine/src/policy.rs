//! Rules that decide: whether to send, when a person is needed, when people work, when it is too much.

pub mod flood;
pub mod gate;
pub mod handoff;
pub mod hours;
