//! The model of five languages.

use std::path::Path;

use colloquy_engine::understanding::hashed::{HashedModel, Pieces};

use crate::rows::{self, Row};

/// The classes in their order.
pub const LANGUAGES: [&str; 5] = ["en", "nl", "de", "fr", "it"];

const PIECES: Pieces = Pieces {
    letters: 5,
    words: 1,
    bits: 16,
    summed: true,
};

fn class(language: &str) -> Option<u16> {
    LANGUAGES
        .iter()
        .position(|known| *known == language)
        .and_then(|place| u16::try_from(place).ok())
}

/// Learns from rows of the set `langid`, and from what other sets of the folder hold in a known language.
///
/// Sentences teach their words and pairs of words too: most of what is to be told apart is short.
///
/// # Errors
/// When a set is there and cannot be read.
pub fn train(rows: &[&Row], folder: &Path) -> anyhow::Result<HashedModel> {
    let mut texts: Vec<(String, u16)> = Vec::new();
    for row in rows {
        if let Some(class) = class(row.text("label")) {
            add(&mut texts, row.text("text"), class);
        }
    }
    for (text, language) in others(folder)? {
        if let Some(class) = class(&language) {
            add(&mut texts, &text, class);
        }
    }
    let texts: Vec<(&str, u16)> = texts
        .iter()
        .map(|(text, class)| (text.as_str(), *class))
        .collect();
    Ok(HashedModel::train(&texts, LANGUAGES.len(), PIECES, 8))
}

/// Texts of other sets whose language is told, and our own examples.
fn others(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let entities = folder.join("entities/dev.jsonl");
    if entities.is_file() {
        found.extend(
            rows::read(&entities)?
                .iter()
                .map(|row| (row.text("text").to_owned(), row.text("lang").to_owned())),
        );
    }
    for language in ["en", "de"] {
        let bank = folder.join(format!("faq_covid/bank_{language}.jsonl"));
        if bank.is_file() {
            found.extend(
                rows::read(&bank)?
                    .iter()
                    .map(|row| (row.text("question").to_owned(), language.to_owned())),
            );
        }
    }
    for language in LANGUAGES {
        for (_, texts) in colloquy_config::utterances::utterances(language) {
            found.extend(texts.into_iter().map(|text| (text, language.to_owned())));
        }
    }
    Ok(found)
}

fn add(texts: &mut Vec<(String, u16)>, text: &str, class: u16) {
    texts.push((text.to_owned(), class));
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 3 {
        return;
    }
    texts.extend(
        words
            .iter()
            .filter(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1)
            .map(|word| ((*word).to_owned(), class)),
    );
    texts.extend(words.chunks_exact(2).map(|pair| (pair.join(" "), class)));
}
