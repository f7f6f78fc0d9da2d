//! Finding what the shop knows: passages, corrections and goldens.
use serde::{Deserialize, Serialize};
/// Where a document comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// An article.
    Knowledge,
    /// An FAQ entry.
    Faq,
    /// A product.
    Catalogue,
    /// The business profile.
    Profile,
    /// An order.
    Order,
    /// An override.
    Correction,
}
/// Stand-in until the module is merged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {}
/// Stand-in until the module is merged.
#[derive(Clone, Debug, Default)]
pub struct KnowledgeIndex {}
/// Stand-in until the module is merged.
#[derive(Clone, Debug, Default)]
pub struct Corrections {}
