//! The REST routes, one folder per caller.

pub mod shopper;
pub mod testing;
