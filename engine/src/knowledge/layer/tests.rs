use std::time::Duration;

use async_trait::async_trait;

use super::*;
use crate::{
    ids::BusinessId,
    knowledge::{Document, IndexSettings, Query, SourceKind},
    language::Language,
    port::model::{ModelError, ModelStanding},
};

/// Knows that a brolly keeps the rain off, which the built-in vectors do not.
#[derive(Debug)]
struct Matters;

fn vector(text: &str) -> Vec<f32> {
    let lower = text.to_lowercase();
    let about = |words: &[&str]| f32::from(u8::from(words.iter().any(|word| lower.contains(word))));
    vec![
        1.0,
        3.0 * about(&["umbrella", "brolly"]),
        3.0 * about(&["gift", "voucher"]),
        3.0 * about(&["boots", "shoes"]),
    ]
}

#[async_trait]
impl Embeddings for Matters {
    fn name(&self) -> &str {
        "matters-1"
    }

    async fn passages(
        &self,
        _business: BusinessId,
        texts: &[String],
        _within: Duration,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        Ok(texts.iter().map(|text| vector(text)).collect())
    }

    async fn question(&self, _business: BusinessId, text: &str) -> Option<Arc<[f32]>> {
        Some(vector(text).into())
    }

    fn standing(&self) -> ModelStanding {
        ModelStanding::Answers
    }
}

fn document(slug: &str, title: &str, text: &str) -> Document {
    Document {
        kind: SourceKind::Faq,
        reference: format!("faq:{slug}"),
        title: title.to_owned(),
        text: text.to_owned(),
        language: Language::En,
    }
}

fn shop() -> Vec<Document> {
    vec![
        document(
            "umbrella",
            "Do umbrellas fold?",
            "Every umbrella folds to the length of a hand.",
        ),
        document(
            "gift",
            "Do you sell gift vouchers?",
            "A gift voucher is sent by mail and is good for a year.",
        ),
        document(
            "boots",
            "Are the boots lined?",
            "All winter boots are lined with felt.",
        ),
    ]
}

fn embeddings() -> Arc<dyn Embeddings> {
    Arc::new(Matters)
}

fn known(index: &KnowledgeIndex) -> KnownVectors {
    let mut known = KnownVectors::of("matters-1");
    for text in index.texts() {
        let vector = vector(&text);
        known.put(&text, vector);
    }
    known
}

fn found(index: &KnowledgeIndex, question: &str, with: bool) -> Vec<(String, f32)> {
    let mut query = Query::new(question, Language::En);
    query.vector = with.then(|| vector(question).into());
    let hits = index.search(&query);
    hits.iter()
        .map(|hit| (hit.passage.document.clone(), hit.vector))
        .collect()
}

#[test]
fn a_word_that_only_the_embedding_knows_finds_the_passage_and_without_it_the_words_still_do() {
    let mut index = KnowledgeIndex::build(shop(), IndexSettings::default());
    let known = known(&index);
    assert_eq!(index.lay_over(&embeddings(), &known), Vec::<String>::new());
    let with = found(&index, "is the brolly small", true);
    assert_eq!(with[0].0, "faq:umbrella", "{with:?}");
    assert!(with[0].1 > 0.5, "{with:?}");
    let without = found(&index, "do umbrellas fold", false);
    assert_eq!(without[0].0, "faq:umbrella", "{without:?}");
}

#[test]
fn what_is_unrelated_lies_at_zero_whatever_the_embedding_makes_of_it() {
    let mut index = KnowledgeIndex::build(shop(), IndexSettings::default());
    let known = known(&index);
    index.lay_over(&embeddings(), &known);
    let found = found(&index, "does the brolly fold", true);
    let boots = found.iter().find(|(document, _)| document == "faq:boots");
    assert!(boots.is_none_or(|(_, near)| *near < 0.05), "{found:?}");
}

#[test]
fn a_passage_that_has_no_vector_yet_is_found_beside_those_that_have() {
    let mut index = KnowledgeIndex::build(shop(), IndexSettings::default());
    let known = known(&index);
    index.lay_over(&embeddings(), &known);
    index.upsert(document(
        "repair",
        "Do you repair zips?",
        "We repair zips within a week.",
    ));
    let hits = found(&index, "do you repair a zip", true);
    assert_eq!(hits[0].0, "faq:repair", "{hits:?}");
    let missing = index.lay_over(&embeddings(), &known);
    assert_eq!(missing.len(), 2, "text and title: {missing:?}");
    assert_eq!(found(&index, "is the brolly small", true)[0].0, "faq:umbrella");
    index.remove("faq:umbrella");
    assert!(
        found(&index, "is the brolly small", true)
            .iter()
            .all(|(document, _)| document != "faq:umbrella")
    );
}

#[test]
fn the_graph_finds_what_the_scan_finds() {
    let settings = IndexSettings {
        graph_from: 1,
        ..IndexSettings::default()
    };
    let mut index = KnowledgeIndex::build(shop(), settings);
    let known = known(&index);
    index.lay_over(&embeddings(), &known);
    assert_eq!(found(&index, "is the brolly small", true)[0].0, "faq:umbrella");
}

#[test]
fn vectors_that_cannot_be_compared_are_left_aside() {
    let mut index = KnowledgeIndex::build(shop(), IndexSettings::default());
    assert!(index.embeddings().is_none());
    assert!(
        !index
            .lay_over(&embeddings(), &KnownVectors::of("matters-1"))
            .is_empty()
    );
    assert!(index.embeddings().is_none(), "nothing is laid over");
    let known = known(&index);
    index.lay_over(&embeddings(), &known);
    let mut query = Query::new("do umbrellas fold", Language::En);
    let built_in = index.search(&query);
    for vector in [vec![1.0_f32; 3], vec![0.0; 4]] {
        query.vector = Some(vector.into());
        assert_eq!(index.search(&query), built_in, "another length, or no direction");
    }
}
