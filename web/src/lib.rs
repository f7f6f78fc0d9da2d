//! The edge and the composition root: HTTP, WebSocket, the pages, the command line.

pub mod api;
pub mod extract;
pub mod logins;
pub mod once;
pub mod passwords;
pub mod problem;
pub mod secret;
pub mod slugs;
pub mod state;
pub mod tokens;
pub mod workspace;
pub mod ws;
