//! What shoppers and their pages ask for.

pub mod account;
pub mod cart;
pub mod history;
pub mod interactions;
pub mod memory;
pub mod orders;
pub mod products;
pub mod sessions;
pub mod shop;
pub mod transcript;

/// Mounts every route of this folder.
pub fn configure(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
    account::configure(config);
    shop::configure(config);
    products::configure(config);
    cart::configure(config);
    orders::configure(config);
    memory::configure(config);
    sessions::configure(config);
    interactions::configure(config);
    history::configure(config);
    transcript::configure(config);
}
