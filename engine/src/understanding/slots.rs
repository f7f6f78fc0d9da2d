//! Finding the parts of a message that fill a business's own slots, learnt from marked examples.

mod pieces;
mod stored;

use std::collections::{BTreeMap, BTreeSet};

use colloquy_vector::sequence::{Sequence, SequenceModel};
use serde::{Deserialize, Serialize};

use super::linear::TrainingError;
use pieces::{Part, parts, pieces};

/// Passes over the examples at most; most sets are learnt before.
const PASSES: u32 = 12;
/// Where the order of the examples starts from.
const SEED: u64 = 7;
/// The tag of a part that fills nothing.
const NONE: &str = "";

/// A part of a text that fills a slot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    /// The slot's name.
    pub slot: String,
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
}

/// A text with every part of it that fills a slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlotExample {
    /// As somebody would write it.
    pub text: String,
    /// What fills a slot, in the order of the text.
    pub slots: Vec<Slot>,
}

impl SlotExample {
    /// An example with one tag for each word between spaces, `O` for none; neighbours of one tag are one slot.
    #[must_use]
    pub fn from_tags(text: &str, tags: &[&str]) -> Self {
        let mut slots: Vec<Slot> = Vec::new();
        let mut before = "O";
        for ((start, end), tag) in words(text).into_iter().zip(tags) {
            match slots.last_mut() {
                Some(last) if *tag == before && *tag != "O" => last.end = end,
                _ if *tag != "O" => slots.push(Slot {
                    slot: (*tag).to_owned(),
                    start,
                    end,
                }),
                _ => {}
            }
            before = tag;
        }
        Self {
            text: text.to_owned(),
            slots,
        }
    }
}

/// Finds what fills slots.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotModel {
    /// Names of the slots; the first is none.
    tags: Vec<String>,
    /// The hashes of the pieces that were seen, sorted.
    known: Vec<u64>,
    sequence: SequenceModel,
}

impl SlotModel {
    /// Learns from marked examples. Texts in which nothing is marked teach what fills nothing.
    ///
    /// # Errors
    /// When there are no examples, or nothing is marked in any of them.
    pub fn train(examples: &[SlotExample]) -> Result<Self, TrainingError> {
        if examples.is_empty() {
            return Err(TrainingError::Empty);
        }
        let names: BTreeSet<&str> = examples
            .iter()
            .flat_map(|example| example.slots.iter().map(|slot| slot.slot.as_str()))
            .collect();
        if names.is_empty() {
            return Err(TrainingError::OneClass);
        }
        if names.len() >= usize::from(u16::MAX) {
            return Err(TrainingError::TooManyClasses(names.len()));
        }
        let tags: Vec<String> = std::iter::once(NONE).chain(names).map(str::to_owned).collect();
        let places: BTreeMap<&str, u16> = tags.iter().map(String::as_str).zip(0..).collect();
        let read: Vec<(Vec<Vec<u64>>, Vec<u16>)> = examples
            .iter()
            .map(|example| {
                let parts = parts(&example.text);
                let tags = parts.iter().map(|part| tag_of(part, &example.slots, &places));
                (pieces(&example.text, &parts), tags.collect())
            })
            .collect();
        let mut known: Vec<u64> = read
            .iter()
            .flat_map(|(pieces, _)| pieces.iter().flatten().copied())
            .collect();
        known.sort_unstable();
        known.dedup();
        let sequences: Vec<Sequence> = read
            .into_iter()
            .map(|(pieces, tags)| Sequence {
                places: features(&known, &pieces),
                tags,
            })
            .collect();
        let sequence = SequenceModel::fit(&sequences, (known.len(), tags.len()), PASSES, SEED);
        Ok(Self {
            tags,
            known,
            sequence,
        })
    }

    /// What fills slots in a text, in its order.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Slot> {
        let parts = parts(text);
        let tags = self.sequence.tag(&features(&self.known, &pieces(text, &parts)));
        let mut found: Vec<Slot> = Vec::new();
        let mut before = 0;
        for (part, tag) in parts.iter().zip(tags) {
            let name = self.tags.get(usize::from(tag)).map_or(NONE, String::as_str);
            match found.last_mut() {
                Some(last) if tag == before && name != NONE => last.end = part.end,
                _ if name != NONE => found.push(Slot {
                    slot: name.to_owned(),
                    start: part.start,
                    end: part.end,
                }),
                _ => {}
            }
            before = tag;
        }
        found
    }

    /// The names of the slots it can find.
    pub fn slots(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().map(String::as_str).filter(|name| *name != NONE)
    }
}

/// First and last code point of each word between spaces.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = None;
    let mut count = 0;
    for letter in text.chars() {
        if letter.is_whitespace() {
            found.extend(open.take().map(|start| (start, count)));
        } else {
            open.get_or_insert(count);
        }
        count += 1;
    }
    found.extend(open.map(|start| (start, count)));
    found
}

fn tag_of(part: &Part<'_>, slots: &[Slot], places: &BTreeMap<&str, u16>) -> u16 {
    let filled = slots
        .iter()
        .find(|slot| slot.start < part.end && part.start < slot.end);
    filled
        .and_then(|slot| places.get(slot.slot.as_str()).copied())
        .unwrap_or_default()
}

/// The pieces that were seen in training, by their places among the known.
fn features(known: &[u64], pieces: &[Vec<u64>]) -> Vec<Vec<u32>> {
    pieces
        .iter()
        .map(|pieces| {
            pieces
                .iter()
                .filter_map(|piece| known.binary_search(piece).ok())
                .filter_map(|place| u32::try_from(place).ok())
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn model() -> SlotModel {
        let told = [
            ("a large latte to go", "O size drink O O"),
            ("one small tea please", "O size drink O"),
            ("can i have a small espresso", "O O O O size drink"),
            ("two large flat whites", "O size drink drink"),
            ("a medium green tea", "O size drink drink"),
            ("please take it away", "O O O O"),
        ];
        let examples: Vec<SlotExample> = told
            .iter()
            .map(|(text, tags)| SlotExample::from_tags(text, &tags.split(' ').collect::<Vec<_>>()))
            .collect();
        SlotModel::train(&examples).unwrap()
    }

    fn slot(name: &str, start: usize, end: usize) -> Slot {
        Slot {
            slot: name.to_owned(),
            start,
            end,
        }
    }

    #[test]
    fn words_beside_those_learnt_fill_the_same_slots() {
        let found = model().find("a large flat white, please");
        assert_eq!(found, [slot("size", 2, 7), slot("drink", 8, 18)]);
    }

    #[test]
    fn neighbouring_words_of_one_tag_are_one_slot() {
        let example = SlotExample::from_tags("grüner tee sofort", &["drink", "drink", "O"]);
        assert_eq!(example.slots, [slot("drink", 0, 10)]);
    }

    #[test]
    fn a_stored_model_answers_as_before_and_a_damaged_one_is_refused() {
        let model = model();
        let bytes = model.to_bytes();
        assert_eq!(SlotModel::from_bytes(&bytes).unwrap(), model);
        for end in 0..bytes.len() {
            assert!(SlotModel::from_bytes(&bytes[..end]).is_err(), "{end} bytes");
        }
    }

    #[test]
    fn nothing_marked_teaches_nothing() {
        assert_eq!(SlotModel::train(&[]).unwrap_err(), TrainingError::Empty);
        let bare = SlotExample::from_tags("hello there", &["O", "O"]);
        assert_eq!(SlotModel::train(&[bare]).unwrap_err(), TrainingError::OneClass);
    }

    proptest! {
        #[test]
        fn what_is_found_lies_inside_the_text(text in "\\PC{0,60}") {
            for slot in model().find(&text) {
                prop_assert!(slot.start < slot.end && slot.end <= text.chars().count());
            }
        }
    }
}
