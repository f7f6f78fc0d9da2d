//! What the demo shop knows, and how it must treat what it is asked.

use serde::{Deserialize, Serialize};

/// A text on one matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoArticle {
    /// The name that sources give: `knowledge:SLUG`.
    pub slug: String,
    /// Its heading.
    pub title: String,
    /// Other questions that it answers, as shoppers write.
    #[serde(default)]
    pub wordings: Vec<String>,
    /// The matter it belongs to.
    pub category: String,
    /// ISO 639-1 code.
    pub language: String,
    /// Paragraphs with an empty line between them.
    pub content: String,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoFaq {
    /// The name that sources give: `faq:SLUG`.
    pub slug: String,
    /// As people ask it.
    pub question: String,
    /// Other ways to ask it, as shoppers write.
    #[serde(default)]
    pub wordings: Vec<String>,
    /// As the shop answers it.
    pub answer: String,
    /// The matter it belongs to.
    pub category: String,
    /// ISO 639-1 code.
    pub language: String,
}

/// An answer that wins over everything else the shop knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoCorrection {
    /// The name that sources give: `correction:SLUG`.
    pub slug: String,
    /// As people ask it.
    pub question: String,
    /// What is said, word for word.
    pub answer: String,
    /// Other ways to ask it.
    #[serde(default)]
    pub patterns: Vec<String>,
}

/// A question whose treatment is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoGolden {
    /// What failures are reported by.
    pub name: String,
    /// As a shopper would ask it.
    pub question: String,
    /// Some of `intent`, `contains`, `sources` and `decision` (`send`, `hold`, `handoff`).
    pub expect: serde_json::Value,
}

impl DemoGolden {
    /// The decision that is expected, where one is.
    #[must_use]
    pub fn decision(&self) -> Option<&str> {
        self.expect.get("decision")?.as_str()
    }

    /// The sources that are expected, such as `faq:SLUG`.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.expect
            .get("sources")
            .and_then(serde_json::Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(serde_json::Value::as_str)
    }
}

/// A file of `knowledge/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KnowledgeFile {
    #[serde(default)]
    pub(super) article: Vec<DemoArticle>,
    #[serde(default)]
    pub(super) faq: Vec<DemoFaq>,
}

/// `corrections.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CorrectionFile {
    pub(super) correction: Vec<DemoCorrection>,
}

/// A file of `goldens/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoldenFile {
    pub(super) golden: Vec<DemoGolden>,
}
