//! What the shop knows, as it is written and as it is searched.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::spoken::ReadOnce;
use crate::language::Language;

/// Where a piece of knowledge comes from; an answer names it with each of its sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// An article of the knowledge base.
    Knowledge,
    /// A question with its answer.
    Faq,
    /// A product of the catalogue.
    Catalogue,
    /// What the business says about itself: address, hours, contact.
    Profile,
    /// A shopper's own order.
    Order,
    /// An operator's correction, which wins over every other source.
    Correction,
}

impl SourceKind {
    /// The word that references and answers use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Knowledge => "knowledge",
            Self::Faq => "faq",
            Self::Catalogue => "catalogue",
            Self::Profile => "profile",
            Self::Order => "order",
            Self::Correction => "correction",
        }
    }
}

/// One article, question or product as it is indexed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Where it comes from.
    pub kind: SourceKind,
    /// The name that stays the same when the text changes, such as `knowledge:return-policy`.
    pub reference: String,
    /// The title of an article, the question of an FAQ entry, the name of a product.
    pub title: String,
    /// The content of an article, the answer of an FAQ entry, the description of a product.
    pub text: String,
    /// The language it is written in.
    pub language: Language,
}

/// The name of a passage: its document and its place in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PassageId(pub String);

impl PassageId {
    /// The name of the passage at a place of a document.
    #[must_use]
    pub fn new(reference: &str, position: u32) -> Self {
        Self(format!("{reference}#{position}"))
    }
}

impl fmt::Display for PassageId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A part of a document, small enough to be the evidence of one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Its name.
    pub id: PassageId,
    /// Where its document comes from.
    pub kind: SourceKind,
    /// The reference of its document.
    pub document: String,
    /// The title of its document.
    pub title: String,
    /// Its own text.
    pub text: String,
    /// The language of its document.
    pub language: Language,
    /// Its place in the document, from 0.
    pub position: u32,
    /// A digest of title and text: the same hash needs no new vector.
    pub content_hash: String,
    /// What it speaks of, once it was read.
    #[serde(skip)]
    pub(crate) spoken: ReadOnce,
}

impl Passage {
    /// A part of a document at a place in it.
    #[must_use]
    pub fn new(document: &Document, position: u32, text: String) -> Self {
        let mut digest = Sha256::new();
        digest.update(document.title.as_bytes());
        digest.update([0]);
        digest.update(text.as_bytes());
        let content_hash = digest
            .finalize()
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            id: PassageId::new(&document.reference, position),
            kind: document.kind,
            document: document.reference.clone(),
            title: document.title.clone(),
            text,
            language: document.language,
            position,
            content_hash,
            spoken: ReadOnce::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(title: &str, text: &str) -> Document {
        Document {
            kind: SourceKind::Faq,
            reference: "faq:returns".into(),
            title: title.into(),
            text: text.into(),
            language: Language::En,
        }
    }

    #[test]
    fn content_hash_changes_with_the_title_and_with_the_text() {
        let hash =
            |title: &str, text: &str| Passage::new(&document(title, text), 0, text.into()).content_hash;
        assert_eq!(hash("a", "b"), hash("a", "b"));
        assert_ne!(hash("a", "b"), hash("ab", ""));
        assert_ne!(hash("a", "b"), hash("a", "c"));
    }

    #[test]
    fn kind_is_written_as_answers_name_it() {
        for kind in [SourceKind::Knowledge, SourceKind::Faq, SourceKind::Correction] {
            assert_eq!(
                serde_json::to_string(&kind).unwrap(),
                format!("\"{}\"", kind.as_str())
            );
        }
    }
}
