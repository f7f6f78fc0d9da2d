//! What a handler asks of a request before it runs. Who may do something is a type: a handler that asks for an
//! [`Editor`] is not reached by anybody else.

pub mod account;
pub mod address;
pub mod id;
pub mod json;
pub mod message_key;
pub mod page;
pub mod query;
pub mod service;
pub mod session;
pub mod staff;
pub mod tenant;

pub use account::Account;
pub use address::ClientAddress;
pub use id::Id;
pub use json::{Json, MaybeJson};
pub use message_key::message_key;
pub use page::{Listed, Paging};
pub use query::Pairs;
pub use service::{Assisting, Watcher};
pub use staff::{Admin, Editor, Owner, Staff};

use actix_web::{HttpRequest, web};

use crate::{problem::Problem, state::App};

/// What all handlers share, as handlers take it.
pub type Shared = web::Data<App>;

/// What all handlers share, for extractors.
///
/// # Errors
/// When the server was put together without it.
pub fn shared(request: &HttpRequest) -> Result<Shared, Problem> {
    request.app_data::<Shared>().cloned().ok_or_else(|| {
        tracing::error!(
            event_type = "defect",
            error_code = "internal",
            "the shared state is not registered"
        );
        Problem::internal()
    })
}
