//! The approval queue: answers that wait for a person, and what becomes of them.

mod approve;
mod decision;
mod draft;
mod edit;
mod list;
mod reject;
mod sources;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this group.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_drafts)
        .service(draft::write_draft)
        .service(approve::approve_draft)
        .service(edit::edit_draft)
        .service(reject::reject_draft);
}
