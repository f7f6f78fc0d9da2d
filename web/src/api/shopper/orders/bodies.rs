//! Where an order goes, as a shopper says it.

use colloquy_engine::understanding::Address;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::{FieldProblem, Problem};

/// Characters of a line of an address at most.
const LONGEST_LINE: usize = 200;

/// A postal address.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AddressIn {
    /// Who receives it.
    pub name: String,
    /// Street and number.
    pub line1: String,
    /// Flat, floor, company.
    #[serde(default)]
    pub line2: Option<String>,
    /// Town.
    pub city: String,
    /// State or province, where the country has them.
    #[serde(default)]
    pub state: Option<String>,
    /// Postcode.
    pub postal_code: String,
    /// Country code or name.
    pub country: String,
}

impl std::fmt::Debug for AddressIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("AddressIn(…)")
    }
}

impl AddressIn {
    /// The address, if something can be sent there. Fields are named below `within`.
    ///
    /// # Errors
    /// 422 with every field that is not as it should be.
    pub(super) fn check(self, within: &str) -> Result<Address, Problem> {
        let needed = [
            ("name", Some(&self.name), true),
            ("line1", Some(&self.line1), true),
            ("line2", self.line2.as_ref(), false),
            ("city", Some(&self.city), true),
            ("state", self.state.as_ref(), false),
            ("postalCode", Some(&self.postal_code), true),
            ("country", Some(&self.country), true),
        ];
        let wrong: Vec<FieldProblem> = needed
            .into_iter()
            .filter_map(|(name, value, is_needed)| {
                let (code, message) = refusal(value.map_or("", String::as_str), is_needed)?;
                Some(FieldProblem {
                    field: format!("{within}{name}"),
                    message,
                    code: code.to_owned(),
                })
            })
            .collect();
        if !wrong.is_empty() {
            return Err(Problem::invalid_fields(wrong));
        }
        let trimmed = |text: &str| text.trim().to_owned();
        let given = |text: Option<String>| text.map(|text| trimmed(&text)).filter(|text| !text.is_empty());
        Ok(Address {
            name: Some(trimmed(&self.name)),
            line1: trimmed(&self.line1),
            line2: given(self.line2),
            city: trimmed(&self.city),
            state: given(self.state),
            postal_code: trimmed(&self.postal_code),
            country: Some(trimmed(&self.country)),
        })
    }
}

fn refusal(text: &str, is_needed: bool) -> Option<(&'static str, String)> {
    if is_needed && text.trim().is_empty() {
        Some(("required", "must not be empty".to_owned()))
    } else if text.chars().count() > LONGEST_LINE {
        Some(("too_long", format!("must have at most {LONGEST_LINE} characters")))
    } else if text.chars().any(char::is_control) {
        Some(("invalid", "must not hold control characters".to_owned()))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_that_is_missing_or_too_long_is_named() {
        let address = AddressIn {
            name: "  ".to_owned(),
            line1: "x".repeat(201),
            line2: None,
            city: "Austin\n".to_owned(),
            state: None,
            postal_code: "78701".to_owned(),
            country: "US".to_owned(),
        };
        let problem = address.check("shippingAddress.").expect_err("three are wrong");
        let fields: Vec<&str> = problem.errors.iter().map(|error| error.field.as_str()).collect();
        let expected = [
            "shippingAddress.name",
            "shippingAddress.line1",
            "shippingAddress.city",
        ];
        assert_eq!(fields, expected);
    }
}
