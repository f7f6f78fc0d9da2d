//! The load generator: shoppers on sockets against a server on this computer, and nowhere else.

pub mod client;
pub mod closed;
pub mod echo;
pub mod idle;
pub mod latency;
pub mod process;
pub mod ramp;
pub mod report;
pub mod target;
pub mod transcript;
