//! Cutting "2 running shoes and 1 hoodie" into its items.

use crate::understanding::{entities::quantity, products::CatalogueLexicon, text::Reading};

/// The items of a list as bytes from and to. A text without a list is one item.
///
/// A cut is made only where both sides name something of the catalogue, so that "black and
/// white shirt" stays whole.
pub(super) fn split(reading: &Reading<'_>, lexicon: &CatalogueLexicon) -> Vec<(usize, usize)> {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    let ends = |place: usize| reading.tokens.get(place).map_or(0, |token| token.end);
    for place in 1..reading.tokens.len() {
        let Some(token) = reading.tokens.get(place) else {
            break;
        };
        let gap = reading.gap_after(place - 1);
        let joins = joins_at(reading, place, lexicon);
        if joins || (gap.contains([',', '&', '+', '\n', ';']) && !decimal(gap, reading, place)) {
            parts.push((start, ends(place - 1)));
            start = if joins { token.end } else { token.start };
        } else if quantity::count_at(reading, place).is_some()
            && !lexicon.is_numbered_name(reading.word(place - 1).unwrap_or_default(), &token.word)
            && names(reading, lexicon, start, ends(place - 1))
            && lexicon.knows(reading.word(place + 1).unwrap_or_default())
        {
            // "2 caps 3 bottles", with nothing between.
            parts.push((start, ends(place - 1)));
            start = token.start;
        }
    }
    parts.push((start, reading.text.len()));
    merge(reading, lexicon, parts)
}

/// Words between two items. What is short and means other things too joins only where a count or a number of the
/// catalogue follows.
fn joins_at(reading: &Reading<'_>, place: usize, lexicon: &CatalogueLexicon) -> bool {
    match reading.word(place) {
        Some("and" | "plus" | "also" | "und" | "sowie" | "et" | "ainsi") => true,
        Some("en" | "e" | "ed") => {
            let next = reading.tokens.get(place + 1);
            let written = next.map_or("", |next| reading.slice(next.start, reading.text.len()));
            let first = written.split_whitespace().next().unwrap_or_default();
            quantity::count_at(reading, place + 1).is_some()
                || matches!(reading.word(place + 1), Some("een" | "un" | "una" | "uno"))
                || lexicon.sku(first.trim_matches([',', '.'])).is_some()
        }
        _ => false,
    }
}

fn decimal(gap: &str, reading: &Reading<'_>, place: usize) -> bool {
    let figure = |place: usize| {
        reading
            .word(place)
            .is_some_and(|word| word.chars().all(|letter| letter.is_ascii_digit()))
    };
    gap == "," && place > 0 && figure(place - 1) && figure(place)
}

fn merge(
    reading: &Reading<'_>,
    lexicon: &CatalogueLexicon,
    parts: Vec<(usize, usize)>,
) -> Vec<(usize, usize)> {
    let mut merged: Vec<(usize, usize)> = Vec::new();
    let mut waiting: Option<usize> = None;
    for (start, end) in parts {
        // A count with a word behind it is an item, whether the shop has it or not.
        let own = names(reading, lexicon, start, end)
            || points(reading, start, end)
            || (starts_with_count(reading, start) && has_words(reading, start, end));
        match (own, merged.last_mut()) {
            (true, _) => merged.push((waiting.take().unwrap_or(start), end)),
            // What follows an item without naming another describes the item.
            (false, Some(last)) if waiting.is_none() => last.1 = end,
            (false, _) => {
                waiting.get_or_insert(start);
            }
        }
    }
    if merged.is_empty() {
        merged.push((0, reading.text.len()));
    }
    merged
}

fn names(reading: &Reading<'_>, lexicon: &CatalogueLexicon, start: usize, end: usize) -> bool {
    reading
        .tokens
        .iter()
        .filter(|token| token.start >= start && token.end <= end)
        .any(|token| lexicon.knows(&token.word) || (token.word.len() >= 5 && lexicon.resembles(&token.word)))
        || reading
            .slice(start, end)
            .split_whitespace()
            .any(|word| lexicon.sku(word.trim_matches([',', '.'])).is_some())
}

/// "Put one in black in my cart": a part that points at what was shown is an item, though it names nothing.
fn points(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    super::reference::takes(reading.slice(start, end))
}

fn starts_with_count(reading: &Reading<'_>, start: usize) -> bool {
    let first = reading.tokens.iter().position(|token| token.start >= start);
    first.is_some_and(|place| {
        quantity::count_at(reading, place).is_some() || matches!(reading.word(place), Some("a" | "an"))
    })
}

/// A count with an unknown thing behind it: it is passed on, so that the shop can say it has none.
fn has_words(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let inside = reading
        .tokens
        .iter()
        .filter(|token| token.start >= start && token.end <= end);
    inside
        .filter(|token| !crate::understanding::products::is_filler(&token.word))
        .any(|token| {
            token.word.len() > 2 && token.word.chars().all(char::is_alphabetic) && lexical(&token.word)
        })
}

fn lexical(word: &str) -> bool {
    !matches!(
        word,
        "large" | "small" | "medium" | "black" | "white" | "blue" | "red" | "green"
    )
}
