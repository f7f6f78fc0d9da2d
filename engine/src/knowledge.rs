//! Finding what the shop knows: passages, corrections and goldens.
//!
//! A business has one [`KnowledgeIndex`]. Its documents are cut into passages, each found
//! by its words and by its vector; the score of a hit says how far the passage covers what was asked, so
//! that a question which nothing answers can be told from one that something does. Everything is computed
//! from the documents alone: the same documents give the same scores on every machine.

mod chunk;
mod concepts;
mod corrections;
mod coverage;
mod document;
mod embed;
mod evidence;
mod extract;
mod figures;
mod golden;
mod grounding;
mod index;
mod kind;
mod known_vectors;
mod layer;
mod lexical;
mod names;
mod persist;
mod question;
mod search;
mod sentence;
mod spoken;
pub mod stage;
mod stopwords;
mod text;
mod touching;
mod typo;

pub use chunk::{ChunkSettings, chunk};
pub use corrections::{Correction, CorrectionHit, Corrections};
pub use document::{Document, Passage, PassageId, SourceKind};
pub use embed::{Embedder, HashedEmbedder};
pub use extract::{Extract, extract};
pub use golden::{Expectation, Golden, GoldenFailure, GoldenOutcome};
pub use grounding::{Grounding, check, check_strictly};
pub use index::{Hit, IndexSettings, KnowledgeIndex, Query};
pub use known_vectors::KnownVectors;
pub use persist::IndexError;
pub(crate) use question::is_question;
pub use sentence::sentences;
pub(crate) use sentence::split_line;
pub use stage::Evidence;
pub use text::{fold, stem, words};
pub use touching::touches;
