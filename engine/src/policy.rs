//! Rules that decide: whether to send, when people work, when it is too much.

pub mod flood;
pub mod gate;
pub mod hours;
