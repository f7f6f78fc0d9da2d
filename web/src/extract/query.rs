//! Query strings, read name by name, so that every refusal can name its parameter.

use std::{
    future::{Ready, ready},
    ops::RangeInclusive,
    str::FromStr,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use uuid::Uuid;

use crate::problem::Problem;

/// The parameters of a query string in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Reads a query string.
    ///
    /// # Errors
    /// 400 when it is not one.
    pub fn parse(query: &str) -> Result<Self, Problem> {
        web::Query::<Vec<(String, String)>>::from_query(query)
            .map(|pairs| Self(pairs.into_inner()))
            .map_err(|_| Problem::malformed("malformed_query", "the query string could not be read"))
    }

    /// Every value of a parameter; one that holds commas counts as several. Empty ones are left out.
    pub fn all<'pairs>(&'pairs self, name: &'pairs str) -> impl Iterator<Item = &'pairs str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|value| !value.is_empty())
    }

    /// The value of a parameter that may be given once; an empty one counts as none.
    ///
    /// # Errors
    /// 422 when it is given twice.
    pub fn one(&self, name: &str) -> Result<Option<&str>, Problem> {
        let mut values = self
            .0
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.as_str());
        let first = values.next();
        if values.next().is_some() {
            return Err(Problem::invalid(
                name,
                "repeated",
                format!("{name} may be given only once"),
            ));
        }
        Ok(first.map(str::trim).filter(|value| !value.is_empty()))
    }

    /// A number within bounds.
    ///
    /// # Errors
    /// 422 when it is none, or outside.
    pub fn number(&self, name: &str, bounds: RangeInclusive<u64>) -> Result<Option<u64>, Problem> {
        let Some(text) = self.one(name)? else {
            return Ok(None);
        };
        let (least, most) = (bounds.start(), bounds.end());
        match text.parse::<u64>() {
            Ok(number) if bounds.contains(&number) => Ok(Some(number)),
            _ => Err(Problem::invalid(
                name,
                "out_of_range",
                format!("{name} must be a number from {least} to {most}"),
            )),
        }
    }

    /// An id.
    ///
    /// # Errors
    /// 422 when it is none.
    pub fn id<T: From<Uuid>>(&self, name: &str) -> Result<Option<T>, Problem> {
        let id = self.one(name)?.map(Uuid::from_str).transpose();
        let id = id.map_err(|_| Problem::invalid(name, "invalid", format!("{name} is not an id")))?;
        Ok(id.map(T::from))
    }
}

impl FromRequest for Pairs {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(Self::parse(request.query_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_may_be_repeated_or_hold_commas() {
        let pairs = Pairs::parse("status=a,b&status=c&q=x%20y").expect("readable");
        assert_eq!(pairs.all("status").collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(pairs.one("q"), Ok(Some("x y")));
        assert_eq!(pairs.one("status").map_err(|problem| problem.status), Err(422));
    }

    #[test]
    fn a_number_outside_its_bounds_is_refused_by_name() {
        let pairs = Pairs::parse("limit=101&page=0&before=x&empty=").expect("readable");
        let field =
            |result: Result<Option<u64>, Problem>| result.expect_err("refused").errors[0].field.clone();
        assert_eq!(field(pairs.number("limit", 1..=100)), "limit");
        assert_eq!(field(pairs.number("page", 1..=10)), "page");
        assert_eq!(pairs.number("empty", 1..=10), Ok(None));
        assert!(pairs.id::<Uuid>("before").is_err());
    }
}
