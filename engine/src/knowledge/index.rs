//! The searchable knowledge of one business.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use colloquy_vector::{Hnsw, QuantisedVectors};
use serde::{Deserialize, Serialize};

use super::{
    chunk::{ChunkSettings, chunk},
    document::{Document, Passage, SourceKind},
    embed::{Embedder, HashedEmbedder},
    layer::Layer,
    lexical::LexicalIndex,
    persist::IndexError,
};
use crate::language::Language;

/// How an index is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IndexSettings {
    /// How documents are cut.
    pub chunk: ChunkSettings,
    /// From this many passages on, neighbours are found by a graph instead of a scan.
    pub graph_from: usize,
}

impl Default for IndexSettings {
    fn default() -> Self {
        Self {
            chunk: ChunkSettings::default(),
            graph_from: 10_000,
        }
    }
}

/// What is searched for.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The shopper's words.
    pub text: String,
    /// The language they are taken to be in.
    pub language: Language,
    /// The most hits wanted.
    pub limit: usize,
    /// The kinds of source to search; all of them when `None`.
    pub kinds: Option<Vec<SourceKind>>,
    /// The question's vector by the embedding that is laid over the passages; the built-in one counts without it.
    pub vector: Option<Arc<[f32]>>,
}

impl Query {
    /// A search for the five best passages of any kind.
    #[must_use]
    pub fn new(text: impl Into<String>, language: Language) -> Self {
        Self {
            text: text.into(),
            language,
            limit: 5,
            kinds: None,
            vector: None,
        }
    }
}

/// A passage found, with how strong it is as evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// The passage.
    pub passage: Arc<Passage>,
    /// How far it covers what was asked, 0 to 1: above 0.65 it may be sent as an answer.
    pub score: f32,
    /// Its term score as a share of the best one for this question.
    pub lexical: f32,
    /// The cosine of its vector with the question's.
    pub vector: f32,
}

/// The vectors of passage and title by [`vector_key`]; sorted, so that they are written down the same way each time.
pub(crate) type StoredVectors = BTreeMap<String, VectorPair>;

/// The vector of a passage and the one of its title.
pub(crate) type VectorPair = (Vec<f32>, Vec<f32>);

/// The passages of one document.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfDocument {
    pub slots: Vec<usize>,
    /// The terms that any of them holds, sorted.
    pub terms: Vec<u32>,
}

/// Where vectors come from.
#[derive(Clone)]
pub(crate) enum VectorSource {
    Hashed(HashedEmbedder),
    Given(Arc<dyn Embedder>),
}

impl VectorSource {
    pub fn embedder(&self) -> &dyn Embedder {
        match self {
            Self::Hashed(hashed) => hashed,
            Self::Given(given) => given.as_ref(),
        }
    }
}

/// All passages of one business, found by words and by vectors together.
///
/// A clone is independent of the original, so that a changed index can be made beside the one in use and swapped in.
#[derive(Clone)]
pub struct KnowledgeIndex {
    pub(crate) settings: IndexSettings,
    pub(crate) source: VectorSource,
    pub(crate) documents: BTreeMap<String, Document>,
    pub(crate) slots: Vec<Option<Arc<Passage>>>,
    pub(crate) by_document: HashMap<String, OfDocument>,
    pub(crate) lexical: LexicalIndex,
    pub(crate) vectors: QuantisedVectors,
    /// The vectors of the titles alone: the text of a long passage drowns them.
    pub(crate) titles: QuantisedVectors,
    /// The graph over the first `graph_slots` slots; later ones are scanned until the next rebuild.
    pub(crate) graph: Option<Arc<Hnsw>>,
    pub(crate) graph_slots: usize,
    /// Vectors of an embedding from outside, over the slots that there were when it was laid.
    pub(crate) layer: Option<Layer>,
}

impl KnowledgeIndex {
    /// An index over documents with the built-in vectors. Of documents with one reference the last one counts.
    #[must_use]
    pub fn build(documents: impl IntoIterator<Item = Document>, settings: IndexSettings) -> Self {
        let documents = by_reference(documents);
        let texts: Vec<(String, Language)> = documents
            .values()
            .flat_map(|document| chunk(document, &settings.chunk))
            .map(|passage| (embedded_text(&passage), passage.language))
            .collect();
        let hashed = HashedEmbedder::fit(texts.iter().map(|(text, language)| (text.as_str(), *language)));
        // The built-in embedder gives vectors of one size without infinities, so storing them cannot fail.
        Self::filled(
            documents,
            settings,
            VectorSource::Hashed(hashed),
            &StoredVectors::new(),
        )
    }

    /// An index whose vectors come from `embedder`. A passage whose vector cannot be stored is found by its words.
    #[must_use]
    pub fn build_with(
        documents: impl IntoIterator<Item = Document>,
        settings: IndexSettings,
        embedder: Arc<dyn Embedder>,
    ) -> Self {
        Self::filled(
            by_reference(documents),
            settings,
            VectorSource::Given(embedder),
            &StoredVectors::new(),
        )
    }

    pub(crate) fn filled(
        documents: BTreeMap<String, Document>,
        settings: IndexSettings,
        source: VectorSource,
        stored: &StoredVectors,
    ) -> Self {
        let dimensions = source.embedder().dimensions();
        let mut index = Self {
            settings,
            source,
            documents: BTreeMap::new(),
            slots: Vec::new(),
            by_document: HashMap::new(),
            lexical: LexicalIndex::default(),
            vectors: QuantisedVectors::new(dimensions),
            titles: QuantisedVectors::new(dimensions),
            graph: None,
            graph_slots: 0,
            layer: None,
        };
        for (_, document) in documents {
            index.add(document, stored);
        }
        index.lexical.settle();
        if index.slots.len() >= settings.graph_from {
            index.link();
        }
        index
    }

    /// Adds a document or takes the place of the one with its reference. Found by the next search.
    ///
    /// How rare words are is taken from the documents of the last build; [`Self::rebuilt`] brings it up to date.
    pub fn upsert(&mut self, document: Document) {
        let slots = self
            .by_document
            .get(&document.reference)
            .map(|of_document| of_document.slots.clone())
            .unwrap_or_default();
        let stored = slots
            .into_iter()
            .filter_map(|slot| self.stored_vector(slot))
            .collect();
        self.take_out(&document.reference);
        self.add(document, &stored);
        self.lexical.settle();
    }

    /// Takes a document out; `false` when there is none of that reference.
    pub fn remove(&mut self, reference: &str) -> bool {
        let removed = self.take_out(reference);
        self.lexical.settle();
        removed
    }

    /// Whether so much has come or gone since the last build that a new one pays.
    #[must_use]
    pub fn needs_rebuild(&self) -> bool {
        let dead = self.slots.iter().filter(|slot| slot.is_none()).count();
        let unlinked = if self.graph.is_some() {
            self.slots.len() - self.graph_slots
        } else {
            0
        };
        let grown_past_scanning = self.graph.is_none() && self.slots.len() >= self.settings.graph_from;
        grown_past_scanning || (dead + unlinked) * 4 > self.slots.len().max(64)
    }

    /// The same documents in a fresh index, to be swapped in for this one. Vectors from outside have to be laid over anew.
    #[must_use]
    pub fn rebuilt(&self) -> Self {
        let documents = self.documents.values().cloned();
        match &self.source {
            VectorSource::Hashed(_) => Self::build(documents, self.settings),
            VectorSource::Given(embedder) => Self::filled(
                by_reference(documents),
                self.settings,
                VectorSource::Given(Arc::clone(embedder)),
                &self.stored_vectors(),
            ),
        }
    }

    /// How many passages can be found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.iter().flatten().count()
    }

    /// Whether there is nothing to find.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The document of a reference.
    #[must_use]
    pub fn document(&self, reference: &str) -> Option<&Document> {
        self.documents.get(reference)
    }

    /// All documents, by reference.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.values()
    }

    /// The passages of a document, in order.
    pub fn passages_of(&self, reference: &str) -> impl Iterator<Item = &Arc<Passage>> {
        let slots = self
            .by_document
            .get(reference)
            .map(|of_document| of_document.slots.as_slice())
            .unwrap_or_default();
        slots.iter().filter_map(|slot| self.slots.get(*slot)?.as_ref())
    }

    /// The index as bytes, to be loaded by [`Self::from_bytes`].
    ///
    /// # Errors
    /// When the encoder fails, which it does only for want of memory.
    pub fn to_bytes(&self) -> Result<Vec<u8>, IndexError> {
        super::persist::encode(self)
    }

    /// An index with the built-in vectors from its bytes.
    ///
    /// # Errors
    /// When the bytes are cut short, altered, of another version, or hold vectors of another embedder.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, IndexError> {
        super::persist::decode(bytes, None)
    }

    /// An index from its bytes whose vectors came from `embedder`.
    ///
    /// # Errors
    /// As [`Self::from_bytes`].
    pub fn from_bytes_with(bytes: &[u8], embedder: Arc<dyn Embedder>) -> Result<Self, IndexError> {
        super::persist::decode(bytes, Some(embedder))
    }

    /// The vectors of all passages.
    pub(crate) fn stored_vectors(&self) -> StoredVectors {
        (0..self.slots.len())
            .filter_map(|slot| self.stored_vector(slot))
            .collect()
    }

    fn stored_vector(&self, slot: usize) -> Option<(String, VectorPair)> {
        let passage = self.slots.get(slot)?.as_ref()?;
        let (text, title) = (self.vectors.get(slot)?, self.titles.get(slot)?);
        Some((vector_key(passage), (text.to_vec(), title.to_vec())))
    }

    fn add(&mut self, document: Document, stored: &StoredVectors) {
        let mut slots = Vec::new();
        for passage in chunk(&document, &self.settings.chunk) {
            let (text, title) = stored.get(&vector_key(&passage)).cloned().unwrap_or_else(|| {
                let embedder = self.source.embedder();
                let text = embedder.embed(&embedded_text(&passage), passage.language);
                (text, embedder.embed(&passage.title, passage.language))
            });
            push_or_zeros(&mut self.vectors, &text);
            push_or_zeros(&mut self.titles, &title);
            self.lexical.push(&passage);
            slots.push(self.slots.len());
            self.slots.push(Some(Arc::new(passage)));
        }
        let passages = slots.iter().filter_map(|slot| self.lexical.passage(*slot));
        let mut terms: Vec<u32> = passages.flat_map(|passage| passage.all.iter().copied()).collect();
        terms.sort_unstable();
        terms.dedup();
        let of_document = OfDocument { slots, terms };
        self.by_document.insert(document.reference.clone(), of_document);
        self.documents.insert(document.reference.clone(), document);
    }

    fn take_out(&mut self, reference: &str) -> bool {
        for slot in self.by_document.remove(reference).unwrap_or_default().slots {
            self.lexical.remove(slot);
            if let Some(place) = self.slots.get_mut(slot) {
                *place = None;
            }
        }
        self.documents.remove(reference).is_some()
    }

    fn link(&mut self) {
        let graph = Hnsw::new(self.vectors.dimensions(), self.slots.len());
        for slot in 0..self.slots.len() {
            if let Some(vector) = self.vectors.get(slot) {
                graph.insert(slot, vector);
            }
        }
        self.graph = Some(Arc::new(graph));
        self.graph_slots = self.slots.len();
    }
}

impl std::fmt::Debug for KnowledgeIndex {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("KnowledgeIndex")
            .field("documents", &self.documents.len())
            .field("passages", &self.len())
            .field("embedder", &self.source.embedder().name())
            .field("graph", &self.graph)
            .finish_non_exhaustive()
    }
}

fn by_reference(documents: impl IntoIterator<Item = Document>) -> BTreeMap<String, Document> {
    documents
        .into_iter()
        .map(|document| (document.reference.clone(), document))
        .collect()
}

/// Stores a vector; one that cannot be stored becomes zeros, near to nothing, so that slots stay in step.
fn push_or_zeros(vectors: &mut QuantisedVectors, vector: &[f32]) {
    if vectors.push(vector).is_err() {
        let zeros = vec![0.0; vectors.dimensions()];
        // Zeros of the right size are always stored.
        let _ = vectors.push(&zeros);
    }
}

/// What a passage is embedded as: its title names the matter, so that it opens the text.
pub(super) fn embedded_text(passage: &Passage) -> String {
    format!("{}\n{}", passage.title, passage.text)
}

/// Under what a vector is kept for the next load: equal texts in one language have equal vectors.
pub(crate) fn vector_key(passage: &Passage) -> String {
    format!("{}:{}", passage.language.code(), passage.content_hash)
}

#[cfg(test)]
mod tests;
