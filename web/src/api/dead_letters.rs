//! What was given up: read, tried again, put away. For owners, since a decision here is felt by a shopper.

mod discard;
mod list;
mod replay;
mod show;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this group.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_dead_letters)
        .service(show::show_dead_letter)
        .service(replay::replay_dead_letter)
        .service(discard::discard_dead_letter);
}
