//! Questions whose outcome must not change, and how an outcome departs from what was expected.

use serde::{Deserialize, Serialize};

/// A question with what must come of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Golden {
    /// The name it is reported under.
    pub name: String,
    /// What the shopper writes.
    pub question: String,
    /// What must come of it.
    #[serde(default)]
    pub expect: Expectation,
}

/// What is expected; what is left out is not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Expectation {
    /// The intent understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    /// Texts that the answer holds, in any case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<String>,
    /// References that the answer names as its sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// What the gate decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

/// What came of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldenOutcome {
    /// The intent understood.
    pub intent: Option<String>,
    /// The answer.
    pub answer: String,
    /// The references it names.
    pub sources: Vec<String>,
    /// What the gate decided.
    pub decision: Option<String>,
}

/// One departure from what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldenFailure {
    /// The field of the expectation.
    pub field: String,
    /// What it asks for.
    pub expected: String,
    /// What came instead.
    pub got: String,
}

impl Expectation {
    /// Every departure of an outcome from this expectation; none when it holds.
    #[must_use]
    pub fn failures(&self, got: &GoldenOutcome) -> Vec<GoldenFailure> {
        let mut failures = Vec::new();
        let mut fail = |field: &str, expected: &str, got: &str| {
            failures.push(GoldenFailure {
                field: field.into(),
                expected: expected.into(),
                got: got.into(),
            });
        };
        if let Some(intent) = &self.intent
            && got.intent.as_ref() != Some(intent)
        {
            fail("intent", intent, got.intent.as_deref().unwrap_or("none"));
        }
        let answer = comparable(&got.answer);
        for wanted in &self.contains {
            if !answer.contains(&comparable(wanted)) {
                fail("contains", wanted, &got.answer);
            }
        }
        for wanted in &self.sources {
            if !got.sources.contains(wanted) {
                let named = if got.sources.is_empty() {
                    "none".to_owned()
                } else {
                    got.sources.join(", ")
                };
                fail("sources", wanted, &named);
            }
        }
        if let Some(decision) = &self.decision
            && got.decision.as_ref() != Some(decision)
        {
            fail("decision", decision, got.decision.as_deref().unwrap_or("none"));
        }
        failures
    }
}

/// A text as it is compared: a line break or a capital is no reason to stop a release.
fn comparable(text: &str) -> String {
    super::text::fold(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome() -> GoldenOutcome {
        GoldenOutcome {
            intent: Some("faq".into()),
            answer: "You have **30 days**\nto send it back.".into(),
            sources: vec!["knowledge:returns".into()],
            decision: Some("send".into()),
        }
    }

    #[test]
    fn an_outcome_as_expected_has_no_failures() {
        let expect = Expectation {
            intent: Some("faq".into()),
            contains: vec!["30 DAYS** to send".into()],
            sources: vec!["knowledge:returns".into()],
            decision: Some("send".into()),
        };
        assert!(expect.failures(&outcome()).is_empty());
        assert!(
            Expectation::default()
                .failures(&GoldenOutcome::default())
                .is_empty()
        );
    }

    #[test]
    fn each_departure_names_what_was_expected_and_what_came() {
        let expect = Expectation {
            intent: Some("track_order".into()),
            contains: vec!["60 days".into()],
            sources: vec!["faq:returns".into()],
            decision: Some("hold".into()),
        };
        let failures = expect.failures(&outcome());
        assert_eq!(
            failures
                .iter()
                .map(|failure| failure.field.as_str())
                .collect::<Vec<_>>(),
            ["intent", "contains", "sources", "decision"]
        );
        assert_eq!(
            (failures[3].expected.as_str(), failures[3].got.as_str()),
            ("hold", "send")
        );
    }

    #[test]
    fn an_unknown_expectation_is_refused_rather_than_ignored() {
        let text = r#"{"name":"a","question":"b","expect":{"contain":["c"]}}"#;
        assert!(serde_json::from_str::<Golden>(text).is_err());
    }
}
