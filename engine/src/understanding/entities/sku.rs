//! Stock keeping units of the catalogue, and what looks like one.

use std::sync::LazyLock;

use regex::Regex;

use super::{EntityKind, Found};
use crate::understanding::{pattern::pattern, products::CatalogueLexicon, text::Reading};

static CANDIDATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[a-z0-9]{2,}(?:[-_][a-z0-9]+){0,5}\b"));
static SHAPE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-i:\b[A-Z]{2,6}(?:-[A-Z0-9]{1,8}){1,5}\b)"));
static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:sku|article(?: number| no\.?)?|item (?:number|no\.?))\s*[:#]?\s*([a-z0-9][a-z0-9_-]{2,30})\b",
    )
});

/// Every SKU: known ones wherever they stand, others where the text says or shows what they are.
pub(super) fn find(reading: &Reading<'_>, lexicon: &CatalogueLexicon) -> Vec<Found> {
    let text = reading.text;
    let mut found: Vec<Found> = CANDIDATE
        .find_iter(text)
        .filter_map(|hit| {
            let known = lexicon.sku(hit.as_str())?;
            Some(Found::new(EntityKind::Sku, hit.start(), hit.end(), known))
        })
        .collect();
    let announced = ANNOUNCED.captures_iter(text).filter_map(|hit| hit.get(1));
    let shaped = SHAPE
        .find_iter(text)
        .filter(|hit| hit.as_str().chars().any(|letter| letter.is_ascii_digit()));
    for hit in announced.chain(shaped) {
        let one = Found::new(
            EntityKind::Sku,
            hit.start(),
            hit.end(),
            hit.as_str().to_uppercase(),
        );
        let has_digit = hit.as_str().chars().any(|letter| letter.is_ascii_digit());
        if has_digit && !found.iter().any(|other| other.overlaps(&one)) {
            found.push(one);
        }
    }
    found
}
