//! Which conversations a list is asked for.

use std::str::FromStr;

use colloquy_engine::{conversation::state::Status, ids::UserId, port::conversations::InboxFilter};
use utoipa::IntoParams;

use crate::{extract::Pairs, problem::Problem};

/// Characters of a search text at most.
const LONGEST_SEARCH: usize = 200;

/// The filters of the list; they narrow each other.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `filter_of` reads name by name")]
pub(super) struct FilterIn {
    /// One status or several, repeated or with commas between them.
    status: Option<String>,
    /// `me`: only what I own or am assigned to.
    owner: Option<String>,
    /// `pending`: only with a draft that waits.
    draft: Option<String>,
    /// Only where a message holds this text.
    q: Option<String>,
}

/// Reads the filters.
///
/// # Errors
/// 422 with the parameter that means nothing.
pub(super) fn filter_of(pairs: &Pairs, me: UserId) -> Result<InboxFilter, Problem> {
    let mut statuses = Vec::new();
    for name in pairs.all("status") {
        let status = Status::from_str(name).map_err(|_| {
            let known = Status::ALL.map(Status::as_str).join(", ");
            Problem::invalid("status", "unknown", format!("status must be one of {known}"))
        })?;
        if !statuses.contains(&status) {
            statuses.push(status);
        }
    }
    let text = pairs.one("q")?.map(str::to_owned);
    if text
        .as_ref()
        .is_some_and(|text| text.chars().count() > LONGEST_SEARCH)
    {
        return Err(Problem::invalid(
            "q",
            "too_long",
            format!("q must have at most {LONGEST_SEARCH} characters"),
        ));
    }
    Ok(InboxFilter {
        statuses,
        person: only(pairs, "owner", "me")?.then_some(me),
        with_draft: only(pairs, "draft", "pending")?,
        text,
    })
}

/// Whether a parameter has the one value that it may have.
fn only(pairs: &Pairs, name: &str, value: &str) -> Result<bool, Problem> {
    match pairs.one(name)? {
        None => Ok(false),
        Some(given) if given == value => Ok(true),
        Some(_) => Err(Problem::invalid(
            name,
            "unknown",
            format!("{name} must be {value}"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ME: UserId = UserId(Uuid::nil());

    fn filter(query: &str) -> Result<InboxFilter, Problem> {
        Pairs::parse(query).and_then(|pairs| filter_of(&pairs, ME))
    }

    #[test]
    fn filters_are_read_and_narrow_each_other() {
        let read =
            filter("status=active_ai,active_human&status=active_ai&owner=me&draft=pending&q=%20boots%20");
        let expected = InboxFilter {
            statuses: vec![Status::ActiveAi, Status::ActiveHuman],
            person: Some(ME),
            with_draft: true,
            text: Some("boots".to_owned()),
        };
        assert_eq!(read, Ok(expected));
        assert_eq!(filter("status=&owner=&q="), Ok(InboxFilter::default()));
    }

    #[test]
    fn a_filter_that_means_nothing_is_named() {
        for (query, field) in [
            ("status=open", "status"),
            ("owner=you", "owner"),
            ("draft=any", "draft"),
        ] {
            let problem = filter(query).expect_err(query);
            assert_eq!((problem.status, problem.errors[0].field.as_str()), (422, field));
        }
        assert!(filter(&format!("q={}", "x".repeat(201))).is_err());
    }
}
