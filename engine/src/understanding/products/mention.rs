//! Which product somebody means, when they name one.

use std::collections::BTreeSet;

use serde_json::json;

use super::{CatalogueLexicon, ProductMatch, content_stems, is_filler};
use crate::understanding::{
    entities::{EntityKind, Found},
    text::Reading,
};

/// What a description of a product points at.
#[derive(Clone, Debug, PartialEq)]
pub enum Mention {
    /// Nothing in the catalogue.
    None,
    /// One product.
    One(ProductMatch),
    /// Several that fit about equally well, best first.
    Ambiguous {
        /// At most five.
        candidates: Vec<ProductMatch>,
    },
}

/// Fits below this share too little with what was said.
const WEAKEST: f32 = 0.4;
/// A best fit this far ahead of the next is the one that was meant.
const LEAD: f32 = 1.25;

impl CatalogueLexicon {
    /// Which product a description means: a whole name or a clear best fit is one product, a
    /// word that many share is ambiguous.
    #[must_use]
    pub fn mention(&self, description: &str) -> Mention {
        let candidates = self.search(description, 5);
        let Some(best) = candidates.first().filter(|best| best.score >= WEAKEST) else {
            return Mention::None;
        };
        let said: BTreeSet<String> = content_stems(description).into_iter().collect();
        // A name said in full is meant, unless the name is one plain word that others have too.
        let in_full: Vec<&ProductMatch> = candidates
            .iter()
            .filter(|candidate| {
                let place = self.ids.iter().position(|id| *id == candidate.product_id);
                let name = place.and_then(|place| self.names.get(place));
                name.is_some_and(|name| name.len() >= 2 && name.is_subset(&said))
            })
            .collect();
        if let [one] = in_full.as_slice() {
            return Mention::One((*one).clone());
        }
        match candidates.get(1) {
            Some(next) if best.score < next.score * LEAD => Mention::Ambiguous { candidates },
            _ => Mention::One(best.clone()),
        }
    }

    /// The rows of words in a message that name products.
    pub(in crate::understanding) fn mentions(&self, reading: &Reading<'_>) -> Vec<Found> {
        let mut found = Vec::new();
        let mut place = 0;
        while place < reading.tokens.len() {
            let Some(end) = self.run_from(reading, place) else {
                place += 1;
                continue;
            };
            if let (Some(first), Some(last)) = (reading.tokens.get(place), reading.tokens.get(end - 1)) {
                let description = reading.slice(first.start, last.end);
                let (candidates, ambiguous) = match self.mention(description) {
                    Mention::None => (Vec::new(), false),
                    Mention::One(one) => (vec![one], false),
                    Mention::Ambiguous { candidates } => (candidates, true),
                };
                if !candidates.is_empty() {
                    let ids: Vec<&str> = candidates.iter().map(|one| one.product_id.as_str()).collect();
                    let value = json!({ "product_ids": ids, "ambiguous": ambiguous });
                    found.push(Found::new(EntityKind::Product, first.start, last.end, value));
                }
            }
            place = end;
        }
        found
    }

    /// The end of the longest row of catalogue words from a place; `None` when none starts there.
    ///
    /// A row must hold a word that names a thing: "blue" alone is a colour.
    fn run_from(&self, reading: &Reading<'_>, place: usize) -> Option<usize> {
        let mut end = None;
        let mut named = false;
        for at in place..reading.tokens.len() {
            let word = reading.word(at)?;
            let gap = if at == place {
                ""
            } else {
                reading.gap_after(at - 1)
            };
            if gap.contains([',', '.', ';', '?', '!', '\n', ':']) && !gap.trim().is_empty() {
                break;
            }
            let names = self.knows(word) || (word.len() >= 5 && self.resembles(word));
            // "t" of "t-shirt" and colours belong to the row when something named follows.
            let describes = !is_filler(word) && (self.option_value("color", word).is_some() || word == "t");
            if !(names || describes) {
                break;
            }
            named |= names;
            if named {
                end = Some(at + 1);
            }
        }
        end
    }
}
