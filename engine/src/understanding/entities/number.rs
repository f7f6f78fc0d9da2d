//! Numbers in digits and in English words.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Number, Value};

use super::{EntityKind, Found};
use crate::understanding::{pattern::pattern, text::Reading};

static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:\s?(?:k|million|billion)\b)?")
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

/// Every number of a message.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Found> {
    let text = reading.text;
    let mut found: Vec<Found> = DIGITS
        .find_iter(text)
        .filter_map(|hit| {
            let (mut start, end) = (hit.start(), hit.end());
            let mut written = hit.as_str();
            let before = text.get(..start).and_then(|before| before.chars().next_back());
            // `10-12` is two numbers and not one below zero.
            if written.starts_with(['-', '−'])
                && before.is_some_and(|letter| letter.is_alphanumeric() || letter == ')')
            {
                let sign = written.chars().next().map_or(0, char::len_utf8);
                start += sign;
                written = written.get(sign..)?;
            } else if before.is_some_and(|letter| letter.is_alphabetic() || letter == '_') {
                return None;
            }
            let after = text.get(end..).and_then(|after| after.chars().next());
            if after.is_some_and(|letter| letter.is_alphabetic() || letter == '_') {
                return None;
            }
            Some(Found::new(EntityKind::Number, start, end, value(parse(written)?)))
        })
        .collect();
    let mut place = 0;
    while place < reading.tokens.len() {
        let Some((number, used)) = words_at(reading, place) else {
            place += 1;
            continue;
        };
        if let (Some(first), Some(last)) = (reading.tokens.get(place), reading.tokens.get(place + used - 1)) {
            found.push(Found::new(
                EntityKind::Number,
                first.start,
                last.end,
                value(number),
            ));
        }
        place += used;
    }
    found
}

/// Reads digits with separators and a `k` or `million` behind them.
#[must_use]
pub fn parse(written: &str) -> Option<f64> {
    let plain = written.trim().to_lowercase().replace(',', "").replace('−', "-");
    let scales = [("billion", 1e9), ("million", 1e6), ("k", 1e3)];
    for (suffix, scale) in scales {
        if let Some(digits) = plain.strip_suffix(suffix) {
            return digits.trim().parse::<f64>().ok().map(|number| number * scale);
        }
    }
    plain.parse().ok()
}

/// The number whose words start at a place, and how many words it takes.
#[must_use]
pub fn words_at(reading: &Reading<'_>, place: usize) -> Option<(f64, usize)> {
    let mut total = 0.0;
    let mut part = 0.0;
    let mut used = 0;
    let mut last_small = f64::INFINITY;
    let mut at = place;
    while let Some(word) = reading.word(at) {
        if at > place
            && reading
                .gap_after(at - 1)
                .contains([',', '.', ';', '?', '!', '\n'])
        {
            break;
        }
        if let Some(small) = small(word) {
            // Twenty-one is one number, but "two three" are two.
            if used > 0 && (small >= last_small || last_small < 20.0) {
                break;
            }
            part += small;
            // After twenty a unit may follow, after a unit nothing.
            last_small = if small >= 20.0 { 20.0 } else { 0.0 };
        } else if let Some(scale) = scale(word) {
            if used == 0
                && !reading.word(at + 1).is_some_and(small_or_scale)
                && word != "hundred"
                && word != "thousand"
            {
                return None;
            }
            if scale == 100.0 {
                part = if part == 0.0 { 1.0 } else { part } * scale;
            } else {
                total += if part == 0.0 { 1.0 } else { part } * scale;
                part = 0.0;
            }
            last_small = f64::INFINITY;
        } else if word == "and"
            && used > 0
            && last_small == f64::INFINITY
            && reading.word(at + 1).and_then(small).is_some()
        {
            at += 1;
            used += 1;
            continue;
        } else if word == "a" && used == 0 && reading.word(at + 1).and_then(scale).is_some() {
            part = 1.0;
        } else {
            break;
        }
        at += 1;
        used += 1;
    }
    (used > 0).then_some((total + part, used))
}

fn small_or_scale(word: &str) -> bool {
    small(word).is_some() || scale(word).is_some()
}

fn scale(word: &str) -> Option<f64> {
    match word {
        "hundred" => Some(100.0),
        "thousand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        _ => None,
    }
}

fn small(word: &str) -> Option<f64> {
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    if let Some(place) = WORDS.iter().position(|known| *known == word) {
        return Some(place as f64);
    }
    TENS.iter()
        .position(|known| *known == word)
        .map(|place| (place as f64 + 2.0) * 10.0)
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
    fn numbers_are_read_as_meant(#[case] text: &str, #[case] expected: &[f64]) {
        let mut found = find(&Reading::new(text));
        found.sort_by_key(|one| one.start);
        let numbers: Vec<f64> = found.iter().filter_map(|one| one.value.as_f64()).collect();
        assert_eq!(numbers, expected);
    }
}
