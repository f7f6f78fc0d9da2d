//! Cutting a document into passages.

use serde::{Deserialize, Serialize};

use super::{
    document::{Document, Passage, SourceKind},
    sentence::{blocks, split_line},
};

/// How long a passage may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChunkSettings {
    /// A passage is closed at the end of the sentence that reaches this many words.
    pub target_words: usize,
    /// A sentence is not added to a passage that it would make longer than this.
    pub maximum_words: usize,
    /// How many sentences of a passage open the next one, so that a sentence is never cut from what it refers to.
    pub overlap_sentences: usize,
}

impl Default for ChunkSettings {
    fn default() -> Self {
        Self {
            target_words: 80,
            maximum_words: 120,
            overlap_sentences: 1,
        }
    }
}

/// The passages of a document. A question with its answer is always one passage: half an answer
/// is a wrong one. Several questions with one answer are a passage each, so that each is met as it is asked; those of an
/// article stand over its opening. A document without text becomes one passage of its title.
#[must_use]
pub fn chunk(document: &Document, settings: &ChunkSettings) -> Vec<Passage> {
    let whole = matches!(
        document.kind,
        SourceKind::Faq | SourceKind::Correction | SourceKind::Order
    );
    let asked = questions(&document.title);
    if whole && asked.len() > 1 {
        let passages = asked.into_iter().zip(0_u32..);
        return passages
            .map(|(title, position)| {
                Passage::new(
                    &titled(document, title),
                    position,
                    document.text.trim().to_owned(),
                )
            })
            .collect();
    }
    let texts = if whole {
        vec![document.text.trim().to_owned()]
    } else {
        cut(&document.text, settings)
    };
    let texts = if texts.is_empty() {
        vec![String::new()]
    } else {
        texts
    };
    let Some((heading, wordings)) = asked.split_first().filter(|(_, wordings)| !wordings.is_empty()) else {
        let passages = texts.into_iter().zip(0_u32..);
        return passages
            .map(|(text, position)| Passage::new(document, position, text))
            .collect();
    };
    // An article opens with what matters, so that is what it is found by in other words.
    let opening = texts.first().cloned().unwrap_or_default();
    let other = wordings.iter().map(|wording| (*wording, opening.clone()));
    let passages = texts.into_iter().map(|text| (*heading, text)).chain(other);
    passages
        .zip(0_u32..)
        .map(|((title, text), position)| Passage::new(&titled(document, title), position, text))
        .collect()
}

/// The document under one of the questions that its title asks.
fn titled(document: &Document, title: &str) -> Document {
    Document {
        title: title.to_owned(),
        ..document.clone()
    }
}

/// The questions that a title asks one after the other; none when it is anything else.
fn questions(title: &str) -> Vec<&str> {
    if !title.trim_end().ends_with('?') {
        return Vec::new();
    }
    let parts = title.split_inclusive('?').map(str::trim);
    parts
        .filter(|part| part.chars().any(char::is_alphanumeric))
        .collect()
}

fn cut(text: &str, settings: &ChunkSettings) -> Vec<String> {
    let maximum = settings.maximum_words.max(1);
    let target = settings.target_words.clamp(1, maximum);
    let mut passages = Vec::new();
    let mut open = OpenPassage::default();
    for block in blocks(text) {
        if block.heading && open.fresh_words > target / 2 {
            open.close(&mut passages, 0);
        }
        let mut first = true;
        for piece in split_line(block.text)
            .into_iter()
            .flat_map(|sentence| at_most(sentence, maximum))
        {
            let words = piece.split_whitespace().count();
            if open.fresh_words > 0 && open.words + words > maximum {
                let overlap = if open.words <= words {
                    0
                } else {
                    settings.overlap_sentences
                };
                open.close(&mut passages, overlap);
            }
            open.push(piece, words, first);
            first = false;
            if open.words >= target {
                open.close(&mut passages, settings.overlap_sentences);
            }
        }
    }
    open.close(&mut passages, 0);
    passages
}

/// The passage being filled.
#[derive(Default)]
struct OpenPassage<'text> {
    pieces: Vec<(&'text str, bool)>,
    words: usize,
    /// Words that no earlier passage holds; a passage of overlap alone is not worth keeping.
    fresh_words: usize,
}

impl<'text> OpenPassage<'text> {
    fn push(&mut self, piece: &'text str, words: usize, starts_line: bool) {
        self.pieces.push((piece, starts_line));
        self.words += words;
        self.fresh_words += words;
    }

    fn close(&mut self, passages: &mut Vec<String>, overlap: usize) {
        if self.fresh_words > 0 {
            let mut text = String::new();
            for (piece, starts_line) in &self.pieces {
                if !text.is_empty() {
                    text.push(if *starts_line { '\n' } else { ' ' });
                }
                text.push_str(piece);
            }
            passages.push(text);
        }
        let kept = overlap.min(self.pieces.len().saturating_sub(1));
        self.pieces.drain(..self.pieces.len() - kept);
        self.words = self
            .pieces
            .iter()
            .map(|(piece, _)| piece.split_whitespace().count())
            .sum();
        self.fresh_words = 0;
    }
}

/// A sentence in pieces of at most `maximum` words. Lists without a full stop would else become one endless passage.
fn at_most(sentence: &str, maximum: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    loop {
        let mut words = 0;
        let mut inside = false;
        let mut cut_at = None;
        for (position, character) in rest.char_indices() {
            if character.is_whitespace() {
                inside = false;
            } else if !inside {
                inside = true;
                words += 1;
                if words > maximum {
                    cut_at = Some(position);
                    break;
                }
            }
        }
        let Some(position) = cut_at else {
            pieces.push(rest.trim_end());
            return pieces;
        };
        let (piece, remainder) = rest.split_at(position);
        pieces.push(piece.trim_end());
        rest = remainder;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::{knowledge::words, language::Language};

    fn document(kind: SourceKind, text: &str) -> Document {
        Document {
            kind,
            reference: "knowledge:a".into(),
            title: "A".into(),
            text: text.into(),
            language: Language::En,
        }
    }

    fn sentence(number: usize) -> String {
        format!("Sentence {number} has exactly ten words so that counting stays easy.")
    }

    #[test]
    fn an_answer_stays_in_one_piece() {
        let text = (0..60).map(sentence).collect::<Vec<_>>().join(" ");
        assert_eq!(
            chunk(&document(SourceKind::Faq, &text), &ChunkSettings::default()).len(),
            1
        );
    }

    #[test]
    fn several_questions_with_one_answer_are_a_passage_each() {
        let mut document = document(SourceKind::Faq, "It costs 5.99 USD.");
        document.title = "What does shipping cost? How much is delivery?".to_owned();
        let passages = chunk(&document, &ChunkSettings::default());
        let titles: Vec<&str> = passages.iter().map(|passage| passage.title.as_str()).collect();
        assert_eq!(titles, ["What does shipping cost?", "How much is delivery?"]);
        assert!(passages.iter().all(|passage| passage.text == document.text));
        assert_ne!(passages[0].id, passages[1].id);
        document.title = "Shipping? Costs".to_owned();
        assert_eq!(chunk(&document, &ChunkSettings::default()).len(), 1);
    }

    #[test]
    fn consecutive_passages_share_a_sentence() {
        let text = (0..40).map(sentence).collect::<Vec<_>>().join(" ");
        let passages = chunk(&document(SourceKind::Knowledge, &text), &ChunkSettings::default());
        assert!(passages.len() >= 4);
        for pair in passages.windows(2) {
            let opening = crate::knowledge::sentences(&pair[1].text)[0].to_owned();
            assert!(pair[0].text.ends_with(&opening));
        }
    }

    #[test]
    fn a_document_without_text_is_still_found_by_its_title() {
        let passages = chunk(&document(SourceKind::Catalogue, "  "), &ChunkSettings::default());
        assert_eq!((passages.len(), passages[0].text.as_str()), (1, ""));
    }

    proptest! {
        #[test]
        fn every_word_is_in_a_passage_and_no_passage_is_too_long(text in r"([\p{L}\p{N}]{1,8}[ .\n]){0,60}") {
            let settings = ChunkSettings { target_words: 8, maximum_words: 12, overlap_sentences: 1 };
            let passages = chunk(&document(SourceKind::Knowledge, &text), &settings);
            let all = passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join(" ");
            let kept: HashSet<String> = words(&all).into_iter().collect();
            for word in words(&text) {
                prop_assert!(kept.contains(&word), "{word} is missing");
            }
            for passage in &passages {
                prop_assert!(passage.text.split_whitespace().count() <= 12 + 12);
            }
        }
    }
}
