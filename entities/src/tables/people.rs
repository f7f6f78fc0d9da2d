//! People who shop.

pub(crate) mod customers;
pub(crate) mod sessions;
