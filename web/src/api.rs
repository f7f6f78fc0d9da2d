//! The routes, one file for each.

pub mod auth;
pub mod drafts;
pub mod workspace;
