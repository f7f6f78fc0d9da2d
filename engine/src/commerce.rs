//! What the shop sells and what a shopper is about to buy.

pub mod catalogue;
