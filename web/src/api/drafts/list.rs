//! `GET /api/v1/drafts`.

use actix_web::{HttpResponse, get};
use colloquy_engine::port::journal::DraftOutcome;

use crate::{
    extract::{Listed, Paging, Pairs, Shared, Staff},
    problem::Problem,
    workspace::{draft::DraftOut, inbox},
};

/// What a draft may be.
const OUTCOMES: [DraftOutcome; 5] = [
    DraftOutcome::Pending,
    DraftOutcome::Approved,
    DraftOutcome::Edited,
    DraftOutcome::Rejected,
    DraftOutcome::Superseded,
];

/// Lists drafts, the one that waits longest first.
#[utoipa::path(
    tag = "drafts",
    params(
        ("status" = Option<String>, Query, description = "`pending` when nothing is said"),
        Paging,
    ),
    responses(
        (status = 200, body = Listed<DraftOut>),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/drafts")]
pub(super) async fn list_drafts(app: Shared, staff: Staff, pairs: Pairs) -> Result<HttpResponse, Problem> {
    let paging = Paging::of(&pairs)?;
    let status = outcome_of(&pairs)?;
    let page = inbox(&app)
        .drafts(staff.business_id, status, paging.offset(), paging.limit)
        .await?;
    let items: Vec<DraftOut> = page.items.into_iter().map(DraftOut::from).collect();
    Ok(HttpResponse::Ok().json(paging.list(items, page.total)))
}

fn outcome_of(pairs: &Pairs) -> Result<DraftOutcome, Problem> {
    let Some(name) = pairs.one("status")? else {
        return Ok(DraftOutcome::Pending);
    };
    OUTCOMES
        .into_iter()
        .find(|outcome| outcome.as_str() == name)
        .ok_or_else(|| {
            let known = OUTCOMES.map(DraftOutcome::as_str).join(", ");
            Problem::invalid("status", "unknown", format!("status must be one of {known}"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_that_wait_are_listed_when_nothing_is_said() {
        let outcome = |query: &str| Pairs::parse(query).and_then(|pairs| outcome_of(&pairs));
        assert_eq!(outcome(""), Ok(DraftOutcome::Pending));
        assert_eq!(outcome("status=superseded"), Ok(DraftOutcome::Superseded));
        assert_eq!(outcome("status=lost").map_err(|problem| problem.status), Err(422));
    }
}
