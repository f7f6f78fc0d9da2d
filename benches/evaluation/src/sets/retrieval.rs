//! Finding the fitting text of a bank.

use std::{path::Path, sync::Arc};

use colloquy_engine::{
    knowledge::{Document, Embedder, IndexSettings, KnowledgeIndex, Query, SourceKind},
    language::Language,
};

use crate::{measure::Ranks, rows, table::Figure};

/// Says nothing by vectors, so that what is found is found by words.
struct NoVectors;

impl Embedder for NoVectors {
    fn name(&self) -> &'static str {
        "none"
    }

    fn dimensions(&self) -> usize {
        1
    }

    fn embed(&self, _: &str, _: Language) -> Vec<f32> {
        vec![0.0]
    }
}

fn ranked(index: &KnowledgeIndex, asked: &str, language: Language) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for hit in index.search(&Query {
        limit: 40,
        ..Query::new(asked, language)
    }) {
        if !found.contains(&hit.passage.document) {
            found.push(hit.passage.document.clone());
        }
    }
    found.truncate(10);
    found
}

fn ranks(index: &KnowledgeIndex, queries: &[rows::Row], language: Language) -> Ranks {
    let mut ranks = Ranks::default();
    for query in queries {
        let found = ranked(index, query.text("text"), language);
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        let right = query.texts("labels");
        ranks.add(&found, &right);
    }
    ranks
}

pub(super) fn answers(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (language, code, hit, rank, beside) in [
        (
            Language::En,
            "en",
            (62.0, 70.0),
            (0.73, 0.78),
            "TF-IDF 62.2, 0.732",
        ),
        (
            Language::De,
            "de",
            (27.0, 35.0),
            (0.39, 0.45),
            "TF-IDF 27.4, 0.387",
        ),
    ] {
        let bank = rows::read(&folder.join(format!("bank_{code}.jsonl")))?;
        let documents: Vec<Document> = bank
            .iter()
            .filter(|row| row.field("core").as_bool() == Some(true))
            .map(|row| Document {
                kind: SourceKind::Faq,
                reference: row.text("faq_id").to_owned(),
                title: row.text("question").to_owned(),
                text: row.text("answer").to_owned(),
                language,
            })
            .collect();
        let queries = rows::read(&folder.join(format!("queries_{code}_dev.jsonl")))?;
        let by_words =
            KnowledgeIndex::build_with(documents.clone(), IndexSettings::default(), Arc::new(NoVectors));
        let by_words = ranks(&by_words, &queries, language);
        let index = KnowledgeIndex::build(documents, IndexSettings::default());
        let ranks = ranks(&index, &queries, language);
        figures.push(Figure::new(
            "faq_covid",
            format!("hit@1 by words alone, {code}"),
            by_words.hit(1),
        ));
        let gain = ranks.hit(1) - by_words.hit(1);
        figures.push(
            Figure::new("faq_covid", format!("what vectors add to hit@1, {code}"), gain).aims(2.0, 2.0),
        );
        figures.push(
            Figure::new("faq_covid", format!("hit@1, {code}"), ranks.hit(1))
                .aims(hit.0, hit.1)
                .beside(beside),
        );
        figures.push(Figure::new("faq_covid", format!("hit@5, {code}"), ranks.hit(5)));
        figures.push(
            Figure::new("faq_covid", format!("MRR@10, {code}"), ranks.mean_reciprocal())
                .aims(rank.0, rank.1)
                .beside(beside),
        );
    }
    Ok(figures)
}

pub(super) fn classes(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let bank = rows::read(&folder.join("classes.jsonl"))?;
    let documents = bank.iter().map(|row| Document {
        kind: SourceKind::Knowledge,
        reference: row.text("class_id").to_owned(),
        // The name is what the class is headed by, and all that is said of it.
        title: row.text("name").to_owned(),
        text: row.text("name").to_owned(),
        language: Language::En,
    });
    let index = KnowledgeIndex::build(documents.collect::<Vec<_>>(), IndexSettings::default());
    let queries = rows::read(&folder.join("queries_dev.jsonl"))?;
    let ranks = ranks(&index, &queries, Language::En);
    let beside = "BM25 48.7, 63.6; TF-IDF 46.9, 68.4";
    Ok(vec![
        Figure::new("product_queries", "hit@1", ranks.hit(1))
            .aims(50.0, 55.0)
            .beside(beside),
        Figure::new("product_queries", "hit@5", ranks.hit(5))
            .aims(70.0, 75.0)
            .beside(beside),
        Figure::new("product_queries", "MRR@10", ranks.mean_reciprocal()),
    ])
}
