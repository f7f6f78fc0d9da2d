//! `GET /api/v1/conversations`.

use actix_web::{HttpResponse, get};

use super::filter::{FilterIn, filter_of};
use crate::{
    extract::{Listed, Paging, Pairs, Shared, Staff},
    problem::Problem,
    workspace::{conversation::ConversationOut, inbox},
};

/// Lists conversations, the one with the newest message first.
#[utoipa::path(
    tag = "conversations",
    params(FilterIn, Paging),
    responses(
        (status = 200, body = Listed<ConversationOut>),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/conversations")]
pub(super) async fn list_conversations(
    app: Shared,
    staff: Staff,
    pairs: Pairs,
) -> Result<HttpResponse, Problem> {
    let paging = Paging::of(&pairs)?;
    let filter = filter_of(&pairs, staff.user_id)?;
    let page = inbox(&app)
        .list(staff.business_id, &filter, paging.offset(), paging.limit)
        .await?;
    let items: Vec<ConversationOut> = page.items.into_iter().map(ConversationOut::from).collect();
    Ok(HttpResponse::Ok().json(paging.list(items, page.total)))
}
