//! Vectors from outside, laid over the built-in ones: where both question and passage have one, it is what counts.
//!
//! Passages are found from the moment they are written, by their words and the built-in vectors; those of an embedding
//! from outside come later, perhaps never.

use std::sync::Arc;

use colloquy_vector::{Hnsw, Neighbour, QuantisedVectors, dot, normalise};

use super::{
    document::Passage,
    index::{KnowledgeIndex, embedded_text},
    known_vectors::KnownVectors,
};
use crate::port::embeddings::Embeddings;

/// Candidates held while walking the graph.
const GRAPH_BREADTH: usize = 128;
/// Passages that are compared with each other to learn how near unrelated texts lie.
const SAMPLE: usize = 48;
/// Unrelated texts cannot lie nearer than this, or nothing would be left to tell texts apart by.
const HIGHEST_FLOOR: f32 = 0.9;

/// The vectors of one embedding by the slots of an index.
#[derive(Clone)]
pub(crate) struct Layer {
    embeddings: Arc<dyn Embeddings>,
    texts: QuantisedVectors,
    titles: QuantisedVectors,
    /// Which slots have both.
    has: Vec<bool>,
    /// The cosine of unrelated passages: embeddings differ in it, and what is compared with other figures is what
    /// lies above.
    floor: f32,
    graph: Option<Arc<Hnsw>>,
}

/// A question's own vector of length one, and the layer that it is compared with.
#[derive(Clone, Copy)]
pub(crate) struct Laid<'a> {
    layer: &'a Layer,
    vector: &'a [f32],
}

impl Layer {
    /// Lays vectors over the slots of an index; none when not even one passage has its vectors.
    fn over(
        slots: &[Option<Arc<Passage>>],
        graph_from: usize,
        embeddings: Arc<dyn Embeddings>,
        known: &KnownVectors,
    ) -> Option<Self> {
        let dimensions = known.dimensions();
        let zeros = vec![0.0; dimensions];
        let mut layer = Self {
            embeddings,
            texts: QuantisedVectors::new(dimensions),
            titles: QuantisedVectors::new(dimensions),
            has: Vec::with_capacity(slots.len()),
            floor: 0.0,
            graph: None,
        };
        for slot in slots {
            let found = slot.as_ref().and_then(|passage| {
                let text = known.find(&embedded_text(passage))?;
                Some((text, known.find(&passage.title)?))
            });
            // One that says nothing to the embedding is found by the built-in vectors.
            let found = found.filter(|(text, _)| points(text));
            let (text, title) = found.unwrap_or((&zeros, &zeros));
            let stored = layer.texts.push(&unit(text)).is_ok() && layer.titles.push(&unit(title)).is_ok();
            if !stored {
                return None;
            }
            layer.has.push(found.is_some());
        }
        if !layer.has.iter().any(|has| *has) {
            return None;
        }
        layer.floor = layer.floor();
        if slots.len() >= graph_from {
            layer.link();
        }
        Some(layer)
    }

    fn covered(&self) -> impl Iterator<Item = usize> {
        let slots = self.has.iter().enumerate();
        slots.filter(|(_, has)| **has).map(|(slot, _)| slot)
    }

    /// The cosine that half of all pairs of passages stay below.
    fn floor(&self) -> f32 {
        let covered: Vec<usize> = self.covered().collect();
        let step = covered.len().div_ceil(SAMPLE).max(1);
        let sample: Vec<Vec<f32>> = covered
            .iter()
            .step_by(step)
            .filter_map(|slot| self.texts.get(*slot))
            .map(<[f32]>::to_vec)
            .collect();
        let mut cosines: Vec<f32> = Vec::new();
        for (place, one) in sample.iter().enumerate() {
            cosines.extend(sample.iter().skip(place + 1).map(|other| dot(one, other)));
        }
        cosines.sort_by(f32::total_cmp);
        let middle = cosines.get(cosines.len() / 2).copied().unwrap_or(0.0);
        middle.clamp(0.0, HIGHEST_FLOOR)
    }

    fn link(&mut self) {
        let graph = Hnsw::new(self.texts.dimensions(), self.has.len());
        for slot in self.covered() {
            if let Some(vector) = self.texts.get(slot) {
                graph.insert(slot, vector);
            }
        }
        self.graph = Some(Arc::new(graph));
    }

    /// The layer with a question's vector; none when it cannot be compared.
    pub(crate) fn laid<'a>(&'a self, vector: &'a [f32]) -> Option<Laid<'a>> {
        let is_one = vector.len() == self.texts.dimensions() && points(vector);
        is_one.then_some(Laid { layer: self, vector })
    }
}

impl Laid<'_> {
    /// How near text and title of a passage are, from 0 for what is unrelated to 1; none when it has no vectors.
    pub(crate) fn similarity(&self, slot: usize) -> Option<(f32, f32)> {
        let layer = self.layer;
        let has = layer.has.get(slot).copied().unwrap_or_default();
        let above = |cosine: f32| ((cosine - layer.floor) / (1.0 - layer.floor)).max(0.0);
        has.then(|| {
            (
                above(layer.texts.similarity(slot, self.vector)),
                above(layer.titles.similarity(slot, self.vector)),
            )
        })
    }

    /// The nearest passages.
    pub(crate) fn neighbours(&self, most: usize, keep: &dyn Fn(usize) -> bool) -> Vec<Neighbour> {
        let layer = self.layer;
        let keep = |slot: usize| layer.has.get(slot).copied().unwrap_or_default() && keep(slot);
        match &layer.graph {
            Some(graph) => graph.search(self.vector, most, GRAPH_BREADTH, &keep),
            None => layer.texts.search(self.vector, most, 0..layer.texts.len(), &keep),
        }
    }
}

/// Whether a vector has a direction.
fn points(vector: &[f32]) -> bool {
    vector.iter().any(|one| *one != 0.0)
}

/// A vector of length one in the same direction: only then is a product of two their cosine.
pub(super) fn unit(vector: &[f32]) -> Vec<f32> {
    let mut vector = vector.to_vec();
    normalise(&mut vector);
    vector
}

impl KnowledgeIndex {
    /// Lays the vectors of an embedding over the passages that have them, in place of any that were laid over before.
    /// Answers the texts that have none yet.
    pub fn lay_over(&mut self, embeddings: &Arc<dyn Embeddings>, known: &KnownVectors) -> Vec<String> {
        self.layer = Layer::over(
            &self.slots,
            self.settings.graph_from,
            Arc::clone(embeddings),
            known,
        );
        let mut texts = self.texts();
        texts.retain(|text| known.find(text).is_none());
        texts
    }

    /// Every text that an embedding would be asked for, each once.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for passage in self.slots.iter().flatten() {
            texts.push(embedded_text(passage));
            texts.push(passage.title.clone());
        }
        texts.sort_unstable();
        texts.dedup();
        texts
    }

    /// The embedding whose vectors are laid over the built-in ones; none where there are none.
    #[must_use]
    pub fn embeddings(&self) -> Option<&Arc<dyn Embeddings>> {
        self.layer.as_ref().map(|layer| &layer.embeddings)
    }
}

#[cfg(test)]
mod tests;
