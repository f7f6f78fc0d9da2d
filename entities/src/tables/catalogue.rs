//! What the shop sells.

pub(crate) mod categories;
pub(crate) mod inventory_items;
pub(crate) mod product_images;
pub(crate) mod product_option_values;
pub(crate) mod product_options;
pub(crate) mod products;
