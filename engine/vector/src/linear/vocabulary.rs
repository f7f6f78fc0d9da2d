//! The pieces of text that were seen in training, and how much each tells.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::{
    FamilyRow, SparseRow,
    grams::{self, GramShape, Grams},
};

/// Hashes are spread already; hashing them again would only cost time.
#[derive(Clone, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

type Positions = HashMap<u64, u32, BuildHasherDefault<AsIs>>;

/// How much the letter groups count beside the words: of a word never seen they are all that is known.
const LETTERS_SHARE: f32 = 1.4;
/// How much concepts count beside the words.
const CONCEPTS_SHARE: f32 = 1.0;

/// Known pieces with their weights by rarity.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    shape: GramShape,
    positions: Positions,
    hashes: Vec<u64>,
    rarity: Vec<f32>,
    unseen: f32,
}

/// The parts of a vocabulary as a file holds them.
#[derive(Clone, Debug, PartialEq)]
pub struct VocabularyParts {
    /// Which pieces count.
    pub shape: GramShape,
    /// The name of each piece, in the order of the features.
    pub hashes: Vec<u64>,
    /// The weight of each piece.
    pub rarity: Vec<f32>,
    /// The weight with which a piece never seen counts towards the length of a text.
    pub unseen: f32,
}

impl Vocabulary {
    /// Collects the pieces that occur in at least `least` texts.
    ///
    /// `unseen_share` says how much a piece that was never seen dilutes a text: strange words
    /// make the answer less sure, which is what tells a text out of scope.
    #[must_use]
    pub fn learn(texts: &[&str], shape: GramShape, least: u32, unseen_share: f32) -> Self {
        let mut found: HashMap<u64, (u32, u32), BuildHasherDefault<AsIs>> = HashMap::default();
        let mut order = Vec::new();
        for (number, text) in (1_u32..).zip(texts) {
            let Grams {
                words,
                letters,
                concepts,
            } = grams::cut(text, shape);
            for gram in words.into_iter().chain(letters).chain(concepts) {
                let (count, last) = found.entry(gram).or_insert_with(|| {
                    order.push(gram);
                    (0, 0)
                });
                // A text counts once, however often it has the piece.
                if *last != number {
                    *last = number;
                    *count += 1;
                }
            }
        }
        let total = texts.len() as f32;
        // The root keeps a word that was seen once from deciding alone.
        let rarity_of = |count: u32| (((1.0 + total) / (1.0 + count as f32)).ln() + 1.0).sqrt();
        let mut hashes = Vec::new();
        let mut rarity = Vec::new();
        for gram in order {
            let count = found.get(&gram).map_or(0, |(count, _)| *count);
            if count >= least {
                hashes.push(gram);
                rarity.push(rarity_of(count));
            }
        }
        Self::from_parts(VocabularyParts {
            shape,
            hashes,
            rarity,
            unseen: rarity_of(1) * unseen_share,
        })
    }

    /// Puts a stored vocabulary together again.
    #[must_use]
    pub fn from_parts(parts: VocabularyParts) -> Self {
        let VocabularyParts {
            shape,
            hashes,
            rarity,
            unseen,
        } = parts;
        let positions = hashes.iter().copied().zip(0_u32..).collect();
        Self {
            shape,
            positions,
            hashes,
            rarity,
            unseen,
        }
    }

    /// The parts to store.
    #[must_use]
    pub fn parts(&self) -> VocabularyParts {
        VocabularyParts {
            shape: self.shape,
            hashes: self.hashes.clone(),
            rarity: self.rarity.clone(),
            unseen: self.unseen,
        }
    }

    /// The number of features.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether nothing was learnt.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// The features of a text, each family brought to its own length.
    #[must_use]
    pub fn encode(&self, text: &str) -> SparseRow {
        self.encode_families(text).row
    }

    /// The same with the ends of words, letter groups and concepts.
    #[must_use]
    pub fn encode_families(&self, text: &str) -> FamilyRow {
        let Grams {
            words,
            letters,
            concepts,
        } = grams::cut(text, self.shape);
        let mut entries = Vec::with_capacity(words.len() + letters.len() + concepts.len());
        let mut ends = [0; 3];
        let families = [(words, 1.0), (letters, LETTERS_SHARE), (concepts, CONCEPTS_SHARE)];
        for ((grams, share), end) in families.into_iter().zip(&mut ends) {
            self.encode_family(grams, share, &mut entries);
            *end = entries.len();
        }
        FamilyRow {
            row: SparseRow { entries },
            ends,
        }
    }

    fn encode_family(&self, mut grams: Vec<u64>, share: f32, entries: &mut Vec<(u32, f32)>) {
        grams.sort_unstable();
        let start = entries.len();
        let mut squares = 0.0_f32;
        for same in grams.chunk_by(|left, right| left == right) {
            let Some(gram) = same.first() else { continue };
            // Said twice is more than once, but not twice as much.
            let frequency = 1.0 + (same.len() as f32).ln();
            let Some(&position) = self.positions.get(gram) else {
                squares += (frequency * self.unseen).powi(2);
                continue;
            };
            let rarity = self.rarity.get(position as usize).copied().unwrap_or(1.0);
            let value = frequency * rarity;
            squares += value * value;
            entries.push((position, value));
        }
        let length = squares.sqrt();
        if length > 0.0 {
            for (_, value) in entries.iter_mut().skip(start) {
                *value *= share / length;
            }
        }
    }
}
