//! `colloquy retrieve`: the engine's own retrieval over anybody's bank of texts.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use colloquy_engine::{
    knowledge::{Document, IndexSettings, KnowledgeIndex, Query, SourceKind},
    language::Language,
};
use serde_json::Value;

use super::{
    Failure,
    lines::{self, InOut, Line},
};

/// Ids of one line at most.
const RANKED: usize = 10;

/// Passages that are looked at: several may be of one text.
const PASSAGES: usize = 40;

/// Flags of `retrieve`.
#[derive(Debug, Args)]
pub(crate) struct RetrieveArgs {
    /// Lines of {"id","text"} or {"id","question","answer"} to search in.
    #[arg(long, value_name = "FILE")]
    bank: PathBuf,
    #[command(flatten)]
    files: InOut,
}

pub(super) fn run(args: &RetrieveArgs) -> Result<(), Failure> {
    let bank = lines::read(&args.bank)?;
    let documents = bank
        .iter()
        .enumerate()
        .map(|(number, line)| document(number, line));
    let index = KnowledgeIndex::build(
        documents.collect::<Result<Vec<_>, _>>()?,
        IndexSettings::default(),
    );
    let mut read = lines::read(&args.files.input)?;
    for (number, line) in read.iter_mut().enumerate() {
        let asked = ["text", "question", "query"]
            .into_iter()
            .find_map(|field| line.get(field)?.as_str());
        let asked = asked.with_context(|| format!("object {}: the text \"text\" is missing", number + 1))?;
        let ranked = rank(&index, &bank, asked);
        line.insert("ranked".to_owned(), ranked);
    }
    Ok(lines::write(&args.files.output, &read)?)
}

/// The reference is the place in the bank: ids may be texts or numbers, and are told as they were given.
fn document(number: usize, line: &Line) -> anyhow::Result<Document> {
    line.get("id")
        .with_context(|| format!("bank, object {}: \"id\" is missing", number + 1))?;
    let field = |name: &str| {
        line.get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let (title, text) = match line.contains_key("question") {
        true => (field("question"), field("answer")),
        false => (String::new(), lines::text(line, number, "text")?.to_owned()),
    };
    let kind = if title.is_empty() {
        SourceKind::Knowledge
    } else {
        SourceKind::Faq
    };
    Ok(Document {
        kind,
        reference: number.to_string(),
        title,
        text,
        language: Language::En,
    })
}

fn rank(index: &KnowledgeIndex, bank: &[Line], asked: &str) -> Value {
    let mut places: Vec<usize> = Vec::new();
    for hit in index.search(&Query {
        limit: PASSAGES,
        ..Query::new(asked, Language::En)
    }) {
        if let Ok(place) = hit.passage.document.parse()
            && !places.contains(&place)
        {
            places.push(place);
        }
    }
    let ids = places
        .into_iter()
        .take(RANKED)
        .filter_map(|place| bank.get(place)?.get("id").cloned());
    Value::Array(ids.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_fitting_text_comes_first_under_its_own_id() {
        let bank: Vec<Line> = [
            json!({"id": 7, "question": "How do I return shoes?", "answer": "Within 30 days."}),
            json!({"id": "b", "text": "Rain jackets are washed at 30 degrees."}),
        ]
        .into_iter()
        .map(|value| value.as_object().cloned().unwrap_or_default())
        .collect();
        let documents = bank
            .iter()
            .enumerate()
            .map(|(number, line)| document(number, line).expect("it is whole"));
        let index = KnowledgeIndex::build(documents.collect::<Vec<_>>(), IndexSettings::default());
        assert_eq!(rank(&index, &bank, "how to return my shoes")[0], json!(7));
        assert_eq!(rank(&index, &bank, "washing a rain jacket")[0], json!("b"));
    }
}
