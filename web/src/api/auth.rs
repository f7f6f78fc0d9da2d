//! Signing up, logging in and out, and who one is.

mod bodies;
mod letters;
mod log_in;
mod log_out;
mod me;
mod refresh;
mod second_factor;
mod sign_up;
pub(crate) mod validation;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this group.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(sign_up::sign_up)
        .service(log_in::log_in)
        .service(log_out::log_out)
        .service(log_out::end_login)
        .service(refresh::refresh)
        .service(second_factor::confirm_second_factor)
        .service(second_factor::show_second_factor)
        .service(second_factor::begin_second_factor)
        .service(second_factor::remove_second_factor)
        .service(letters::forgot)
        .service(letters::forgot_shopper)
        .service(letters::reset)
        .service(letters::reset_shopper)
        .service(letters::confirm)
        .service(letters::confirm_shopper)
        .service(letters::confirm_again)
        .service(letters::confirm_shopper_again)
        .service(me::me)
        .service(me::change_me);
}
