//! WebSocket connections: plain tasks, one per socket.

pub mod frame;
pub mod operator;
pub mod shopper;
