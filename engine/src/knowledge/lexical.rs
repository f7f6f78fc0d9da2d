//! The words of all passages: which passage holds which, and how telling each is.

use std::collections::{BTreeMap, HashMap, HashSet};

use colloquy_vector::{Posting, accumulate};

use super::{
    document::Passage,
    kind::Kinds,
    question::{Unit, denies, units},
    sentence::sentences,
    typo::Spellings,
};
use crate::language::Language;

/// How soon more occurrences of a word stop counting.
const SATURATION: f32 = 1.2;
/// How much a long passage is discounted.
const LENGTH_DISCOUNT: f32 = 0.6;
/// What a word in the title or question counts more than one in the text.
const HEADING_BOOST: f32 = 2.5;
/// What a concept counts beside the word that stands for it.
const CONCEPT_SHARE: f32 = 0.6;
/// What a word counts that tells little.
pub(crate) const LIGHT_SHARE: f32 = 0.25;
/// Marks concepts among the terms; no word holds this letter.
const CONCEPT_MARK: char = '=';

/// A unit of a passage as the terms it is stored under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IndexedUnit {
    pub stem: u32,
    pub concept: Option<u32>,
    pub light: bool,
}

/// The terms of one passage.
#[derive(Clone, Debug, Default)]
pub(crate) struct PassageTerms {
    /// All terms of text and title, sorted.
    pub all: Vec<u32>,
    /// The terms of each sentence of the text, sorted.
    pub sentences: Vec<Vec<u32>>,
    /// The units of the title.
    pub heading: Vec<IndexedUnit>,
    /// Whether the title asks what is not so.
    pub denies: bool,
    /// What the title asks for.
    pub kinds: Kinds,
    frequencies: Vec<(u32, f32)>,
    /// Those of its terms that are counted for it, and whether its text is.
    counted: (Vec<u32>, bool),
    length: f32,
    language: Language,
}

impl PassageTerms {
    /// Whether the passage or its title holds a term.
    pub fn holds(&self, term: u32) -> bool {
        self.all.binary_search(&term).is_ok()
    }
}

/// How much is written in one language.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    passages: usize,
    /// Passages of texts of their own.
    texts: usize,
    length: f32,
}

/// Postings of all passages in memory.
///
/// A shop says much of what it knows in several languages. How telling a word is, and how long a passage usually is,
/// is therefore measured within one language and not over all: a translation makes no word rarer.

#[derive(Clone, Debug, Default)]
pub(crate) struct LexicalIndex {
    terms: HashMap<String, u32>,
    postings: Vec<Vec<Posting>>,
    spellings: Spellings,
    passages: Vec<PassageTerms>,
    sizes: BTreeMap<Language, Size>,
    /// In how many passages of each language a term occurs.
    occurrences: Vec<BTreeMap<Language, usize>>,
    norms: Vec<f32>,
    /// How telling each term is.
    rarities: Vec<f32>,
    /// The texts of the document that came last, with the terms that are counted of each.
    counted: Counted,
}

/// What is counted of one document. A text that stands under several wordings of a question is one text: its words are
/// no commoner for being asked for in many ways.
#[derive(Clone, Debug, Default)]
struct Counted {
    document: String,
    texts: HashMap<String, HashSet<u32>>,
}

impl Counted {
    /// Those of a passage's terms that are to be counted, and whether its text is new.
    fn count(&mut self, passage: &Passage, terms: &[u32]) -> (Vec<u32>, bool) {
        if self.document != passage.document {
            self.document.clone_from(&passage.document);
            self.texts.clear();
        }
        let is_new = !self.texts.contains_key(&passage.text);
        let known = self.texts.entry(passage.text.clone()).or_default();
        let new = terms.iter().copied().filter(|term| known.insert(*term));
        (new.collect(), is_new)
    }
}

impl LexicalIndex {
    /// Adds a passage under the next slot.
    pub fn push(&mut self, passage: &Passage) {
        let heading = self.indexed(&units(&passage.title, passage.language));
        let mut body = Vec::new();
        let mut sentence_terms = Vec::new();
        for sentence in sentences(&passage.text) {
            let indexed = self.indexed(&units(sentence, passage.language));
            let mut terms: Vec<u32> = indexed
                .iter()
                .flat_map(|unit| [Some(unit.stem), unit.concept])
                .flatten()
                .collect();
            terms.sort_unstable();
            terms.dedup();
            sentence_terms.push(terms);
            body.extend(indexed);
        }
        let mut frequencies: HashMap<u32, f32> = HashMap::new();
        let mut order = Vec::new();
        for (unit, boost) in heading
            .iter()
            .map(|unit| (unit, HEADING_BOOST))
            .chain(body.iter().map(|unit| (unit, 1.0)))
        {
            for (term, share) in [(Some(unit.stem), 1.0), (unit.concept, 1.0)] {
                let Some(term) = term else { continue };
                let frequency = frequencies.entry(term).or_insert_with(|| {
                    order.push(term);
                    0.0
                });
                *frequency += boost * share;
            }
        }
        let slot = self.passages.len() as u32;
        let frequencies: Vec<(u32, f32)> = order
            .iter()
            .map(|term| (*term, frequencies.get(term).copied().unwrap_or_default()))
            .collect();
        for (term, frequency) in &frequencies {
            if let Some(list) = self.postings.get_mut(*term as usize) {
                list.push(Posting {
                    slot,
                    frequency: *frequency,
                });
            }
        }
        order.sort_unstable();
        let length = (heading.len() + body.len()) as f32;
        let language = passage.language;
        let size = self.sizes.entry(language).or_default();
        size.passages += 1;
        size.length += length;
        let counted = self.counted.count(passage, &order);
        size.texts += usize::from(counted.1);
        for term in &counted.0 {
            if let Some(counts) = self.occurrences.get_mut(*term as usize) {
                *counts.entry(language).or_insert(0) += 1;
            }
        }
        self.passages.push(PassageTerms {
            sentences: sentence_terms,
            all: order,
            heading,
            denies: denies(&passage.title),
            kinds: Kinds::of(&passage.title),
            frequencies,
            counted,
            length,
            language,
        });
    }

    /// Takes the words of a slot out; the slot stays empty.
    pub fn remove(&mut self, slot: usize) {
        let Some(gone) = self.passages.get_mut(slot).map(std::mem::take) else {
            return;
        };
        if gone.all.is_empty() && gone.length == 0.0 {
            return;
        }
        for (term, _) in &gone.frequencies {
            if let Some(list) = self.postings.get_mut(*term as usize) {
                list.retain(|posting| posting.slot as usize != slot);
            }
        }
        for term in &gone.counted.0 {
            let count = self
                .occurrences
                .get_mut(*term as usize)
                .and_then(|counts| counts.get_mut(&gone.language));
            if let Some(count) = count {
                *count = count.saturating_sub(1);
            }
        }
        if let Some(size) = self.sizes.get_mut(&gone.language) {
            size.length -= gone.length;
            size.passages = size.passages.saturating_sub(1);
            size.texts = size.texts.saturating_sub(usize::from(gone.counted.1));
        }
    }

    /// Computes what depends on all passages together. To be called once after passages came or went.
    pub fn settle(&mut self) {
        let largest = self.largest();
        let average = (largest.length / largest.passages.max(1) as f32).max(1.0);
        self.norms.clear();
        self.norms.extend(
            self.passages
                .iter()
                .map(|terms| SATURATION * (1.0 - LENGTH_DISCOUNT + LENGTH_DISCOUNT * terms.length / average)),
        );
        // Asked for several times for each candidate of a question.
        let most = |counts: &BTreeMap<Language, usize>| counts.values().copied().max().unwrap_or(0);
        self.rarities = self
            .occurrences
            .iter()
            .map(|counts| self.rarity_of(most(counts)))
            .collect();
    }

    /// The BM25 score of every slot for weighted terms.
    pub fn scores(&self, weighted: &[(u32, f32)]) -> Vec<f32> {
        let mut sums = vec![0.0; self.passages.len()];
        for (term, weight) in weighted {
            if let Some(list) = self.postings.get(*term as usize) {
                accumulate(&mut sums, &self.norms, list, *weight, SATURATION);
            }
        }
        sums
    }

    /// The term of a stem that some passage holds.
    pub fn term(&self, stem: &str) -> Option<u32> {
        self.terms
            .get(stem)
            .copied()
            .filter(|term| self.frequency(*term) > 0)
    }

    /// The term of a concept that some passage holds.
    pub fn concept_term(&self, concept: &str) -> Option<u32> {
        self.term(&concept_name(concept))
    }

    /// Terms that some passage holds and that a misspelt or derived word may stand for.
    pub fn near(&self, stem: &str) -> Vec<(u32, f32)> {
        let mut near = self.spellings.near(stem);
        near.retain(|(term, _)| self.frequency(*term) > 0);
        near
    }

    /// How telling a term is: the fewer passages hold it in the language that has it most, the more.
    pub fn rarity(&self, term: u32) -> f32 {
        let known = self.rarities.get(term as usize).copied();
        known.unwrap_or_else(|| self.highest_rarity())
    }

    /// How telling a word is that no passage holds.
    pub fn highest_rarity(&self) -> f32 {
        self.rarity_of(0)
    }

    /// The terms of a slot.
    pub fn passage(&self, slot: usize) -> Option<&PassageTerms> {
        self.passages.get(slot)
    }

    /// What a concept counts beside the word itself when passages are scored.
    pub fn concept_share() -> f32 {
        CONCEPT_SHARE
    }

    fn frequency(&self, term: u32) -> usize {
        self.postings.get(term as usize).map_or(0, Vec::len)
    }

    /// The language that most is written in.
    fn largest(&self) -> Size {
        let sizes = self.sizes.values().copied();
        sizes.max_by_key(|size| size.passages).unwrap_or_default()
    }

    fn rarity_of(&self, frequency: usize) -> f32 {
        let (live, frequency) = (self.largest().texts as f32, frequency as f32);
        (1.0 + (live - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln()
    }

    fn indexed(&mut self, units: &[Unit]) -> Vec<IndexedUnit> {
        units
            .iter()
            .map(|unit| IndexedUnit {
                stem: self.intern(&unit.stem, true),
                concept: unit
                    .concept
                    .map(|concept| self.intern(&concept_name(concept), false)),
                light: unit.light,
            })
            .collect()
    }

    fn intern(&mut self, name: &str, is_word: bool) -> u32 {
        if let Some(term) = self.terms.get(name) {
            return *term;
        }
        let term = self.postings.len() as u32;
        self.terms.insert(name.to_owned(), term);
        self.postings.push(Vec::new());
        self.occurrences.push(BTreeMap::new());
        if is_word {
            self.spellings.insert(name, term);
        }
        term
    }
}

fn concept_name(concept: &str) -> String {
    format!("{CONCEPT_MARK}{concept}")
}
