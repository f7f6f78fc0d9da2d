//! Numbers in words, in five languages: scales, "and", halves and other fractions.

use super::{
    compound,
    lexicon::{DE, EN, FR, IT, Languages, NL, ORDER, Part, WORDS, denominator},
};
use crate::{
    language::Language,
    understanding::{detect, text::Reading},
};

/// A number in words, and how many words it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Written {
    pub(super) number: f64,
    pub(super) used: usize,
    /// Whether more than one small word or one scale was said.
    pub(super) telling: bool,
}

/// Words that are numbers in one language and something else in another: believed only in a text of that language.
const FALSE_FRIENDS: &[(&str, Languages)] = &[
    ("due", IT),
    ("sei", IT),
    ("onze", FR),
    ("ten", EN),
    ("cent", FR),
    ("cents", FR),
    ("mille", FR | IT),
    ("six", EN | FR),
    ("elf", NL | DE),
    ("sept", FR),
    ("tre", IT),
    ("half", EN | NL),
    ("min", NL),
    ("nil", EN),
    ("neuf", FR),
    ("acht", NL | DE),
    ("dix", FR),
    ("nove", IT),
];

/// The number whose words start at a place.
pub(super) fn at(reading: &Reading<'_>, place: usize) -> Option<Written> {
    let first = reading.word(place)?;
    let known = WORDS.get(first);
    let candidates: Languages = known.map_or(0, |parts| {
        parts.iter().fold(0, |joined, (languages, _)| joined | languages)
    }) | ORDER
        .into_iter()
        .filter(|language| is_compound(first, *language))
        .fold(0, |joined, one| joined | one);
    if candidates == 0 {
        return None;
    }
    let trusted = match FALSE_FRIENDS.iter().find(|(word, _)| *word == first) {
        Some((_, languages)) => languages & spoken(reading),
        None => candidates,
    };
    ORDER
        .into_iter()
        .filter(|language| trusted & language != 0)
        .filter_map(|language| read(reading, place, language))
        .max_by_key(|written| written.used)
}

/// The language of a text as a bit; English where it is none of the five.
fn spoken(reading: &Reading<'_>) -> Languages {
    match detect::language(reading, None, &|_| false) {
        Language::Nl => NL,
        Language::De => DE,
        Language::Fr => FR,
        Language::It => IT,
        Language::En | Language::Other => EN,
    }
}

fn is_compound(word: &str, language: Languages) -> bool {
    // Few words are numbers; the cheap question first.
    word.len() > 5
        && matches!(language, NL | DE | IT)
        && !WORDS.contains_key(word)
        && compound::value(word, language).is_some()
}

fn part(word: &str, language: Languages, wanted: fn(Part) -> bool) -> Option<Part> {
    let known = WORDS.get(word).and_then(|parts| {
        let fitting = parts
            .iter()
            .find(|(languages, part)| languages & language != 0 && wanted(*part));
        fitting.map(|(_, part)| *part)
    });
    known.or_else(|| {
        let whole = is_compound(word, language)
            .then(|| compound::value(word, language))
            .flatten()
            .map(Part::Small);
        whole.filter(|part| wanted(*part))
    })
}

/// Whether the text between two words may stand inside a number.
fn joined(reading: &Reading<'_>, place: usize) -> bool {
    !reading
        .gap_after(place)
        .contains([',', '.', ';', '?', '!', '\n', '(', ')', ':', '/'])
}

fn read(reading: &Reading<'_>, place: usize, language: Languages) -> Option<Written> {
    let mut at = place;
    let mut below = false;
    if part(reading.word(at)?, language, |part| part == Part::Minus).is_some() {
        below = true;
        at += 1;
        if !joined(reading, at - 1) {
            return None;
        }
    }
    let (mut number, used, mut telling) = whole(reading, at, language).unwrap_or((0.0, 0, false));
    let mut end = at + used;
    if let Some((share, more, plus)) = fraction(reading, end, language, (used > 0).then_some(number)) {
        number = if plus { number + share } else { share };
        end += more;
        telling = true;
    } else if used == 0 {
        return None;
    }
    if below {
        number = -number;
    }
    Some(Written {
        number,
        used: end - place,
        telling: telling || below,
    })
}

/// A whole number: what it is, how many words it takes, and whether it is more than a lone small word.
fn whole(reading: &Reading<'_>, place: usize, language: Languages) -> Option<(f64, usize, bool)> {
    let is_part = |part: Part| matches!(part, Part::Small(_) | Part::Scale(_) | Part::And | Part::Article);
    let mut total = 0.0;
    let mut current = 0.0;
    let mut at = place;
    let mut end = place;
    // What the next small word must be smaller than.
    let mut room = f64::INFINITY;
    let mut scaled = false;
    let mut said = 0;
    while let Some(word) = reading.word(at) {
        if at > place && !joined(reading, at - 1) {
            break;
        }
        match part(word, language, is_part) {
            Some(Part::Small(value)) => {
                let last = current % 100.0;
                if language == FR && value == 20.0 && last == 4.0 {
                    current += 76.0;
                    room = 20.0;
                } else if language == FR && (10.0..20.0).contains(&value) && (last == 60.0 || last == 80.0) {
                    current += value;
                    room = if value == 10.0 { 10.0 } else { 0.0 };
                } else if language == FR
                    && last == 10.0
                    && (7.0..10.0).contains(&value)
                    && said > 0
                    && room == 10.0
                {
                    current += value;
                    room = 0.0;
                } else if value < room || (said == 0) {
                    current += value;
                    room = match value {
                        value if value >= 1e3 || (value >= 100.0 && value % 100.0 == 0.0) => 100.0,
                        value if (20.0..100.0).contains(&value) && value % 10.0 == 0.0 => 10.0,
                        10.0 if language == FR => 10.0,
                        _ => 0.0,
                    };
                } else {
                    break;
                }
                said += 1;
            }
            Some(Part::Scale(value)) => {
                let alone = said == 0 && current == 0.0;
                if alone && !matches!(value, 100.0 | 1e3) {
                    break;
                }
                if value <= 100.0 {
                    current = if current == 0.0 { 1.0 } else { current } * value;
                } else {
                    total += if current == 0.0 { 1.0 } else { current } * value;
                    current = 0.0;
                }
                room = if value <= 100.0 { 100.0 } else { f64::INFINITY };
                scaled = true;
                said += 1;
            }
            Some(Part::And) if said > 0 && joined(reading, at) => {
                let next = reading
                    .word(at + 1)
                    .and_then(|next| part(next, language, |part| matches!(part, Part::Small(_))));
                let fits = matches!(next, Some(Part::Small(value)) if value < room && (scaled || (language == FR && (value == 1.0 || value == 11.0))));
                if !fits {
                    break;
                }
                at += 1;
                continue;
            }
            Some(Part::Article) if said == 0 => {
                let next = reading
                    .word(at + 1)
                    .and_then(|next| part(next, language, |part| matches!(part, Part::Scale(_))));
                if next.is_none() || !joined(reading, at) {
                    break;
                }
                current = 1.0;
                at += 1;
                continue;
            }
            _ => break,
        }
        at += 1;
        end = at;
    }
    (end > place).then_some((total + current, end - place, scaled || said > 1))
}

/// A fraction behind a number or alone: its value, its words, and whether it is added to the number.
fn fraction(
    reading: &Reading<'_>,
    place: usize,
    language: Languages,
    number: Option<f64>,
) -> Option<(f64, usize, bool)> {
    let open = place == 0 || number.is_none() || joined(reading, place - 1);
    let word = reading.word(place).filter(|_| open)?;
    let is_fraction = |part: Part| matches!(part, Part::Fraction(_));
    let share = |word: &str| match part(word, language, is_fraction) {
        Some(Part::Fraction(value)) => Some(value),
        _ => denominator(word, language).map(|(value, _)| 1.0 / value),
    };
    if let Some(number) = number {
        // "three quarters", and "half" right behind a number is added: "fünf einhalb".
        if let Some(value) = share(word).filter(|_| is_counted(word, number, language)) {
            let added = value == 0.5 && number >= 1.0 && language != EN && language != NL;
            return Some((if added { value } else { number * value }, 1, added));
        }
        // "two and a half", "twenty and three fifths".
        part(word, language, |part| part == Part::And)?;
        let (over, used) = share_after_and(reading, place + 1, language)?;
        let mut used = used + 1;
        // "one and a half million" is more than the sum.
        let after = reading
            .word(place + used)
            .and_then(|next| part(next, language, |part| matches!(part, Part::Scale(_))));
        if let (Some(Part::Scale(scale)), true) = (after, joined(reading, place + used - 1)) {
            used += 1;
            return Some((
                (if number < 1e3 { number } else { 0.0 } + over) * scale
                    - if number < 1e3 { number } else { 0.0 },
                used,
                true,
            ));
        }
        // "one million and a half" means half a million.
        let unit = [1e12, 1e9, 1e6]
            .into_iter()
            .find(|scale| number >= *scale && number % scale == 0.0)
            .unwrap_or(1.0);
        return Some((over * unit, used, true));
    }
    // "half a million", "a quarter", "demi-million"
    let start = usize::from(part(word, language, |part| part == Part::Article).is_some());
    let named = reading
        .word(place + start)
        .filter(|_| start == 0 || joined(reading, place))?;
    let Some(Part::Fraction(value)) = part(named, language, is_fraction) else {
        let of = denominator(named, language).filter(|(of, _)| start == 1 && *of > 2.0)?;
        return (language == EN).then_some((1.0 / of.0, 2, false));
    };
    let mut used = start + 1;
    let article = reading
        .word(place + used)
        .and_then(|next| part(next, language, |part| part == Part::Article));
    let ahead = usize::from(article.is_some());
    let scale = reading
        .word(place + used + ahead)
        .and_then(|next| part(next, language, |part| matches!(part, Part::Scale(_))));
    if let (Some(Part::Scale(scale)), true) = (scale, joined(reading, place + used - 1)) {
        used += ahead + 1;
        return Some((value * scale, used, false));
    }
    // A third alone is rather an order, a quarter alone a time.
    (start == 1 && value == 0.5 || matches!(named, "dreiviertel" | "driekwart"))
        .then_some((value, used, false))
}

fn share_after_and(reading: &Reading<'_>, place: usize, language: Languages) -> Option<(f64, usize)> {
    let word = reading.word(place)?;
    let article = usize::from(part(word, language, |part| part == Part::Article).is_some());
    if let Some(Part::Fraction(value)) = reading
        .word(place + article)
        .and_then(|word| part(word, language, |part| matches!(part, Part::Fraction(_))))
    {
        return Some((value, article + 1));
    }
    let (count, used, _) = whole(reading, place, language)?;
    let named = reading.word(place + used)?;
    let value = match part(named, language, |part| matches!(part, Part::Fraction(_))) {
        Some(Part::Fraction(value)) => value,
        _ => 1.0 / denominator(named, language)?.0,
    };
    is_counted(named, count, language).then_some((count * value, used + 1))
}

/// Whether a denominator fits its count: English and French write several of them in the plural.
fn is_counted(word: &str, count: f64, language: Languages) -> bool {
    match language {
        EN => {
            (word.ends_with('s') != (count == 1.0))
                && !matches!(word, "seconds" | "second" | "first" | "firsts")
                || word.ends_with("firsts")
        }
        IT => word.ends_with('i') != (count == 1.0) || word.starts_with("mezz"),
        FR => count == 1.0 || word.ends_with('s') || word.starts_with("demi"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("one hundred and sixteen", 116.0, 4)]
    #[case("two and a half litres", 2.5, 4)]
    #[case("half a million eggs", 500_000.0, 3)]
    #[case("three quarters of it", 0.75, 2)]
    #[case("drie vijfde van de prijs", 0.6, 2)]
    #[case("einhundertneunundneunzig Prozent", 199.0, 1)]
    #[case("cinq cent trente cinq", 535.0, 4)]
    #[case("quatre-vingt-dix-neuf euros", 99.0, 4)]
    #[case("soixante-quinze euros", 75.0, 2)]
    #[case("vingt et un articles", 21.0, 3)]
    #[case("due e mezzo, per favore", 2.5, 3)]
    #[case("tre milioni di euro", 3_000_000.0, 2)]
    #[case("zwei Millionen", 2_000_000.0, 2)]
    #[case("minus one", -1.0, 2)]
    #[case("twenty-one pairs", 21.0, 2)]
    fn numbers_are_read_as_meant(#[case] text: &str, #[case] number: f64, #[case] used: usize) {
        let written = at(&Reading::new(text), 0).expect("it starts with a number");
        assert!((written.number - number).abs() < 1e-9, "{written:?}");
        assert_eq!(written.used, used);
    }

    #[rstest]
    #[case("due to the weather")]
    #[case("a hoodie")]
    #[case("half of them came")]
    fn other_words_are_no_numbers(#[case] text: &str) {
        assert_eq!(at(&Reading::new(text), 0), None);
    }
}
