//! The domain of Colloquy: plain types, rules, and the stages of a turn.
//!
//! Nothing here does I/O, reads a clock or draws a random number; what the engine needs
//! from outside it asks for through the traits in [`port`].

pub mod activity;
pub mod answering;
pub mod audit;
pub mod channel;
pub mod commerce;
pub mod conversation;
pub mod delivery;
pub mod dialogue;
pub mod ids;
pub mod knowledge;
pub mod language;
pub mod memory;
pub mod model;
pub mod money;
pub mod policy;
pub mod port;
pub mod rehearsal;
pub mod remembered;
pub mod replay;
mod spelling;
pub mod turn;
pub mod understanding;
