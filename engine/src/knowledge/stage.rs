//! The retriever's stage of the line.

use serde::{Deserialize, Serialize};

use crate::turn::{Source, Turn};

use super::{CorrectionHit, Extract, Hit, Query, SourceKind, extract};

/// Passages that are looked at for one turn.
const PASSAGES: usize = 8;

/// What the shop knows about a turn's text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The passages that fit best, best first: ids and hashes only, joined with their texts on reading.
    pub passages: Vec<EvidencePassage>,
    /// The override that applies.
    pub correction: Option<AppliedCorrection>,
    /// The answer in the passages' own words.
    pub extract: Option<Extract>,
}

/// One passage that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EvidencePassage {
    /// The passage.
    pub id: String,
    /// Where it comes from.
    pub kind: SourceKind,
    /// Its document.
    pub reference: String,
    /// As shown to people.
    pub title: String,
    /// How well it fits, from 0 to 1.
    pub score: f32,
    /// What it said when it was found.
    pub content_hash: String,
}

/// An override that won.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AppliedCorrection {
    /// The row.
    pub reference: String,
    /// Its question, shown as the source's title.
    pub title: String,
    /// What is said.
    pub answer: String,
    /// How well the question fits.
    pub score: f32,
}

impl Evidence {
    /// How strongly articles and FAQ entries answer the question, from 0 to 1; products do not count.
    #[must_use]
    pub fn knowledge_support(&self) -> f32 {
        let Some(extract) = &self.extract else { return 0.0 };
        let from_knowledge = self
            .passages
            .iter()
            .filter(|passage| {
                matches!(
                    passage.kind,
                    SourceKind::Knowledge | SourceKind::Faq | SourceKind::Profile
                )
            })
            .find(|passage| extract.sources.contains(&passage.reference));
        from_knowledge.map_or(0.0, |passage| passage.score.min(extract.support))
    }

    /// The sources with these references, best first, each once.
    #[must_use]
    pub fn sources(&self, references: &[String]) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        for passage in &self.passages {
            let is_new = sources.iter().all(|source| source.reference != passage.reference);
            if references.contains(&passage.reference) && is_new {
                sources.push(Source {
                    kind: passage.kind,
                    reference: passage.reference.clone(),
                    title: passage.title.clone(),
                    score: passage.score,
                });
            }
        }
        sources
    }
}

/// Makes the turn's [`Evidence`]. Tasks need none, but a correction wins over everything.
pub fn retrieve(turn: &mut Turn) {
    let text = turn.text();
    let shop = &turn.context.shop;
    let mut evidence = Evidence {
        correction: shop.corrections.find(&text).map(applied),
        ..Evidence::default()
    };
    let wants_knowledge = turn
        .understanding
        .as_ref()
        .is_none_or(|understanding| !understanding.is_certain_task());
    if evidence.correction.is_none() && wants_knowledge {
        let mut query = Query::new(text.clone(), turn.language());
        query.limit = PASSAGES;
        let hits = shop.knowledge.search(&query);
        evidence.extract = extract(&text, &hits);
        evidence.passages = hits.iter().map(found).collect();
    }
    turn.evidence = Some(evidence);
}

fn applied(hit: CorrectionHit) -> AppliedCorrection {
    AppliedCorrection {
        reference: hit.correction.reference,
        title: hit.correction.question,
        answer: hit.correction.answer,
        score: hit.score,
    }
}

fn found(hit: &Hit) -> EvidencePassage {
    EvidencePassage {
        id: hit.passage.id.0.clone(),
        kind: hit.passage.kind,
        reference: hit.passage.document.clone(),
        title: hit.passage.title.clone(),
        score: hit.score,
        content_hash: hit.passage.content_hash.clone(),
    }
}
