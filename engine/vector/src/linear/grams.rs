//! Cutting a text into words, word pairs and letter groups, each named by a hash.

/// Which pieces of a text become features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GramShape {
    /// The shortest group of letters.
    pub shortest_letters: u8,
    /// The longest group of letters; groups never cross from one word into the next.
    pub longest_letters: u8,
    /// How many neighbouring words make one feature at most.
    pub longest_words: u8,
}

impl Default for GramShape {
    fn default() -> Self {
        Self {
            shortest_letters: 2,
            longest_letters: 4,
            longest_words: 2,
        }
    }
}

/// The pieces of one text; words and letters apart, since each family gets its own length.
#[derive(Debug, Default)]
pub(super) struct Grams {
    pub(super) words: Vec<u64>,
    pub(super) letters: Vec<u64>,
    pub(super) concepts: Vec<u64>,
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;
const WORD_FAMILY: u64 = 0x5eed_0001;
const LETTER_FAMILY: u64 = 0x5eed_0002;
const CONCEPT_FAMILY: u64 = 0x5eed_0003;
/// Pairs grow with the square; the first words say what is wanted.
const MOST_CONCEPTS: usize = 16;

/// Cuts a text whose words are separated by spaces; a second line holds its concepts.
pub(super) fn cut(text: &str, shape: GramShape) -> Grams {
    let (text, concepts) = text.split_once('\n').unwrap_or((text, ""));
    let mut grams = Grams {
        concepts: cut_concepts(concepts),
        ..Grams::default()
    };
    let hashes: Vec<u64> = std::iter::once("^")
        .chain(text.split_whitespace())
        .chain(std::iter::once("$"))
        .map(|word| hash(word.bytes(), WORD_FAMILY))
        .collect();
    for length in 1..=usize::from(shape.longest_words) {
        for window in hashes.windows(length) {
            grams.words.push(
                window
                    .iter()
                    .fold(length as u64, |joined, next| mix(joined ^ next)),
            );
        }
    }
    let mut letters: Vec<char> = Vec::new();
    for word in text.split_whitespace() {
        letters.clear();
        letters.push(' ');
        letters.extend(word.chars().take(40));
        letters.push(' ');
        for length in usize::from(shape.shortest_letters)..=usize::from(shape.longest_letters) {
            for window in letters.windows(length) {
                let mut bytes = [0_u8; 4];
                let mut joined = LETTER_FAMILY ^ SEED;
                for letter in window {
                    for byte in letter.encode_utf8(&mut bytes).bytes() {
                        joined = (joined ^ u64::from(byte)).wrapping_mul(PRIME);
                    }
                }
                grams.letters.push(mix(joined));
            }
        }
    }
    grams
}

/// Concepts, neighbouring pairs, and pairs at any distance in the order said.
fn cut_concepts(concepts: &str) -> Vec<u64> {
    let hashes: Vec<u64> = concepts
        .split_whitespace()
        .take(MOST_CONCEPTS)
        .map(|word| hash(word.bytes(), CONCEPT_FAMILY))
        .collect();
    let mut found = hashes.clone();
    found.extend(
        hashes
            .windows(2)
            .map(|pair| pair.iter().fold(3, |joined, next| mix(joined ^ next))),
    );
    for (place, first) in hashes.iter().enumerate() {
        for second in hashes.iter().skip(place + 1) {
            found.push(mix(mix(first ^ 5) ^ second));
        }
    }
    found
}

fn hash(bytes: impl Iterator<Item = u8>, family: u64) -> u64 {
    mix(bytes.fold(family ^ SEED, |joined, byte| {
        (joined ^ u64::from(byte)).wrapping_mul(PRIME)
    }))
}

/// Spreads every input bit over the whole word; without it short pieces would share their high bits.
pub(super) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
