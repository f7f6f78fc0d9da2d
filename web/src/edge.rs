//! What every request passes on its way in and every answer on its way out.
//!
//! From the outside in: [`observe`] numbers, times, counts and logs; [`harden`] sets the headers that protect; [`cors`]
//! lets other sites read what they may; [`explain`] completes problem documents; [`admit`] refuses what no handler should see.

pub mod admit;
pub mod client_address;
mod content_type;
pub mod cors;
pub mod explain;
pub mod harden;
mod not_found;
pub mod observe;
pub mod path_kind;
mod penalty;
pub mod rate_tier;
mod repeated;
pub mod request_id;

pub use self::{
    client_address::{TrustedProxies, client_address},
    not_found::{KnownRoutes, not_found},
    request_id::RequestId,
};
