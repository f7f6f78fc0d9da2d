//! The load generator: shoppers on sockets against a server on this computer, and nowhere else.

pub mod awake;
pub mod client;
pub mod closed;
pub mod command;
pub mod echo;
pub mod fair;
mod figure;
mod flood;
pub mod idle;
pub mod latency;
mod metronome;
pub mod nodes;
pub mod open;
mod pace;
pub mod process;
pub mod ramp;
pub mod report;
pub mod restart;
pub mod seed;
pub mod target;
pub mod transcript;
