//! Numbers in digits and in the words of five languages.

mod compound;
mod joined;
mod lexicon;
mod words;

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Number, Value};

use super::{EntityKind, Found};
use crate::{
    language::Language,
    understanding::{detect, pattern::pattern, text::Reading},
};
use lexicon::{Part, WORDS};

static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[-−]\s?)?(?:\d+[.,]\d{4,}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:[\x20\u{a0}\u{202f}]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)(?:e[+-]?\d{1,3}|\^-?\d{1,3}|/\d+)?(?:\s{0,2}(?:k|mm|mln|mio|bn|bln|tln)\b)?",
    )
});

/// A number as JSON, whole where it is whole.
#[must_use]
pub fn value(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9.0e15 {
        Value::from(number as i64)
    } else {
        Number::from_f64(number).map_or(Value::Null, Value::Number)
    }
}

/// A number and where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: f64,
    /// Whether it is more than one small word, which may be an article too.
    pub(super) telling: bool,
}

/// Every number of a message.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Found> {
    let whole = spans(reading);
    // "One" is more often a pronoun; alone it counts only where nothing else is said.
    let lone = |span: &Span| {
        let word = reading.slice(span.start, span.end).to_lowercase();
        matches!(word.as_str(), "un" | "een" | "ein" | "e")
            || (matches!(word.as_str(), "one" | "uno" | "un") && !span.telling && is_pronoun(reading, span))
    };
    whole
        .into_iter()
        .filter(|span| !lone(span))
        .map(|span| Found::new(EntityKind::Number, span.start, span.end, value(span.number)))
        .collect()
}

/// "This one", "the one", "one of them".
fn is_pronoun(reading: &Reading<'_>, span: &Span) -> bool {
    let before = reading.slice(0, span.start).trim_end().to_lowercase();
    ["this", "that", "the", "which", "any", "every", "no", "each"]
        .iter()
        .any(|word| before.ends_with(&format!(" {word}")) || before == *word)
}

/// Every number of a message, whatever it counts.
pub(super) fn spans(reading: &Reading<'_>) -> Vec<Span> {
    let text = reading.text;
    let mut found: Vec<Span> = DIGITS
        .find_iter(text)
        .filter_map(|hit| in_digits(reading, hit.start(), hit.end()))
        .collect();
    let mut place = 0;
    while place < reading.tokens.len() {
        let Some(written) = words::at(reading, place) else {
            place += 1;
            continue;
        };
        if let (Some(first), Some(last)) = (
            reading.tokens.get(place),
            reading.tokens.get(place + written.used - 1),
        ) {
            let span = Span {
                start: first.start,
                end: last.end,
                number: written.number,
                telling: written.telling,
            };
            if !found
                .iter()
                .any(|other| other.start < span.end && span.start < other.end)
            {
                found.push(span);
            }
        }
        place += written.used;
    }
    found.sort_by_key(|span| span.start);
    joined::join(reading, found)
}

fn in_digits(reading: &Reading<'_>, mut start: usize, mut end: usize) -> Option<Span> {
    let text = reading.text;
    let mut written = text.get(start..end)?;
    let mut before = text.get(..start).and_then(|before| before.chars().next_back());
    // `10-12` is two numbers and not one below zero.
    if written.starts_with(['-', '−'])
        && before.is_some_and(|letter| letter.is_alphanumeric() || letter == ')')
    {
        let rest = written.trim_start_matches(['-', '−', ' ']);
        start += written.len() - rest.len();
        written = rest;
        before = Some('-');
    }
    if before.is_some_and(|letter| letter.is_alphabetic() || letter == '_') {
        return None;
    }
    let after = text.get(end..).and_then(|after| after.chars().next());
    if after.is_some_and(|letter| letter.is_alphabetic() || letter == '_') {
        return None;
    }
    let english = || {
        !ambiguous(written)
            || matches!(
                detect::language(reading, None, &|_| false),
                Language::En | Language::Other
            )
    };
    let mut number = parse_in(written, english())?;
    if let Some((scale, more)) = scale_after(text, end) {
        number *= scale;
        end += more;
    }
    Some(Span {
        start,
        end,
        number,
        telling: true,
    })
}

/// "Million" right behind digits: what it multiplies by, and how many bytes it takes.
fn scale_after(text: &str, end: usize) -> Option<(f64, usize)> {
    let rest = text.get(end..)?;
    let plain = rest.trim_start_matches([' ', '\u{a0}']);
    let gap = rest.len() - plain.len();
    if gap == 0 || gap > 3 {
        return None;
    }
    let length = plain
        .find(|letter: char| !letter.is_alphabetic())
        .unwrap_or(plain.len());
    let word = plain.get(..length)?.to_lowercase();
    // French hundreds are cents elsewhere.
    if word.starts_with("cent") {
        return None;
    }
    let scale = WORDS
        .get(word.as_str())?
        .iter()
        .find_map(|(_, part)| match part {
            Part::Scale(value) => Some(*value),
            _ => None,
        })?;
    Some((scale, gap + length))
}

/// Whether a mark may be that of thousands or that of decimals.
fn ambiguous(written: &str) -> bool {
    let marks = written
        .chars()
        .filter(|letter| matches!(letter, '.' | ','))
        .count();
    let decimals = written
        .rfind(['.', ','])
        .map_or(0, |place| written.len() - place - 1);
    marks == 1 && decimals == 3
}

/// Reads digits with separators and a `k` or `million` behind them, as English writes them.
#[must_use]
pub fn parse(written: &str) -> Option<f64> {
    parse_in(written, true)
}

fn parse_in(written: &str, english: bool) -> Option<f64> {
    let mut plain = written.trim().to_lowercase().replace('−', "-");
    plain.retain(|letter| !letter.is_whitespace());
    let scales = [
        ("billion", 1e9),
        ("bln", 1e9),
        ("tln", 1e12),
        ("bn", 1e9),
        ("million", 1e6),
        ("mln", 1e6),
        ("mio", 1e6),
        ("mm", 1e6),
        ("k", 1e3),
    ];
    for (suffix, scale) in scales {
        if let Some(digits) = plain.strip_suffix(suffix) {
            return parse_in(digits, english).map(|number| number * scale);
        }
    }
    if let Some((over, under)) = plain.split_once('/') {
        let under = parse_in(under, english).filter(|under| *under != 0.0)?;
        return parse_in(over, english).map(|over| over / under);
    }
    if let Some((base, power)) = plain.split_once('^') {
        return Some(parse_in(base, english)?.powf(power.parse().ok()?));
    }
    let last = plain.rfind(['.', ',']);
    let mark = last.and_then(|place| plain.get(place..)?.chars().next());
    let count = plain.chars().filter(|letter| matches!(letter, '.' | ',')).count();
    let same = plain.chars().filter(|letter| Some(*letter) == mark).count();
    let decimals = last.map_or(0, |place| plain.len() - place - 1);
    let groups = match (mark, count) {
        (None, _) => false,
        // Several of one kind part thousands; of two kinds the last is the decimal mark.
        (_, 2..) => same > 1,
        (Some(','), _) => decimals == 3 && english,
        _ => decimals == 3 && !english,
    };
    if groups {
        plain.retain(|letter| !matches!(letter, '.' | ','));
    } else if let Some(place) = last {
        let (whole, decimals) = plain.split_at(place);
        let whole: String = whole
            .chars()
            .filter(|letter| !matches!(letter, '.' | ','))
            .collect();
        plain = format!("{whole}.{}", decimals.get(1..)?);
    }
    plain.parse().ok()
}

/// The number whose words start at a place, and how many words it takes.
#[must_use]
pub fn words_at(reading: &Reading<'_>, place: usize) -> Option<(f64, usize)> {
    words::at(reading, place).map(|written| (written.number, written.used))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("one hundred and sixteen", &[116.0])]
    #[case("twenty-one pairs", &[21.0])]
    #[case("two million five hundred thousand", &[2_500_000.0])]
    #[case("1,234.50 and -3", &[1_234.5, -3.0])]
    #[case("between 10-12", &[10.0, 12.0])]
    #[case("a hundred", &[100.0])]
    #[case("one, two or three", &[1.0, 2.0, 3.0])]
    #[case("the 180ml bottle", &[])]
    #[case("Der Preis ist 1.234,50 hoch", &[1_234.5])]
    #[case("3 miljoen euro", &[3_000_000.0])]
    #[case("this one is broken", &[])]
    #[case("the payment is due", &[])]
    fn numbers_are_read_as_meant(#[case] text: &str, #[case] expected: &[f64]) {
        let mut found = find(&Reading::new(text));
        found.sort_by_key(|one| one.start);
        let numbers: Vec<f64> = found.iter().filter_map(|one| one.value.as_f64()).collect();
        assert_eq!(numbers, expected);
    }

    #[rstest]
    #[case("1.234", true, 1.234)]
    #[case("1.234", false, 1_234.0)]
    #[case("1,234", true, 1_234.0)]
    #[case("9,23", true, 9.23)]
    #[case("4/5", true, 0.8)]
    #[case("2.5 k", true, 2_500.0)]
    fn marks_part_thousands_or_decimals_by_the_language(
        #[case] written: &str,
        #[case] english: bool,
        #[case] expected: f64,
    ) {
        assert_eq!(parse_in(written, english), Some(expected));
    }
}
