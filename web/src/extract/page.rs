//! Pages of lists.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::query::Pairs;
use crate::problem::Problem;

/// Rows of a page when nothing is said.
pub const DEFAULT_LIMIT: u64 = 20;
/// Rows of a page at most.
pub const MAX_LIMIT: u64 = 100;
/// Far beyond every list; keeps the offset a number that databases take.
const MAX_PAGE: u64 = 1_000_000_000;

/// Which page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// From 1.
    #[param(required = false, default = 1, minimum = 1)]
    pub page: u64,
    /// Rows of a page.
    #[param(required = false, default = 20, minimum = 1, maximum = 100)]
    pub limit: u64,
}

/// A page of a list with the number of all rows.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Listed<T> {
    /// The rows.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: u64,
    /// Which page this is, from 1.
    pub page: u64,
    /// Rows of a page.
    pub limit: u64,
}

impl Paging {
    /// Reads `page` and `limit`.
    ///
    /// # Errors
    /// 422 outside their bounds.
    pub fn of(pairs: &Pairs) -> Result<Self, Problem> {
        Ok(Self {
            page: pairs.number("page", 1..=MAX_PAGE)?.unwrap_or(1),
            limit: pairs.number("limit", 1..=MAX_LIMIT)?.unwrap_or(DEFAULT_LIMIT),
        })
    }

    /// How many rows stand before this page.
    #[must_use]
    pub fn offset(self) -> u64 {
        (self.page - 1) * self.limit
    }

    /// Answers with this page's rows.
    #[must_use]
    pub fn list<T>(self, items: Vec<T>, total: u64) -> Listed<T> {
        Listed {
            items,
            total,
            page: self.page,
            limit: self.limit,
        }
    }

    /// Cuts this page out of all rows.
    #[must_use]
    pub fn cut<T>(self, all: Vec<T>) -> Listed<T> {
        let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
        let before = usize::try_from(self.offset()).unwrap_or(usize::MAX);
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        self.list(all.into_iter().skip(before).take(limit).collect(), total)
    }
}

impl FromRequest for Paging {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(Pairs::parse(request.query_string()).and_then(|pairs| Self::of(&pairs)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paging(query: &str) -> Result<Paging, u16> {
        Pairs::parse(query)
            .and_then(|pairs| Paging::of(&pairs))
            .map_err(|problem| problem.status)
    }

    #[test]
    fn bounds_are_held_and_defaults_are_those_of_the_contract() {
        assert_eq!(paging(""), Ok(Paging { page: 1, limit: 20 }));
        assert_eq!(paging("page=3&limit=100").map(Paging::offset), Ok(200));
        for query in ["limit=0", "limit=101", "page=0", "page=-1", "limit=many"] {
            assert_eq!(paging(query), Err(422), "{query}");
        }
    }

    #[test]
    fn a_page_beyond_the_end_is_empty_and_still_tells_the_total() {
        let cut = Paging { page: 4, limit: 2 }.cut(vec![1, 2, 3]);
        assert_eq!((cut.items, cut.total), (vec![], 3));
        assert_eq!(Paging { page: 2, limit: 2 }.cut(vec![1, 2, 3]).items, [3]);
    }
}
