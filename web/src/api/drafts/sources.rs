//! What a draft rests on, in the three words that callers of `/assistants/draft` know.

use colloquy_engine::{knowledge::SourceKind, turn::Source};
use serde::Serialize;
use utoipa::ToSchema;

/// One thing a draft rests on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(super) struct DraftSource {
    /// `chroma` for what the shop has written, `shopify` for what it sells, `correction` for what an editor corrected.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    kind: &'static str,
    /// The row, such as `knowledge:return-policy`.
    reference: String,
    /// As shown to people.
    title: String,
    /// How well it fits, from 0 to 1.
    score: f32,
}

impl From<Source> for DraftSource {
    fn from(source: Source) -> Self {
        Self {
            kind: match source.kind {
                SourceKind::Correction => "correction",
                SourceKind::Catalogue | SourceKind::Order => "shopify",
                SourceKind::Knowledge | SourceKind::Faq | SourceKind::Profile => "chroma",
            },
            reference: source.reference,
            title: source.title,
            score: source.score,
        }
    }
}
