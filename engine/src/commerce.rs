//! What the shop sells and what a shopper is about to buy.

pub mod cart;
pub mod catalogue;
pub mod discount;
pub mod image;
pub mod keeping;
pub mod order;
pub mod ordering;
pub mod search;
pub mod shop;
pub mod sku;
pub mod view;
