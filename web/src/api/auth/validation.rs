//! What names, addresses and passwords have to be.

use crate::problem::{FieldProblem, Problem};

/// Characters of a name at most.
const LONGEST_NAME: usize = 120;
/// Characters of an email address at most (RFC 5321).
const LONGEST_EMAIL: usize = 254;
/// Characters of a password at least.
const SHORTEST_PASSWORD: usize = 10;
/// Bytes of a password at most: hashing more only costs.
const LONGEST_PASSWORD: usize = 1_024;

/// Gathers what is wrong with the fields of a body.
#[derive(Debug, Default)]
pub(crate) struct Checks(Vec<FieldProblem>);

impl Checks {
    /// A name: not empty, not too long, without control characters. Answers it trimmed.
    pub(crate) fn name(&mut self, field: &str, text: &str) -> String {
        let name = text.trim();
        if name.is_empty() {
            self.add(field, "required", "must not be empty");
        } else if name.chars().count() > LONGEST_NAME {
            self.add(
                field,
                "too_long",
                format!("must have at most {LONGEST_NAME} characters"),
            );
        } else if name.chars().any(char::is_control) {
            self.add(field, "invalid", "must not hold control characters");
        }
        name.to_owned()
    }

    /// An email address. Answers it trimmed and in lower case.
    pub(crate) fn email(&mut self, field: &str, text: &str) -> String {
        let email = text.trim().to_lowercase();
        if !is_email(&email) {
            self.add(field, "invalid", "must be an email address");
        }
        email
    }

    /// A new password.
    pub(crate) fn password(&mut self, field: &str, text: &str) {
        if text.chars().count() < SHORTEST_PASSWORD {
            self.add(
                field,
                "too_short",
                format!("must have at least {SHORTEST_PASSWORD} characters"),
            );
        } else if text.len() > LONGEST_PASSWORD {
            self.add(
                field,
                "too_long",
                format!("must have at most {LONGEST_PASSWORD} bytes"),
            );
        }
    }

    /// Whether all was well.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Problem::invalid_fields(self.0))
        }
    }

    fn add(&mut self, field: &str, code: &str, message: impl Into<String>) {
        self.0.push(FieldProblem {
            field: field.to_owned(),
            message: message.into(),
            code: code.to_owned(),
        });
    }
}

/// Whether a text looks like an address; whether it is one only a letter to it can tell.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_word = |character: char| !character.is_whitespace() && !character.is_control();
    let is_label = |label: &str| {
        let plain = label
            .chars()
            .all(|character| character.is_alphanumeric() || character == '-');
        !label.is_empty() && label.len() <= 63 && plain && !label.starts_with('-') && !label.ends_with('-')
    };
    text.chars().count() <= LONGEST_EMAIL
        && (1..=64).contains(&local.len())
        && local
            .chars()
            .all(|character| is_word(character) && !"@<>(),;:\\\"[]".contains(character))
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

/// Whether a password is short enough to be looked at.
pub(crate) fn may_be_password(text: &str) -> bool {
    text.len() <= LONGEST_PASSWORD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_what_is_none() {
        for good in [
            "ann@shop.example",
            "ann.b+tag@mail.shop.example",
            "o'neil@shop.co",
            "ä@bücher.example",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "ann",
            "ann@",
            "@shop.example",
            "ann@shop",
            "a b@shop.example",
            "ann@-shop.example",
            "a..b@c.de",
            "ann@shop..example",
            "a@b@c.de",
            "<ann@shop.example>",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn every_bad_field_is_named_at_once() {
        let mut checks = Checks::default();
        checks.email("email", "nobody");
        checks.password("password", "short");
        checks.name("full_name", "  ");
        assert_eq!(checks.name("business_name", &"x".repeat(121)).len(), 121);
        let problem = checks.finish().expect_err("four are wrong");
        let fields: Vec<&str> = problem.errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            (problem.status, fields),
            (422, vec!["email", "password", "full_name", "business_name"])
        );
    }

    #[test]
    fn good_fields_come_back_cleaned() {
        let mut checks = Checks::default();
        assert_eq!(checks.email("email", " Ann@Shop.Example "), "ann@shop.example");
        assert_eq!(checks.name("full_name", " Ann "), "Ann");
        checks.password("password", "ten signs!");
        assert!(checks.finish().is_ok());
    }
}
