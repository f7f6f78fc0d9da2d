//! A linear model over hashed pieces of text, small enough to be compiled in.
//!
//! Pieces are not kept by name: each falls into one of a fixed number of places, so that a file holds nothing but one small
//! number for each place and class. It can be read by nobody, and its size does not grow with what it learnt from.

use colloquy_vector::linear::{FitSettings, Head, SparseRow, fit, softmax};

/// Which pieces of a text count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pieces {
    /// The longest group of letters inside a word, its borders included; zero for none.
    pub letters: u8,
    /// How many neighbouring words make one piece at most; zero for none.
    pub words: u8,
    /// How many places there are, as a power of two.
    pub bits: u8,
    /// Whether a text counts by its length in words, or every text alike.
    pub summed: bool,
}

/// A model of a few classes.
#[derive(Clone, Debug, PartialEq)]
pub struct HashedModel {
    pieces: Pieces,
    classes: usize,
    scale: f32,
    bias: Vec<f32>,
    weights: Vec<i8>,
}

const MARK: &[u8; 4] = b"CLQH";
/// Words of a text that are looked at.
const MOST_WORDS: usize = 400;
/// Letters of a word that are looked at.
const MOST_LETTERS: usize = 40;
/// The largest whole number that a weight is kept in.
const LARGEST: f32 = 127.0;

impl HashedModel {
    /// Learns from texts, the class of each, and how much each counts.
    #[must_use]
    pub fn train(texts: &[(&str, u16)], classes: usize, pieces: Pieces, epochs: u32) -> Self {
        let rows: Vec<SparseRow> = texts.iter().map(|(text, _)| encode(text, pieces)).collect();
        let targets: Vec<Vec<u16>> = texts.iter().map(|(_, class)| vec![*class]).collect();
        let importance = vec![1.0; texts.len()];
        let settings = FitSettings {
            epochs,
            ..FitSettings::default()
        };
        let shape = (1_usize << pieces.bits, classes);
        let (full, bias) = fit(&rows, &targets, &importance, shape, Head::OneOf, &settings);
        let largest = full
            .iter()
            .fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
        let scale = (largest / LARGEST).max(f32::EPSILON);
        Self {
            pieces,
            classes,
            scale,
            bias,
            weights: full.iter().map(|weight| (weight / scale).round() as i8).collect(),
        }
    }

    /// One probability for each class.
    #[must_use]
    pub fn probabilities(&self, text: &str) -> Vec<f32> {
        let mut scores = self.bias.clone();
        let row = encode(text, self.pieces);
        for (place, value) in row.entries {
            let start = place as usize * self.classes;
            if let Some(weights) = self.weights.get(start..start + self.classes) {
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += value * self.scale * f32::from(*weight);
                }
            }
        }
        softmax(&mut scores, 1.0);
        scores
    }

    /// The whole model, to be stored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MARK.to_vec();
        let pieces = self.pieces;
        let classes = u8::try_from(self.classes).unwrap_or(u8::MAX);
        bytes.extend([
            pieces.letters,
            pieces.words,
            pieces.bits,
            u8::from(pieces.summed),
            classes,
        ]);
        bytes.extend(self.scale.to_le_bytes());
        bytes.extend(self.bias.iter().flat_map(|bias| bias.to_le_bytes()));
        bytes.extend(self.weights.iter().map(|weight| weight.to_le_bytes()[0]));
        bytes
    }

    /// Reads a stored model; `None` when the bytes are none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MARK)?;
        let (head, rest) = rest.split_first_chunk::<5>()?;
        let [letters, words, bits, summed, classes] = *head;
        let classes = usize::from(classes);
        if bits > 24 || classes == 0 {
            return None;
        }
        let (scale, rest) = rest.split_first_chunk::<4>()?;
        let (bias, weights) = rest.split_at_checked(4 * classes)?;
        if weights.len() != classes << bits {
            return None;
        }
        let bias = bias
            .chunks_exact(4)
            .map(|chunk| chunk.try_into().map(f32::from_le_bytes).ok())
            .collect::<Option<Vec<f32>>>()?;
        Some(Self {
            pieces: Pieces {
                letters,
                words,
                bits,
                summed: summed != 0,
            },
            classes,
            scale: f32::from_le_bytes(*scale),
            bias,
            weights: weights.iter().map(|byte| i8::from_le_bytes([*byte])).collect(),
        })
    }
}

/// The places of a text with their values.
fn encode(text: &str, pieces: Pieces) -> SparseRow {
    let mask = (1_u64 << pieces.bits) - 1;
    let mut places: Vec<(u32, f32)> = Vec::with_capacity(text.len() * 4);
    let mut letters: Vec<char> = Vec::with_capacity(16);
    let mut before: [u64; 2] = [1, 2];
    let mut words = 0.0_f32;
    let said = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’')
        .filter(|word| !word.is_empty());
    for word in said.take(MOST_WORDS) {
        letters.clear();
        letters.push('<');
        letters.extend(word.chars().flat_map(char::to_lowercase).take(MOST_LETTERS));
        letters.push('>');
        let whole = hash(&letters, 77);
        let first = places.len();
        if pieces.words >= 1 {
            places.push(((whole & mask) as u32, 1.0));
        }
        if pieces.words >= 2 {
            places.push(((mix(whole ^ before[0].rotate_left(9)) & mask) as u32, 1.0));
        }
        if pieces.words >= 3 {
            let three = mix(whole ^ before[0].rotate_left(9) ^ before[1].rotate_left(21));
            places.push(((three & mask) as u32, 1.0));
        }
        before = [whole, before[0]];
        for length in 1..=usize::from(pieces.letters) {
            places.extend(
                letters
                    .windows(length)
                    .map(|window| ((hash(window, 5) & mask) as u32, 1.0)),
            );
        }
        words += 1.0;
        if pieces.summed {
            let share = 1.0 / ((places.len() - first).max(1) as f32).sqrt();
            for (_, value) in places.iter_mut().skip(first) {
                *value = share;
            }
        }
    }
    if !pieces.summed {
        places.sort_unstable_by_key(|(place, _)| *place);
        places.dedup_by_key(|(place, _)| *place);
        let share = 1.0 / (places.len().max(1) as f32).sqrt();
        places.iter_mut().for_each(|(_, value)| *value = share);
    } else if words > 0.0 {
        let share = 1.0 / words.sqrt();
        places.iter_mut().for_each(|(_, value)| *value *= share);
    }
    SparseRow { entries: places }
}

fn hash(letters: &[char], family: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ (family << 32) ^ letters.len() as u64;
    mix(letters.iter().fold(start, |joined, letter| {
        (joined ^ u64::from(u32::from(*letter))).wrapping_mul(0x0000_0100_0000_01b3)
    }))
}

fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value ^ (value >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIECES: Pieces = Pieces {
        letters: 3,
        words: 1,
        bits: 10,
        summed: true,
    };

    fn model() -> HashedModel {
        let texts = [
            ("the house", 0),
            ("this thing", 0),
            ("das Haus", 1),
            ("ein schönes Ding", 1),
        ];
        HashedModel::train(&texts, 2, PIECES, 10)
    }

    #[test]
    fn words_never_seen_are_told_by_their_letters() {
        let said = model().probabilities("then");
        assert!(said[0] > said[1], "{said:?}");
    }

    #[test]
    fn a_stored_model_answers_as_before_and_a_damaged_one_is_refused() {
        let model = model();
        let bytes = model.to_bytes();
        assert_eq!(HashedModel::from_bytes(&bytes), Some(model));
        assert_eq!(HashedModel::from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(HashedModel::from_bytes(b"hello"), None);
    }

    #[test]
    fn nothing_said_is_nothing_told() {
        let said = model().probabilities("");
        assert!((said.iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }
}
