//! Sockets.

pub mod operator;
