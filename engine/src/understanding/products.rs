//! Recognising the products of a catalogue in what people write.

pub(super) mod abroad;
mod mention;
mod stem;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::{commerce::catalogue::Catalogue, ids::ProductId, spelling::Spelling};

use super::{
    entities::{EntityKind, Found},
    text::{Reading, tokens},
};

pub use mention::Mention;
pub(super) use stem::is_filler;
use stem::{stem, synonyms};

/// A product and how well it fits what was said, from 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProductMatch {
    /// Which product.
    pub product_id: ProductId,
    /// One when every word was found in its name.
    pub score: f32,
}

#[derive(Clone, Copy, Debug)]
struct Posting {
    product: u32,
    weight: f32,
}

#[derive(Clone, Debug, Default)]
struct Entry {
    postings: Vec<Posting>,
    /// How much the word tells: rare words tell more.
    rarity: f32,
    /// Whether it names a thing, not only describes one.
    names: bool,
}

/// The words of a catalogue, built once for each version of it.
#[derive(Clone, Debug, Default)]
pub struct CatalogueLexicon {
    /// Words of names with the number behind them, as in "Aerostride 2": such a number counts nothing.
    numbered: HashSet<(String, String)>,
    ids: Vec<ProductId>,
    names: Vec<BTreeSet<String>>,
    terms: HashMap<String, Entry>,
    /// Terms by length, for words with typing errors.
    by_length: BTreeMap<usize, Vec<Spelling>>,
    skus: HashMap<String, String>,
    /// Lower-case option values by option name, to their form in the catalogue.
    options: HashMap<String, HashMap<String, String>>,
    /// Lower-case word rows of brands and categories, to their form in the catalogue.
    brands: Vec<(Vec<String>, String)>,
    categories: Vec<(Vec<String>, String)>,
}

const NAME: f32 = 1.0;
const BRAND: f32 = 0.8;
const CATEGORY: f32 = 0.8;
const KEYWORD: f32 = 0.75;
const OPTION: f32 = 0.4;
const STYLE: f32 = 0.4;
const DESCRIPTION: f32 = 0.25;

impl CatalogueLexicon {
    /// Reads every product of a catalogue.
    #[must_use]
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut lexicon = Self::default();
        let mut brands = BTreeMap::new();
        let mut categories = BTreeMap::new();
        for (number, product) in (0_u32..).zip(catalogue.products()) {
            lexicon.ids.push(product.id.clone());
            lexicon
                .names
                .push(content_stems(&product.name).into_iter().collect());
            for pair in words(&product.name).windows(2) {
                if let [word, number] = pair
                    && number.chars().all(|letter| letter.is_ascii_digit())
                {
                    lexicon.numbered.insert((word.clone(), number.clone()));
                }
            }
            let mut add = |text: &str, weight: f32, names: bool| lexicon.add(number, text, weight, names);
            add(&product.name, NAME, true);
            add(&product.brand, BRAND, true);
            add(&product.category.replace(['-', '_', '/'], " "), CATEGORY, true);
            product
                .keywords
                .iter()
                .for_each(|keyword| add(keyword, KEYWORD, true));
            product.styles.iter().for_each(|style| add(style, STYLE, false));
            add(&product.description, DESCRIPTION, false);
            for variant in &product.variants {
                lexicon
                    .skus
                    .insert(variant.sku.to_lowercase(), variant.sku.clone());
                for (option, value) in &variant.options {
                    lexicon.add(number, value, OPTION, false);
                    let values = lexicon.options.entry(option.to_lowercase()).or_default();
                    values.insert(value.to_lowercase(), value.clone());
                }
            }
            if !product.brand.is_empty() {
                brands.insert(words(&product.brand), product.brand.clone());
            }
            if !product.category.is_empty() {
                let spoken = words(&product.category.replace(['-', '_', '/'], " "));
                let stems = spoken.iter().map(|word| stem(word)).collect();
                categories.insert(stems, product.category.clone());
            }
        }
        lexicon.brands = brands.into_iter().collect();
        lexicon.categories = categories.into_iter().collect();
        lexicon.finish();
        lexicon
    }

    /// Whether a number belongs to the name before it, as in "Aerostride 2".
    #[must_use]
    pub fn is_numbered_name(&self, word: &str, number: &str) -> bool {
        self.numbered.contains(&(word.to_owned(), number.to_owned()))
    }

    fn add(&mut self, product: u32, text: &str, weight: f32, names: bool) {
        let stems = content_stems(text);
        // "T-shirt", "t shirt" and "tshirt" are one word.
        let pairs: Vec<String> = stems
            .windows(2)
            .filter(|pair| pair.iter().map(String::len).sum::<usize>() <= 12)
            .map(|pair| pair.concat())
            .collect();
        let pair_count = pairs.len();
        let all = pairs
            .into_iter()
            .map(|pair| (pair, weight * 0.9))
            .chain(stems.into_iter().map(|stem| (stem, weight)));
        for (place, (term, weight)) in all.enumerate() {
            let entry = self.terms.entry(term).or_default();
            entry.names |= names && place >= pair_count;
            match entry.postings.last_mut() {
                Some(last) if last.product == product => last.weight = last.weight.max(weight),
                _ => entry.postings.push(Posting { product, weight }),
            }
        }
    }

    fn finish(&mut self) {
        let total = self.ids.len() as f32;
        for (term, entry) in &mut self.terms {
            entry.rarity = (1.0 + total / entry.postings.len().max(1) as f32).ln();
            // A number is no slip of another one.
            if term.chars().any(|letter| letter.is_ascii_digit()) {
                continue;
            }
            let spelling = Spelling::new(term.as_str());
            self.by_length
                .entry(spelling.length())
                .or_default()
                .push(spelling);
        }
        // The same catalogue gives the same answers, whatever order the map had.
        self.by_length
            .values_mut()
            .for_each(|terms| terms.sort_unstable_by(|left, right| left.word().cmp(right.word())));
    }

    /// The products that fit a description, best first, at most `limit`.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<ProductMatch> {
        let stems: Vec<String> = content_stems(query)
            .into_iter()
            .flat_map(|stem| match abroad::compound(&stem) {
                [] => vec![stem],
                parts => parts.iter().map(|part| (*part).to_owned()).collect(),
            })
            .collect();
        if stems.is_empty() {
            return Vec::new();
        }
        let mut scores = vec![0.0_f32; self.ids.len()];
        let mut whole = 0.0_f32;
        let joined = stems.windows(2).map(|pair| pair.concat()).collect::<Vec<_>>();
        for (place, term) in stems.iter().enumerate() {
            let pair_known = [place.checked_sub(1), Some(place)]
                .into_iter()
                .flatten()
                .filter_map(|place| joined.get(place))
                .find(|pair| self.terms.contains_key(*pair));
            let mut best: HashMap<u32, f32> = HashMap::new();
            let mut rarity = (1.0 + self.ids.len() as f32).ln() * 0.6;
            let mut found = self.spellings(term);
            if let Some(pair) = pair_known {
                found.push((pair.as_str(), 0.95));
            }
            for (position, (spelling, closeness)) in found.iter().enumerate() {
                let Some(entry) = self.terms.get(*spelling) else {
                    continue;
                };
                if position == 0 {
                    rarity = entry.rarity;
                }
                for posting in &entry.postings {
                    let gain = best.entry(posting.product).or_default();
                    *gain = gain.max(posting.weight * closeness);
                }
            }
            whole += rarity;
            for (product, gain) in best {
                if let Some(score) = scores.get_mut(product as usize) {
                    *score += gain * rarity;
                }
            }
        }
        let mut ranked: Vec<(usize, f32)> = scores
            .into_iter()
            .map(|score| score / whole)
            .enumerate()
            .filter(|(_, score)| *score >= 0.3)
            .collect();
        let name_length = |number: usize| self.names.get(number).map_or(usize::MAX, BTreeSet::len);
        ranked.sort_by(|left, right| {
            right
                .1
                .total_cmp(&left.1)
                .then_with(|| name_length(left.0).cmp(&name_length(right.0)))
                .then(left.0.cmp(&right.0))
        });
        let best = ranked.first().map_or(0.0, |(_, score)| *score);
        ranked
            .into_iter()
            .take_while(|(_, score)| *score >= best * 0.6)
            .take(limit)
            .filter_map(|(number, score)| {
                Some(ProductMatch {
                    product_id: self.ids.get(number)?.clone(),
                    score: score.min(1.0),
                })
            })
            .collect()
    }

    /// The terms of the catalogue that a word may stand for, with how close each is.
    fn spellings(&self, term: &str) -> Vec<(&str, f32)> {
        let mut found: Vec<(&str, f32)> = Vec::new();
        if let Some((known, _)) = self.terms.get_key_value(term) {
            found.push((known, 1.0));
        }
        for synonym in synonyms(term) {
            if let Some((known, _)) = self.terms.get_key_value(*synonym) {
                found.push((known, if found.is_empty() { 0.9 } else { 0.7 }));
            }
        }
        if !found.is_empty() {
            return found;
        }
        let asked = Spelling::new(term);
        let length = asked.length();
        if length < 4 || term.chars().any(|letter| letter.is_ascii_digit()) {
            return found;
        }
        let most = if length >= 8 { 2 } else { 1 };
        // People seldom miss the first letter, and asking for it keeps "boots" from "roots".
        let first = term.chars().next();
        let lengths = length.saturating_sub(most).max(3)..=length + most;
        for known in self.by_length.range(lengths).flat_map(|(_, terms)| terms) {
            if known.word().chars().next() == first
                && let Some(distance) = asked.distance(known, most)
            {
                found.push((known.word(), 0.85 - 0.15 * distance as f32));
            }
        }
        found.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(right.0)));
        found.truncate(3);
        found
    }

    /// Whether a word names something in the catalogue: a thing, a brand, a category.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        if is_filler(word) {
            return false;
        }
        let term = stem(word);
        self.terms.get(&term).is_some_and(|entry| entry.names)
            || synonyms(&term)
                .iter()
                .any(|synonym| self.terms.get(*synonym).is_some_and(|entry| entry.names))
    }

    /// Whether a word, typing errors allowed, names something in the catalogue.
    #[must_use]
    pub fn resembles(&self, word: &str) -> bool {
        if is_filler(word) {
            return false;
        }
        let spellings = self.spellings(&stem(word));
        spellings
            .iter()
            .any(|(spelling, _)| self.terms.get(*spelling).is_some_and(|entry| entry.names))
    }

    /// Whether a word belongs to a brand; such words say nothing about the language of a text.
    #[must_use]
    pub fn is_brand_word(&self, word: &str) -> bool {
        self.brands
            .iter()
            .any(|(words, _)| words.iter().any(|known| known == word))
    }

    /// The SKU in the catalogue's spelling.
    #[must_use]
    pub fn sku(&self, written: &str) -> Option<String> {
        self.skus.get(&written.to_lowercase()).cloned()
    }

    /// An option value in the catalogue's spelling: `xl` to `XL`, `large` to `L`, `42` to `EU 42`.
    #[must_use]
    pub fn option_value(&self, option: &str, written: &str) -> Option<String> {
        let values = self.options.get(option)?;
        let lower = written.to_lowercase();
        if let Some(value) = values.get(&lower) {
            return Some(value.clone());
        }
        let alias = match lower.as_str() {
            "small" => "s",
            "medium" => "m",
            "large" => "l",
            "extra large" | "xlarge" => "xl",
            "extra small" => "xs",
            "grey" => "gray",
            "gray" => "grey",
            _ => {
                let figure = lower
                    .chars()
                    .all(|letter| letter.is_ascii_digit() || letter == '.');
                return ["eu ", "us ", "uk "]
                    .iter()
                    .filter(|_| figure)
                    .find_map(|prefix| values.get(&format!("{prefix}{lower}")).cloned());
            }
        };
        values.get(alias).cloned()
    }

    /// Brands or categories that a message names.
    pub(super) fn named(&self, reading: &Reading<'_>, kind: EntityKind) -> Vec<Found> {
        let (names, stemmed) = match kind {
            EntityKind::Brand => (&self.brands, false),
            _ => (&self.categories, true),
        };
        let spoken: Vec<String> = reading
            .tokens
            .iter()
            .map(|token| {
                if stemmed {
                    stem(&token.word)
                } else {
                    token.word.trim_end_matches("'s").to_owned()
                }
            })
            .collect();
        let mut found: Vec<Found> = Vec::new();
        for (words, name) in names.iter().filter(|(words, _)| !words.is_empty()) {
            for (place, window) in spoken.windows(words.len()).enumerate() {
                if window != words.as_slice() {
                    continue;
                }
                if let (Some(first), Some(last)) = (
                    reading.tokens.get(place),
                    reading.tokens.get(place + words.len() - 1),
                ) {
                    found.push(Found::new(kind, first.start, last.end, name.as_str()));
                }
            }
        }
        found
    }
}

fn words(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|token| token.word).collect()
}

fn content_stems(text: &str) -> Vec<String> {
    tokens(text)
        .into_iter()
        .filter(|token| !is_filler(&token.word))
        .map(|token| stem(&token.word))
        .collect()
}

#[cfg(test)]
pub(super) mod tests;
