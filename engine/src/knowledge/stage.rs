//! The retriever's stage of the line.

use serde::{Deserialize, Serialize};

use crate::{
    language::Language,
    model::masking::Mask,
    remembered::Remembered,
    turn::{Source, Turn},
};

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
    /// The embedding from outside that the question was compared by; none when the built-in vectors were.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub embedding: Option<String>,
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

/// Asks for the vector of the turn's question, where the shop's passages have vectors from outside and knowledge is
/// looked for. What names a person is hidden first; without an answer the built-in vectors count.
pub async fn embed_question(turn: &mut Turn) {
    let shop = &turn.context.shop;
    let Some(embeddings) = shop.knowledge.embeddings() else {
        return;
    };
    let text = turn.text();
    if !wants_knowledge(turn) || shop.corrections.find(&text).is_some() {
        return;
    }
    let masked = Mask::default().hide(&text, &shop.lexicon, turn.context.now);
    turn.question_vector = embeddings.question(turn.business_id, &masked).await;
}

fn wants_knowledge(turn: &Turn) -> bool {
    turn.understanding
        .as_ref()
        .is_none_or(|understanding| !understanding.is_certain_task())
}

/// What evidence follows from beside the shop.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    text: String,
    language: Language,
    wants_knowledge: bool,
}

/// Makes the turn's [`Evidence`]. Tasks need none, but a correction wins over everything.
pub fn retrieve(turn: &mut Turn) {
    turn.evidence = Some(evidence(turn));
}

/// The same; what was looked for before is not looked for again.
pub fn retrieve_remembering(turn: &mut Turn, remembered: &mut Remembered<Asked, Evidence>) {
    let text = turn.text();
    if turn.question_vector.is_some() || !remembered.is_worth(&text) {
        return retrieve(turn);
    }
    let asked = Asked {
        text,
        language: turn.language(),
        wants_knowledge: wants_knowledge(turn),
    };
    let shop = &turn.context.shop;
    let known = remembered.get(shop, &asked);
    turn.evidence = Some(known.unwrap_or_else(|| {
        let evidence = evidence(turn);
        remembered.keep(shop, asked, evidence.clone());
        evidence
    }));
}

fn evidence(turn: &Turn) -> Evidence {
    let text = turn.text();
    let shop = &turn.context.shop;
    let mut evidence = Evidence {
        correction: shop.corrections.find(&text).map(applied),
        ..Evidence::default()
    };
    if evidence.correction.is_none() && wants_knowledge(turn) {
        let mut query = Query::new(text.clone(), turn.language());
        query.limit = PASSAGES;
        query.vector.clone_from(&turn.question_vector);
        let embedding = turn.question_vector.as_ref().and(shop.knowledge.embeddings());
        evidence.embedding = embedding.map(|embeddings| embeddings.name().to_owned());
        let hits = shop.knowledge.search(&query);
        evidence.extract = extract(&text, &hits);
        evidence.passages = hits.iter().map(found).collect();
    }
    evidence
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
