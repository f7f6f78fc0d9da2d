//! `/v1/admin`: the shop as its admins run it. Admins alone: an owner has the workspace.

mod activity;
mod bodies;
mod categories;
mod images;
mod inventory;
mod products;
mod stats;
mod tickets;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this group.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(stats::show_stats)
        .service(categories::list_records)
        .service(categories::list_categories)
        .service(categories::add_category)
        .service(categories::change_category)
        .service(categories::remove_category)
        .service(products::add_product)
        .service(products::change_product)
        .service(products::remove_product)
        .service(images::add_image)
        .service(images::list_images)
        .service(images::remove_image)
        .service(inventory::show_inventory)
        .service(inventory::set_inventory)
        .service(tickets::list_tickets)
        .service(tickets::change_ticket)
        .service(activity::check_integrity)
        .service(activity::list_activity);
}
