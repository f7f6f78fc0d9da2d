//! The catalogue as a workspace keeps it: products with their options, inventory items, SKUs.
//!
//! Everyone on the staff may look; owners and admins change.

mod bodies;
mod items;
mod orders;
mod products;
mod skus;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this group.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(products::list_products)
        .service(products::add_product)
        .service(items::list_items)
        .service(items::add_item)
        .service(products::show_product)
        .service(products::change_product)
        .service(products::remove_product)
        .service(items::adjust_stock)
        .service(items::show_item)
        .service(items::change_item)
        .service(items::remove_item)
        .service(skus::generate_sku)
        .service(skus::validate_sku)
        .service(orders::list_orders)
        .service(orders::show_order);
}
