//! From a text to a direction: texts about the same matter point the same way.

use std::collections::BTreeMap;

use colloquy_vector::normalise;
use serde::{Deserialize, Serialize};

use super::{
    lexical::LIGHT_SHARE,
    question::{Unit, units},
    text::plain,
};
use crate::language::Language;

/// Components of the built-in vectors: at a few hundred passages more would not change the order.
const DIMENSIONS: usize = 256;
/// Over how many components a feature is spread; a clash in one of them is then outvoted.
const SPREAD: usize = 4;
/// What a concept counts beside the word that stands for it.
const CONCEPT_WEIGHT: f32 = 0.9;
/// What all letter groups of a word count together beside the word.
const LETTERS_WEIGHT: f32 = 0.6;
/// What two neighbouring words count beside each of them.
const PAIR_WEIGHT: f32 = 0.35;

/// Turns texts into vectors of length one.
pub trait Embedder: Send + Sync {
    /// A name that changes whenever the same text would get another vector; stored vectors of another name are not used.
    fn name(&self) -> &str;

    /// The number of components.
    fn dimensions(&self) -> usize;

    /// The vector of a text; all zero when the text says nothing.
    fn embed(&self, text: &str, language: Language) -> Vec<f32>;
}

/// The built-in embedder: words, concepts, word pairs and letter groups, each weighted by how rare it is in the
/// documents and hashed to fixed places. It needs no model file and gives the same vector on every machine.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HashedEmbedder {
    texts: u32,
    /// In how many texts each stem occurs; sorted, so that it is written down the same way each time.
    frequencies: BTreeMap<String, u32>,
}

impl HashedEmbedder {
    /// An embedder that knows from `texts` which words are rare.
    #[must_use]
    pub fn fit<'text>(texts: impl IntoIterator<Item = (&'text str, Language)>) -> Self {
        let mut by_language: BTreeMap<Language, Self> = BTreeMap::new();
        for (text, language) in texts {
            let fitted = by_language.entry(language).or_default();
            fitted.texts = fitted.texts.saturating_add(1);
            let mut stems: Vec<String> = units(text, language).into_iter().map(|unit| unit.stem).collect();
            stems.sort_unstable();
            stems.dedup();
            for stem in stems {
                *fitted.frequencies.entry(stem).or_insert(0) += 1;
            }
        }
        // What is said again in another language makes no word rarer: it is as rare as where it occurs most.
        let mut all = Self::default();
        for fitted in by_language.into_values() {
            all.texts = all.texts.max(fitted.texts);
            for (stem, frequency) in fitted.frequencies {
                let most = all.frequencies.entry(stem).or_insert(0);
                *most = frequency.max(*most);
            }
        }
        all
    }

    fn weight(&self, unit: &Unit) -> f32 {
        let frequency = self.frequencies.get(&unit.stem).copied().unwrap_or(0) as f32;
        let rarity = (1.0 + (self.texts as f32 - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln();
        rarity * if unit.light { LIGHT_SHARE } else { 1.0 }
    }
}

impl Embedder for HashedEmbedder {
    fn name(&self) -> &str {
        "hashed-1"
    }

    fn dimensions(&self) -> usize {
        DIMENSIONS
    }

    fn embed(&self, text: &str, language: Language) -> Vec<f32> {
        let mut features: BTreeMap<u64, f32> = BTreeMap::new();
        let mut add = |kind: u8, name: &str, weight: f32| {
            *features.entry(hash(kind, name)).or_insert(0.0) += weight;
        };
        let units = units(text, language);
        for (position, unit) in units.iter().enumerate() {
            let weight = self.weight(unit);
            add(b'w', &unit.stem, weight);
            if let Some(concept) = unit.concept {
                add(b'c', concept, weight * CONCEPT_WEIGHT);
            }
            if unit.light {
                continue;
            }
            let groups = letter_groups(&unit.word);
            let share = weight * LETTERS_WEIGHT / (groups.len().max(1) as f32).sqrt();
            for group in &groups {
                add(b'l', group, share);
            }
            if let Some(next) = units.get(position + 1) {
                add(
                    b'p',
                    &format!("{} {}", unit.stem, next.stem),
                    weight.min(self.weight(next)) * PAIR_WEIGHT,
                );
            }
        }
        let mut vector = vec![0.0; DIMENSIONS];
        for (feature, weight) in features {
            // A word said five times is not five times as telling.
            spread(&mut vector, feature, weight.sqrt());
        }
        normalise(&mut vector);
        vector
    }
}

fn spread(vector: &mut [f32], feature: u64, weight: f32) {
    let mut state = feature;
    for _ in 0..SPREAD {
        state = mixed(state);
        let place = (state >> 1) as usize % vector.len().max(1);
        let sign = if state & 1 == 0 { 1.0 } else { -1.0 };
        if let Some(component) = vector.get_mut(place) {
            *component += sign * weight;
        }
    }
}

/// Groups of three and four letters, with marks for the word's ends.
fn letter_groups(word: &str) -> Vec<String> {
    let letters: Vec<char> = format!("<{}>", plain(word)).chars().collect();
    [3, 4]
        .into_iter()
        .flat_map(|size| letters.windows(size).map(|group| group.iter().collect()))
        .collect()
}

/// FNV-1a, written out because the standard hasher may change between releases and stored vectors may not.
fn hash(kind: u8, name: &str) -> u64 {
    let mut value = 0xcbf2_9ce4_8422_2325_u64;
    for byte in std::iter::once(kind).chain(name.bytes()) {
        value = (value ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    value
}

/// The finaliser of SplitMix64: neighbouring inputs end far apart.
fn mixed(state: u64) -> u64 {
    let mut value = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use colloquy_vector::dot;
    use proptest::prelude::*;

    use super::*;

    fn embedder() -> HashedEmbedder {
        HashedEmbedder::fit([
            ("How long does delivery take?", Language::En),
            ("Returns are free within 30 days", Language::En),
            ("Wash the jacket at 30 degrees", Language::En),
        ])
    }

    #[test]
    fn texts_about_one_matter_are_nearer_than_others() {
        let embed = |text| embedder().embed(text, Language::En);
        let question = embed("when will my parcel be delivered");
        assert!(
            dot(&question, &embed("How long does delivery take?"))
                > dot(&question, &embed("Wash the jacket at 30 degrees")) + 0.1
        );
    }

    #[test]
    fn a_text_that_says_nothing_points_nowhere() {
        assert!(
            embedder()
                .embed("?! the of", Language::En)
                .iter()
                .all(|value| *value == 0.0)
        );
    }

    proptest! {
        #[test]
        fn every_vector_has_length_one_or_zero_and_repeats(text in "\\PC{0,80}") {
            let vector = embedder().embed(&text, Language::Nl);
            let length = dot(&vector, &vector);
            prop_assert!(length == 0.0 || (length - 1.0).abs() < 1e-3);
            prop_assert_eq!(vector, embedder().embed(&text, Language::Nl));
        }
    }
}
