//! Carts.

pub(crate) mod cart_items;
pub(crate) mod carts;
