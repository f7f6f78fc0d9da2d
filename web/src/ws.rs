//! WebSocket connections: plain tasks, one per socket.

pub mod frame;
pub mod shopper;
