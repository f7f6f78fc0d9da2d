//! Carts, orders, and the money for them.

pub(crate) mod cart_items;
pub(crate) mod carts;
pub(crate) mod discounts;
pub(crate) mod order_events;
pub(crate) mod order_items;
pub(crate) mod orders;
pub(crate) mod payments;
pub(crate) mod stub_payments;
