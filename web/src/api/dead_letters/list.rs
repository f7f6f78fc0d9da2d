//! `GET /api/v1/dead_letters`.

use actix_web::{HttpResponse, get};
use colloquy_engine::port::dead_letters::{DeadLetterStatus, DeadLetterStore};

use crate::{
    extract::{Listed, Owner, Paging, Pairs, Shared},
    problem::Problem,
    workspace::dead_letter::DeadLetterOut,
};

/// Lists what was given up, newest first.
#[utoipa::path(
    tag = "dead letters",
    params(
        ("status" = Option<String>, Query, description = "`open` when nothing is said; `replayed`, `discarded`"),
        Paging,
    ),
    responses(
        (status = 200, body = Listed<DeadLetterOut>),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/dead_letters")]
pub(super) async fn list_dead_letters(
    app: Shared,
    owner: Owner,
    pairs: Pairs,
) -> Result<HttpResponse, Problem> {
    let paging = Paging::of(&pairs)?;
    let status = status_of(&pairs)?;
    let page = app
        .store
        .dead_letters(owner.business_id, status, paging.offset(), paging.limit)
        .await?;
    let items: Vec<DeadLetterOut> = page.items.into_iter().map(DeadLetterOut::from).collect();
    Ok(HttpResponse::Ok().json(paging.list(items, page.total)))
}

fn status_of(pairs: &Pairs) -> Result<DeadLetterStatus, Problem> {
    let Some(name) = pairs.one("status")? else {
        return Ok(DeadLetterStatus::Open);
    };
    DeadLetterStatus::ALL
        .into_iter()
        .find(|status| status.as_str() == name)
        .ok_or_else(|| {
            let known = DeadLetterStatus::ALL.map(DeadLetterStatus::as_str).join(", ");
            Problem::invalid("status", "unknown", format!("status must be one of {known}"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_decided_on_is_listed_when_nothing_is_said() {
        let status = |query: &str| Pairs::parse(query).and_then(|pairs| status_of(&pairs));
        assert_eq!(status(""), Ok(DeadLetterStatus::Open));
        assert_eq!(status("status=discarded"), Ok(DeadLetterStatus::Discarded));
        assert_eq!(status("status=lost").map_err(|problem| problem.status), Err(422));
    }
}
