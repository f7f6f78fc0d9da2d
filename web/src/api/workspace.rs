//! Conversations of a business, for its staff.

mod assignee;
mod cart;
mod filter;
mod list;
mod messages;
mod notes;
mod order_status;
mod reply;
mod show;
mod status;
mod tags;
mod trace;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this group. The operators' socket has to be registered before it: `ws` is no conversation's id.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_conversations)
        .service(messages::list_messages)
        .service(order_status::set_order_status)
        .service(reply::send_reply)
        .service(status::set_status)
        .service(notes::list_notes)
        .service(notes::add_note)
        .service(tags::set_tags)
        .service(assignee::assign)
        .service(trace::show_trace)
        .service(cart::show_cart)
        .service(show::show_conversation);
}
