//! Sizes, colours, brands and categories, as the catalogue writes them.

use super::{EntityKind, Found};
use crate::understanding::{
    products::{CatalogueLexicon, abroad::color},
    text::Reading,
};

/// Colours that people name even when nothing in the shop has them.
const COLORS: &[&str] = &[
    "black",
    "white",
    "red",
    "blue",
    "green",
    "yellow",
    "orange",
    "purple",
    "pink",
    "brown",
    "grey",
    "gray",
    "beige",
    "navy",
    "teal",
    "turquoise",
    "gold",
    "silver",
    "cream",
    "khaki",
    "olive",
    "maroon",
    "burgundy",
    "violet",
    "charcoal",
    "tan",
    "coral",
    "mint",
    "indigo",
    "multicolor",
];
const WORD_SIZES: &[(&str, &str)] = &[
    ("small", "S"),
    ("medium", "M"),
    ("large", "L"),
    ("xs", "XS"),
    ("xl", "XL"),
    ("xxl", "XXL"),
    ("xxxl", "XXXL"),
    ("2xl", "XXL"),
    ("3xl", "XXXL"),
];

/// Every size, colour, brand and category.
pub(super) fn find(reading: &Reading<'_>, lexicon: &CatalogueLexicon) -> Vec<Found> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < reading.tokens.len() {
        let (one, used) = size_at(reading, place, lexicon)
            .or_else(|| color_at(reading, place, lexicon))
            .map_or((None, 1), |(one, used)| (Some(one), used));
        found.extend(one);
        place += used;
    }
    found.extend(lexicon.named(reading, EntityKind::Brand));
    found.extend(lexicon.named(reading, EntityKind::Category));
    found
}

/// The size whose words start at a place and how many words it takes.
pub(in crate::understanding) fn size_at(
    reading: &Reading<'_>,
    place: usize,
    lexicon: &CatalogueLexicon,
) -> Option<(Found, usize)> {
    let token = reading.tokens.get(place)?;
    let word = token.word.as_str();
    let found = |last: usize, value: String| {
        let end = reading.tokens.get(last)?.end;
        Some((
            Found::new(EntityKind::Size, token.start, end, value),
            last + 1 - place,
        ))
    };
    if matches!(word, "extra" | "x") {
        let value = match reading.word(place + 1)? {
            "large" => "XL",
            "small" => "XS",
            _ => return None,
        };
        return found(
            place + 1,
            lexicon
                .option_value("size", value)
                .unwrap_or_else(|| value.to_owned()),
        );
    }
    let announced = place
        .checked_sub(1)
        .and_then(|before| reading.word(before))
        .is_some_and(|before| {
            matches!(
                before,
                "size" | "sizes" | "eu" | "us" | "uk" | "sz" | "maat" | "taille" | "taglia" | "größe"
            )
        });
    if announced || (matches!(word, "eu" | "us" | "uk") && reading.word(place + 1).is_some_and(is_figure)) {
        let at = if matches!(word, "eu" | "us" | "uk") {
            place + 1
        } else {
            place
        };
        let value = reading.word(at)?;
        if !(is_figure(value) || is_letter_size(value)) {
            return None;
        }
        let half = reading.gap_after(at) == "." && reading.word(at + 1) == Some("5");
        let written = if half {
            format!("{value}.5")
        } else {
            value.to_owned()
        };
        let value = lexicon
            .option_value("size", &written)
            .unwrap_or_else(|| canonical_size(&written));
        return found(if half { at + 1 } else { at }, value);
    }
    // A lone `s`, `m` or `l` is a size when written large, `I'm` and `t-shirt` are not.
    let written = reading.slice(token.start, token.end);
    if is_letter_size(word) {
        let shouted = written.chars().all(|letter| !letter.is_lowercase());
        let joined = reading.slice(0, token.start).ends_with(['-', '\'', '’'])
            || reading.gap_after(place).starts_with(['-', '&']);
        if word.len() > 1 || (shouted && !joined) {
            let value = canonical_size(word);
            return found(place, lexicon.option_value("size", &value).unwrap_or(value));
        }
    }
    // "in 42" and "the 42" where the shop sells a size 42.
    let led = place
        .checked_sub(1)
        .and_then(|before| reading.word(before))
        .is_some_and(|before| matches!(before, "in" | "a"));
    if led && is_figure(word) && !reading.gap_after(place).starts_with(['%', '/', ':']) {
        let unit = reading.word(place + 1).is_some_and(|next| {
            next.starts_with("day")
                || next.starts_with("week")
                || next.starts_with("hour")
                || next.starts_with("month")
                || next.starts_with("minute")
        });
        if let Some(value) = lexicon.option_value("size", word)
            && !unit
        {
            return found(place, value);
        }
    }
    None
}

fn is_figure(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.chars().all(|letter| letter.is_ascii_digit())
}

fn is_letter_size(word: &str) -> bool {
    matches!(word, "s" | "m" | "l") || WORD_SIZES.iter().any(|(name, _)| *name == word)
}

fn canonical_size(word: &str) -> String {
    WORD_SIZES
        .iter()
        .find(|(name, _)| *name == word)
        .map_or_else(|| word.to_uppercase(), |(_, size)| (*size).to_owned())
}

fn color_at(reading: &Reading<'_>, place: usize, lexicon: &CatalogueLexicon) -> Option<(Found, usize)> {
    let token = reading.tokens.get(place)?;
    // Two words first: "forest green" is not "green".
    if let (Some(next), true) = (
        reading.tokens.get(place + 1),
        reading.gap_after(place).trim().is_empty(),
    ) && let Some(value) = lexicon.option_value("color", &format!("{} {}", token.word, next.word))
    {
        return Some((Found::new(EntityKind::Color, token.start, next.end, value), 2));
    }
    let word = color(&token.word);
    let known = lexicon.option_value("color", word);
    let value = known.or_else(|| COLORS.contains(&word).then(|| word.to_owned()))?;
    Some((Found::new(EntityKind::Color, token.start, token.end, value), 1))
}
