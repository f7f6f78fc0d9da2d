//! The model of attempts to overrule the assistant.

use std::path::Path;

use colloquy_engine::understanding::hashed::{HashedModel, Pieces};

use crate::rows::{self, Row};

const PIECES: Pieces = Pieces {
    letters: 5,
    words: 3,
    bits: 16,
    summed: false,
};

/// Learns from labelled rows, and from ordinary questions of other sets and our own examples, which attack nobody.
///
/// # Errors
/// When a set is there and cannot be read.
pub fn train(rows: &[&Row], folder: &Path) -> anyhow::Result<HashedModel> {
    let mut texts: Vec<(String, u16)> = rows
        .iter()
        .map(|row| {
            (
                row.text("text").to_owned(),
                u16::from(row.text("label") == "injection"),
            )
        })
        .collect();
    for file in [
        "clinc150/fewshot_10.jsonl",
        "banking77/fewshot_10.jsonl",
        "hwu64/fewshot_10.jsonl",
        "faq_covid/bank_de.jsonl",
    ] {
        let path = folder.join(file);
        if path.is_file() {
            let field = if file.contains("faq") { "question" } else { "text" };
            texts.extend(
                rows::read(&path)?
                    .iter()
                    .map(|row| (row.text(field).to_owned(), 0)),
            );
        }
    }
    for (_, said) in colloquy_config::utterances::utterances("en") {
        texts.extend(said.into_iter().step_by(4).map(|text| (text, 0)));
    }
    let texts: Vec<(&str, u16)> = texts
        .iter()
        .map(|(text, class)| (text.as_str(), *class))
        .collect();
    Ok(HashedModel::train(&texts, 2, PIECES, 40))
}
