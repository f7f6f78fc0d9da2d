//! The REST routes, one folder per caller and one file for each route or two.

pub mod admin;
pub mod auth;
pub mod catalogue;
pub mod dead_letters;
pub mod drafts;
pub mod goldens;
pub mod knowledge;
pub mod notifications;
pub mod replay;
pub mod shadow;
pub mod shopper;
pub mod testing;
pub mod usage;
pub mod workspace;
