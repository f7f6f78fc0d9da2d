//! Shoppers' accounts: registering, logging in, and who one is.

mod bodies;
mod enter;
mod log_in;
mod me;
mod register;

/// Mounts the routes.
pub fn configure(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
    config
        .service(register::register)
        .service(log_in::log_in)
        .service(me::me);
}
