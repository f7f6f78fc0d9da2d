//! The edge and the composition root: HTTP, WebSocket, the pages, the command line.

pub mod api;
pub mod assets;
pub mod bootstrap;
pub mod cli;
pub mod edge;
pub mod extract;
pub mod goldens;
pub mod health;
pub mod lifecycle;
pub mod logging;
pub mod logins;
pub mod media;
pub mod metrics;
pub mod once;
pub mod passwords;
pub mod problem;
pub mod replay;
pub mod secret;
pub mod seed;
pub mod server;
pub mod service_keys;
pub mod slugs;
pub mod state;
pub mod tokens;
pub mod workspace;
pub mod ws;
