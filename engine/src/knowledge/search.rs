//! Searching an index: candidates by words and by vectors, ordered by how far they cover the question.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use colloquy_vector::{Neighbour, normalise};

use super::{
    coverage::Asked,
    document::Passage,
    evidence::Meeting,
    index::{Hit, KnowledgeIndex, Query},
    kind::Kinds,
    layer::{Laid, unit},
    question::{denies, readings},
};

/// How many candidates each of words and vectors puts forward.
const CANDIDATES: usize = 40;
/// Candidates held while walking the graph.
const GRAPH_BREADTH: usize = 128;
/// What a passage in another language than the question's counts for: its own language comes first.
const OTHER_LANGUAGE: f32 = 0.95;
/// What it is ordered by beside that: an answer that has to be read in another language is the last resort.
const OTHER_LANGUAGE_RANKS: f32 = 0.8;
/// What a passage counts for that tells what is not so, when nothing of the kind was asked.
const DENIES_UNASKED: f32 = 0.9;

/// What a reading is ordered by that leaves nearly all of the message aside.
const PART_RANKS: f32 = 0.75;

/// A candidate as the best reading of the question sees it.
struct Found {
    slot: usize,
    /// How the reading meets it that meets it best.
    meeting: Meeting,
    /// How far that reading is trusted.
    trust: f32,
    /// What it is ordered by; a reading that leaves much of the message aside counts for less there.
    rank: f32,
    /// What its lead is measured in, on the same terms.
    standing: f32,
}

impl KnowledgeIndex {
    /// The passages that best answer a question, best first. A text that asks nothing finds nothing.
    #[must_use]
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        let readings = self.readings(query);
        let keep = |slot: usize| self.kept(slot, query).is_some();
        let Some((whole, _)) = readings.first() else {
            return Vec::new();
        };
        let mut vector = self.source.embedder().embed(&query.text, query.language);
        let has_direction = normalise(&mut vector);
        let mut near = if has_direction {
            self.neighbours(&vector, &keep)
        } else {
            Vec::new()
        };
        let outside = query.vector.as_deref().map(unit);
        let laid = self.layer.as_ref().zip(outside.as_deref());
        let laid = laid.and_then(|(layer, vector)| layer.laid(vector));
        if let Some(laid) = laid {
            near.extend(laid.neighbours(CANDIDATES, &keep));
        }
        let mut found: Vec<Found> = Vec::new();
        let (is_denied, kinds) = (denies(&query.text), Kinds::of(&query.text));
        for (asked, trust) in &readings {
            let lexical = self.lexical.scores(&asked.weighted_terms());
            let highest = lexical.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
            let mut candidates = leading_slots(&lexical, &keep);
            candidates.extend(near.iter().map(|near| near.slot));
            for slot in candidates {
                let Some(passage) = self.kept(slot, query) else {
                    continue;
                };
                let word_share = lexical.get(slot).copied().unwrap_or_default() / highest;
                let Some(mut meeting) = self.meeting(asked, (slot, passage), (&vector, laid), word_share)
                else {
                    continue;
                };
                let (mut trust, mut order) = (*trust, 1.0);
                let terms = self.lexical.passage(slot);
                meeting.kind = terms.map_or(0.0, |terms| kinds.agreement(terms.kinds));
                if passage.language != query.language {
                    trust *= OTHER_LANGUAGE;
                    order = OTHER_LANGUAGE_RANKS;
                }
                if !is_denied && terms.is_some_and(|terms| terms.denies) {
                    trust *= DENIES_UNASKED;
                }
                let met = meeting.rank() * trust;
                let part = order * (PART_RANKS + (1.0 - PART_RANKS) * asked.share_of(whole));
                let (rank, standing) = (met * part, meeting.standing() * trust * part);
                match found.iter_mut().find(|known| known.slot == slot) {
                    Some(known) => {
                        if known.meeting.rank() * known.trust < met {
                            (known.meeting, known.trust) = (meeting, trust);
                        }
                        known.rank = known.rank.max(rank);
                        known.standing = known.standing.max(standing);
                    }
                    None => found.push(Found {
                        slot,
                        meeting,
                        trust,
                        rank,
                        standing,
                    }),
                }
            }
        }
        found.sort_by(|left, right| right.rank.total_cmp(&left.rank).then(left.slot.cmp(&right.slot)));
        // A text that stands under several wordings is shown under the one that it was met by.
        let mut told: HashSet<(&str, &str)> = HashSet::new();
        found.retain(|found| {
            let passage = self.slots.get(found.slot).and_then(Option::as_ref);
            passage.is_some_and(|passage| told.insert((&passage.document, &passage.text)))
        });
        self.hits(&found, query.limit)
    }

    /// The best of what was found, with scores.
    fn hits(&self, found: &[Found], limit: usize) -> Vec<Hit> {
        let passages: Vec<&Arc<Passage>> = found
            .iter()
            .filter_map(|found| self.slots.get(found.slot)?.as_ref())
            .collect();
        let Some((best, first)) = found.first().zip(passages.first()) else {
            return Vec::new();
        };
        let next = found
            .iter()
            .zip(&passages)
            // The same matter told in another language is no rival.
            .find(|(_, passage)| passage.document != first.document && passage.language == first.language);
        let lead = next.map_or(1.0, |(next, _)| {
            1.0 - next.standing / best.standing.max(f32::MIN_POSITIVE)
        });
        let mut ceiling = 1.0_f32;
        found
            .iter()
            .zip(&passages)
            .take(limit)
            .map(|(found, passage)| {
                let lead = if passage.document == first.document {
                    lead
                } else {
                    0.0
                };
                // A hit below another is not the stronger evidence, whatever its own figures say.
                ceiling = ceiling.min(found.meeting.strength(lead) * found.trust);
                let (lexical, vector) = (found.meeting.lexical, found.meeting.vector);
                Hit {
                    passage: Arc::clone(passage),
                    score: ceiling,
                    lexical,
                    vector,
                }
            })
            .collect()
    }

    fn meeting(
        &self,
        asked: &Asked,
        (slot, passage): (usize, &Passage),
        (vector, laid): (&[f32], Option<Laid<'_>>),
        lexical: f32,
    ) -> Option<Meeting> {
        let terms = self.lexical.passage(slot)?;
        let of_document = self
            .by_document
            .get(&passage.document)
            .map(|of_document| of_document.terms.as_slice())
            .unwrap_or_default();
        let (near, title) = laid.and_then(|laid| laid.similarity(slot)).unwrap_or_else(|| {
            (
                self.vectors.similarity(slot, vector),
                self.titles.similarity(slot, vector),
            )
        });
        Some(Meeting {
            coverage: asked.coverage(terms, of_document, &self.lexical),
            kind: 0.0,
            vector: near,
            title,
            lexical,
        })
    }

    /// What the question may be asking, with how far each reading is trusted.
    fn readings(&self, query: &Query) -> Vec<(Asked, f32)> {
        let readings = readings(&query.text).into_iter();
        let mut readings: Vec<(Asked, f32)> = readings
            .map(|(text, trust)| (Asked::new(&text, query.language, &self.lexical), trust))
            .collect();
        readings.retain(|(asked, _)| !asked.is_empty());
        readings
    }

    fn kept(&self, slot: usize, query: &Query) -> Option<&Arc<Passage>> {
        let passage = self.slots.get(slot)?.as_ref()?;
        let wanted = query
            .kinds
            .as_ref()
            .is_none_or(|kinds| kinds.contains(&passage.kind));
        wanted.then_some(passage)
    }

    fn neighbours(&self, vector: &[f32], keep: &dyn Fn(usize) -> bool) -> Vec<Neighbour> {
        let Some(graph) = &self.graph else {
            return self.vectors.search(vector, CANDIDATES, 0..self.slots.len(), keep);
        };
        let mut found = graph.search(vector, CANDIDATES, GRAPH_BREADTH, keep);
        found.extend(
            self.vectors
                .search(vector, CANDIDATES, self.graph_slots..self.slots.len(), keep),
        );
        found
    }
}

/// The slots with the highest term scores, in order of slot.
fn leading_slots(scores: &[f32], keep: &dyn Fn(usize) -> bool) -> BTreeSet<usize> {
    let mut scored: Vec<(usize, f32)> = scores
        .iter()
        .copied()
        .enumerate()
        .filter(|(slot, score)| *score > 0.0 && keep(*slot))
        .collect();
    let best_first =
        |left: &(usize, f32), right: &(usize, f32)| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0));
    if scored.len() > CANDIDATES {
        // Which ones lead matters, not in which order.
        scored.select_nth_unstable_by(CANDIDATES, best_first);
    }
    scored
        .into_iter()
        .take(CANDIDATES)
        .map(|(slot, _)| slot)
        .collect()
}
