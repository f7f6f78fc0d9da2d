//! What the demo shop knows as it is stored, all of it published.

use colloquy_config::demo::Demo;
use colloquy_engine::{
    ids::KnowledgeId,
    port::knowledge::{KnowledgeEntry, KnowledgeKind},
};
use serde_json::{Value, json};

use super::stable;
use crate::bootstrap::shops::PUBLISHED;

/// Every article, question with answer, correction and golden.
#[must_use]
pub fn entries(demo: &Demo) -> Vec<KnowledgeEntry> {
    let mut entries = Vec::new();
    for (place, one) in demo.articles.iter().enumerate() {
        let text = (one.title.as_str(), one.content.trim());
        entries.push(entry(
            KnowledgeKind::Article,
            place,
            &one.slug,
            text,
            (&one.category, &one.language),
            json!(one.wordings),
        ));
    }
    for (place, one) in demo.faq.iter().enumerate() {
        let text = (one.question.as_str(), one.answer.trim());
        entries.push(entry(
            KnowledgeKind::Faq,
            place,
            &one.slug,
            text,
            (&one.category, &one.language),
            json!(one.wordings),
        ));
    }
    for (place, one) in demo.corrections.iter().enumerate() {
        let text = (one.question.as_str(), one.answer.trim());
        let patterns = json!(one.patterns);
        entries.push(entry(
            KnowledgeKind::Correction,
            place,
            &one.slug,
            text,
            ("corrections", "en"),
            patterns,
        ));
    }
    for (place, one) in demo.goldens.iter().enumerate() {
        let text = (one.question.as_str(), "");
        entries.push(entry(
            KnowledgeKind::Golden,
            place,
            &one.name,
            text,
            ("goldens", "en"),
            one.expect.clone(),
        ));
    }
    entries
}

fn entry(
    kind: KnowledgeKind,
    place: usize,
    slug: &str,
    (title, body): (&str, &str),
    (category, language): (&str, &str),
    extra: Value,
) -> KnowledgeEntry {
    let name = match kind {
        KnowledgeKind::Article => "article",
        KnowledgeKind::Faq => "faq",
        KnowledgeKind::Correction => "correction",
        KnowledgeKind::Golden => "golden",
    };
    KnowledgeEntry {
        id: KnowledgeId(stable::id(name, place, slug)),
        kind,
        slug: slug.to_owned(),
        title: title.to_owned(),
        body: body.to_owned(),
        category: category.to_owned(),
        language: language.to_owned(),
        status: PUBLISHED.to_owned(),
        extra,
        updated_at: stable::epoch(),
    }
}
