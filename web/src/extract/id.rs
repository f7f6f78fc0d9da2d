//! The `{id}` of a path. Ids are opaque to clients: one of the wrong shape names nothing.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use uuid::Uuid;

use crate::problem::Problem;

/// The `{id}` of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id(pub Uuid);

impl FromRequest for Id {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let id = request
            .match_info()
            .get("id")
            .and_then(|text| Uuid::parse_str(text).ok());
        ready(id.map(Self).ok_or_else(|| Problem::not_found("thing")))
    }
}
