//! The edge and the composition root: HTTP, WebSocket, the pages, the command line.

pub mod api;
pub mod extract;
pub mod problem;
pub mod secret;
pub mod state;
pub mod tokens;
pub mod ws;
