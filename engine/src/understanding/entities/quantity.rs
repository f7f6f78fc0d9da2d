//! How many of something a shopper wants.

use super::{EntityKind, Found, number};
use crate::understanding::{products::CatalogueLexicon, text::Reading};

/// Words between a number and what is counted.
const BETWEEN: &[&str] = &[
    "of",
    "more",
    "pairs",
    "pair",
    "pieces",
    "packs",
    "pack",
    "x",
    "the",
    "those",
    "these",
    "units",
    "items",
    "other",
    "extra",
    "additional",
    "times",
];
/// Words after which a number is a size, an order or a price and no count.
const NOT_AFTER: &[&str] = &[
    "size",
    "order",
    "eu",
    "us",
    "uk",
    "under",
    "below",
    "over",
    "above",
    "than",
    "number",
    "line1",
    "version",
    "top",
    "between",
    "and_price",
    "step",
    "ticket",
    "case",
    "rated",
];

/// Every count, except where the number measures something else.
pub(super) fn find(reading: &Reading<'_>, measured: &[Found], lexicon: &CatalogueLexicon) -> Vec<Found> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < reading.tokens.len() {
        let Some((count, used)) = count_at(reading, place) else {
            place += 1;
            continue;
        };
        if let Some(one) = accept(reading, place, used, count, lexicon)
            && !measured
                .iter()
                .any(|other| other.start < one.end && one.start < other.end)
        {
            found.push(one);
        }
        place += used;
    }
    found
}

/// The count whose words start at a place: `2`, `two`, `a pair of`, `a dozen`, `2x`.
pub(in crate::understanding) fn count_at(reading: &Reading<'_>, place: usize) -> Option<(i64, usize)> {
    let word = reading.word(place)?;
    let next = |ahead: usize| reading.word(place + ahead);
    match word {
        "a" | "an" | "one" if matches!(next(1), Some("dozen")) => return Some((12, 2)),
        "half" if matches!((next(1), next(2)), (Some("a"), Some("dozen"))) => return Some((6, 3)),
        "a" if matches!(next(1), Some("pair")) => return Some((1, 2)),
        "a" if matches!(next(1), Some("couple")) => return Some((2, 2)),
        "dozen" => return Some((12, 1)),
        "couple" => return Some((2, 1)),
        "both" => return Some((2, 1)),
        _ => {}
    }
    if let Some((number, used)) = number::words_at(reading, place) {
        let dozens = matches!(reading.word(place + used), Some("dozen"));
        let whole = number as i64;
        return Some(if dozens {
            (whole.saturating_mul(12), used + 1)
        } else {
            (whole, used)
        });
    }
    let digits = word
        .strip_suffix('x')
        .or_else(|| word.strip_prefix('x'))
        .unwrap_or(word);
    let token = reading.tokens.get(place)?;
    if digits.is_empty() || !digits.chars().all(|letter| letter.is_ascii_digit()) {
        return None;
    }
    // Beyond what can be counted is still a count: commerce refuses it by name.
    let count = digits.parse::<i64>().unwrap_or(i64::MAX);
    let before = reading.slice(0, token.start);
    let joined = before
        .chars()
        .next_back()
        .is_some_and(|mark| matches!(mark, '.' | '/' | ':' | '_' | '#' | '$' | '€' | '£'));
    let after = reading.slice(token.end, reading.text.len());
    let decimal = after.starts_with(['.', ',', ':', '/', '%', '€', '_'])
        && after.chars().nth(1).is_some_and(|next| next.is_ascii_digit());
    if joined || decimal || after.starts_with(['%', '€', '$']) {
        return None;
    }
    let minus = before.ends_with('-') && !before.trim_end_matches('-').ends_with(char::is_alphanumeric);
    Some((if minus { -count } else { count }, 1))
}

fn accept(
    reading: &Reading<'_>,
    place: usize,
    used: usize,
    count: i64,
    lexicon: &CatalogueLexicon,
) -> Option<Found> {
    let first = reading.tokens.get(place)?;
    let last = reading.tokens.get(place + used - 1)?;
    let before = place.checked_sub(1).and_then(|before| reading.word(before));
    if before.is_some_and(|word| NOT_AFTER.contains(&word)) {
        return None;
    }
    let is_name = |before: &str| {
        reading
            .word(place)
            .is_some_and(|word| lexicon.is_numbered_name(before, word))
    };
    if before.is_some_and(is_name) {
        return None;
    }
    // "the second one", "that one", "which one" count nothing.
    if reading.word(place) == Some("one") && used == 1 {
        let pointed = matches!(
            before,
            Some(
                "the"
                    | "that"
                    | "this"
                    | "which"
                    | "another"
                    | "any"
                    | "no"
                    | "first"
                    | "second"
                    | "third"
                    | "last"
                    | "other"
                    | "blue"
                    | "red"
                    | "black"
                    | "white"
                    | "green"
                    | "cheapest"
            )
        );
        if pointed {
            return None;
        }
    }
    let mut next = place + used;
    while reading.word(next).is_some_and(|word| BETWEEN.contains(&word)) {
        next += 1;
    }
    // "VEL-AER2-BLK-09 x2" and "caps x 3" count what stands before.
    let word = reading.word(place).unwrap_or_default();
    let counts_before = used == 1
        && (word.starts_with('x') || before == Some("x"))
        && word
            .trim_start_matches('x')
            .chars()
            .all(|letter| letter.is_ascii_digit())
        && reading
            .word(next)
            .is_none_or(|after| matches!(after, "to" | "in" | "into" | "please"));
    if counts_before {
        return Some(Found::new(EntityKind::Quantity, first.start, last.end, count));
    }
    let verb_before = (0..place).rev().take(4).any(|at| {
        matches!(
            reading.word(at),
            Some(
                "add"
                    | "buy"
                    | "want"
                    | "order"
                    | "take"
                    | "need"
                    | "get"
                    | "put"
                    | "make"
                    | "to"
                    | "by"
                    | "quantity"
                    | "remove"
                    | "give"
                    | "of"
                    | "only"
                    | "just"
                    | "no"
                    | "x"
            )
        )
    });
    let counts_product = (next..next + 3).any(|at| reading.word(at).is_some_and(|word| lexicon.knows(word)));
    let counts_sku = reading
        .tokens
        .get(next)
        .map(|token| reading.slice(token.start, reading.text.len()))
        .and_then(|rest| rest.split_whitespace().next())
        .is_some_and(|word| lexicon.sku(word.trim_matches([',', '.', '!', '?'])).is_some());
    let ends = reading.word(next).is_none() || next > place + used;
    let whole_text = reading.tokens.len() <= 2;
    let multiplied = first.word.ends_with('x') || reading.word(place + used) == Some("x");
    if !(counts_product || counts_sku || multiplied || whole_text || (verb_before && ends)) {
        return None;
    }
    let sign = usize::from(count < 0);
    Some(Found::new(
        EntityKind::Quantity,
        first.start - sign,
        last.end,
        count,
    ))
}
