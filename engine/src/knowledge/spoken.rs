//! What a passage speaks of, sentence by sentence. Reading a text costs far more than comparing what was read, and a
//! passage that answers one question will answer the next: it is read once, the first time it is needed.

use std::{fmt, sync::OnceLock};

use super::{
    document::Passage,
    question::{Unit, units},
    sentence::sentences,
    text::words,
};

/// A passage as it was read.
#[derive(Debug)]
pub(crate) struct Spoken {
    /// The units of the title.
    pub title: Vec<Unit>,
    /// The sentences that state something, in order.
    pub sentences: Vec<SpokenSentence>,
    /// The units of the title and of the whole text.
    pub all: Vec<Unit>,
}

/// A sentence as it was read.
#[derive(Debug)]
pub(crate) struct SpokenSentence {
    /// The sentence.
    pub text: String,
    /// What it speaks of.
    pub units: Vec<Unit>,
    /// How many words it is long.
    pub length: usize,
    /// Its first word, folded.
    pub opening: String,
}

impl Spoken {
    fn read(passage: &Passage) -> Self {
        let title = units(&passage.title, passage.language);
        let mut all = title.clone();
        all.extend(units(&passage.text, passage.language));
        let sentences = sentences(&passage.text)
            .into_iter()
            .filter(|sentence| !sentence.ends_with('?'))
            .map(|sentence| SpokenSentence {
                text: sentence.to_owned(),
                units: units(sentence, passage.language),
                length: sentence.split_whitespace().count(),
                opening: words(sentence).into_iter().next().unwrap_or_default(),
            })
            .collect();
        Self {
            title,
            sentences,
            all,
        }
    }
}

/// A place for [`Spoken`] beside the text it was read from. It is no part of the passage's value: two passages are
/// equal whether or not they were read, and a copy is read anew.
#[derive(Default)]
pub(crate) struct ReadOnce(OnceLock<Box<Spoken>>);

impl ReadOnce {
    /// What `passage`, which holds this place, speaks of.
    pub fn of(passage: &Passage) -> &Spoken {
        passage.spoken.0.get_or_init(|| Box::new(Spoken::read(passage)))
    }
}

impl Clone for ReadOnce {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for ReadOnce {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for ReadOnce {}

impl fmt::Debug for ReadOnce {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.get().is_some() { "read" } else { "unread" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        knowledge::{Document, SourceKind},
        language::Language,
    };

    #[test]
    fn a_passage_is_the_same_before_and_after_it_was_read() {
        let document = Document {
            kind: SourceKind::Knowledge,
            reference: "knowledge:returns".into(),
            title: "Returns".into(),
            text: "You have 30 days. Is that enough? Shoes must be clean.".into(),
            language: Language::En,
        };
        let passage = Passage::new(&document, 0, document.text.clone());
        let unread = passage.clone();
        let spoken = ReadOnce::of(&passage);
        let sentences: Vec<&str> = spoken
            .sentences
            .iter()
            .map(|sentence| sentence.text.as_str())
            .collect();
        assert_eq!(sentences, ["You have 30 days.", "Shoes must be clean."]);
        assert_eq!(passage, unread);
    }
}
