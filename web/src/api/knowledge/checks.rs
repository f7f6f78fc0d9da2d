//! What titles, texts, languages and statuses have to be.

use crate::problem::{FieldProblem, Problem};

/// Characters of a title or question at most.
const LONGEST_TITLE: usize = 500;
/// Characters of a content or answer at most.
const LONGEST_TEXT: usize = 100_000;
/// Characters of a category at most.
const LONGEST_CATEGORY: usize = 80;
/// The languages that are answered.
const LANGUAGES: [&str; 5] = ["en", "nl", "de", "fr", "it"];
/// What a row may be; only published ones are used.
const STATUSES: [&str; 3] = ["draft", "approved", "published"];

/// Gathers what is wrong with the fields of a body, and cleans the others.
#[derive(Debug, Default)]
pub(super) struct Checks(Vec<FieldProblem>);

impl Checks {
    /// A title or a question.
    pub(super) fn title(&mut self, field: &str, text: &str) -> String {
        self.text_of(field, text, LONGEST_TITLE)
    }

    /// A content or an answer.
    pub(super) fn text(&mut self, field: &str, text: &str) -> String {
        self.text_of(field, text, LONGEST_TEXT)
    }

    /// A category; `general` when nothing is said.
    pub(super) fn category(&mut self, text: Option<&str>) -> String {
        let category = text
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .unwrap_or("general");
        if category.chars().count() > LONGEST_CATEGORY {
            self.add(
                "category",
                "too_long",
                format!("must have at most {LONGEST_CATEGORY} characters"),
            );
        }
        category.to_owned()
    }

    /// A language; English when nothing is said.
    pub(super) fn language(&mut self, code: Option<&str>) -> String {
        self.one_of("language", code, "en", &LANGUAGES)
    }

    /// A status; `published` when nothing is said.
    pub(super) fn status(&mut self, name: Option<&str>) -> String {
        self.one_of("status", name, "published", &STATUSES)
    }

    /// Notes a problem.
    pub(super) fn add(&mut self, field: &str, code: &str, message: impl Into<String>) {
        self.0.push(FieldProblem {
            field: field.to_owned(),
            message: message.into(),
            code: code.to_owned(),
        });
    }

    /// Whether all was well.
    pub(super) fn finish(self) -> Result<(), Problem> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Problem::invalid_fields(self.0))
        }
    }

    fn text_of(&mut self, field: &str, text: &str, longest: usize) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.add(field, "required", "must not be empty");
        } else if text.chars().count() > longest {
            self.add(
                field,
                "too_long",
                format!("must have at most {longest} characters"),
            );
        }
        text.to_owned()
    }

    fn one_of(&mut self, field: &str, given: Option<&str>, usual: &str, known: &[&str]) -> String {
        let given = given.unwrap_or(usual);
        if !known.contains(&given) {
            self.add(field, "unknown", format!("must be one of {}", known.join(", ")));
        }
        given.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_gets_its_usual_value() {
        let mut checks = Checks::default();
        assert_eq!(checks.category(None), "general");
        assert_eq!(checks.language(None), "en");
        assert_eq!(checks.status(None), "published");
        assert_eq!(checks.title("title", "  Returns "), "Returns");
        assert!(checks.finish().is_ok());
    }

    #[test]
    fn every_bad_field_is_named() {
        let mut checks = Checks::default();
        checks.title("title", " ");
        checks.text("content", &"x".repeat(100_001));
        checks.language(Some("tlh"));
        checks.status(Some("gone"));
        let problem = checks.finish().expect_err("four are bad");
        let fields: Vec<&str> = problem.errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["title", "content", "language", "status"]);
    }
}
