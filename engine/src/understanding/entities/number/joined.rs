//! Numbers that several written numbers make together: "3 hundred and 21", "one out of three", "zero point five".

use super::Span;
use crate::understanding::text::Reading;

/// Between a share and the whole.
const OUT_OF: &[&str] = &[
    "over", "out of", "uit", "uit de", "op de", "van de", "sur", "su", "von den",
];
/// Said for the mark before decimals.
const POINT: &[&str] = &["point", "komma", "virgule", "virgola", "comma"];
/// Between hundreds and what is below them.
const AND: &[&str] = &["", "and", "en", "und", "et", "e"];
/// Said behind millions for half of one more.
const AND_A_HALF: &[&str] = &[
    " and a half",
    " en een half",
    " und ein halb",
    " et demi",
    " e mezzo",
];
/// Said before a number below zero.
const BELOW: &[&str] = &[
    "minus ",
    "min ",
    "moins ",
    "meno ",
    "negative ",
    "négative ",
    "negatief ",
    "negativ ",
    "negativo ",
];

/// Joins neighbours; the spans come sorted.
pub(super) fn join(reading: &Reading<'_>, spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    // How many digits stand behind a spoken point, and where the number that has them ends.
    let mut decimals: Option<(usize, usize)> = None;
    for span in spans {
        let Some(last) = joined.last_mut() else {
            joined.push(span);
            continue;
        };
        let gap = reading.slice(last.end, span.start).to_lowercase();
        let between = gap.trim();
        let spaced = gap.starts_with(char::is_whitespace) && gap.ends_with(char::is_whitespace);
        let digits = match decimals {
            _ if spaced && POINT.contains(&between) => Some(0),
            Some((digits, end)) if between.is_empty() && end == last.end && span.number < 10.0 => {
                Some(digits)
            }
            _ => None,
        };
        let is_digits = (0.0..100.0).contains(&span.number) && span.number.fract() == 0.0;
        if let (Some(digits), true) = (digits, is_digits && spaced) {
            let more = if span.number < 10.0 { 1 } else { 2 };
            last.number += span.number / 10_f64.powi((digits + more) as i32);
            last.end = span.end;
            decimals = Some((digits + more, span.end));
            continue;
        }
        let whole = (spaced && span.number != 0.0)
            .then(|| together(reading, last, &span, between))
            .flatten();
        match whole {
            Some(number) => {
                last.number = number;
                last.end = span.end;
                last.telling = true;
            }
            None => joined.push(span),
        }
    }
    joined
        .into_iter()
        .map(|span| below_zero(reading, and_a_half(reading, span)))
        .collect()
}

fn together(reading: &Reading<'_>, left: &Span, right: &Span, between: &str) -> Option<f64> {
    if OUT_OF.contains(&between) {
        return Some(left.number / right.number);
    }
    if !AND.contains(&between) {
        return None;
    }
    let named = reading.slice(left.start, left.end).contains(char::is_alphabetic);
    let unit = [1e12, 1e9, 1e6, 1e3, 1e2]
        .into_iter()
        .find(|unit| left.number >= *unit && left.number % unit == 0.0)?;
    (named && right.number >= 1.0 && right.number < unit).then_some(left.number + right.number)
}

fn and_a_half(reading: &Reading<'_>, span: Span) -> Span {
    let unit = [1e12, 1e9, 1e6]
        .into_iter()
        .find(|unit| span.number >= *unit && span.number % unit == 0.0);
    let behind = reading.slice(span.end, reading.text.len());
    let said = AND_A_HALF.iter().find(|said| behind.starts_with(**said));
    match (unit, said) {
        (Some(unit), Some(said)) => Span {
            end: span.end + said.len(),
            number: span.number + 0.5 * unit,
            ..span
        },
        _ => span,
    }
}

fn below_zero(reading: &Reading<'_>, span: Span) -> Span {
    let before = reading.slice(0, span.start);
    let said = BELOW.iter().find(|word| {
        before
            .len()
            .checked_sub(word.len())
            .and_then(|start| before.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(word))
    });
    let Some(word) = said.filter(|_| span.number > 0.0) else {
        return span;
    };
    let start = span.start - word.len();
    let glued = reading.slice(0, start).ends_with(char::is_alphanumeric);
    if glued {
        return span;
    }
    Span {
        start,
        number: -span.number,
        ..span
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{super::spans, *};

    #[rstest]
    #[case("3 hundred and 21", &[321.0])]
    #[case("4 thousand 3 hundred and 21", &[4_321.0])]
    #[case("tweeduizend tweehonderdtwintig", &[2_220.0])]
    #[case("one out of three", &[1.0 / 3.0])]
    #[case("één van de twintig", &[0.05])]
    #[case("deux cent virgule zéro trois", &[200.03])]
    #[case("3 milioni e mezzo", &[3_500_000.0])]
    #[case("the answer is minus 5", &[-5.0])]
    #[case("2 caps and 3 mats", &[2.0, 3.0])]
    #[case("100 and 20", &[100.0, 20.0])]
    #[case("10, 20 or 30", &[10.0, 20.0, 30.0])]
    fn what_belongs_together_is_one_number(#[case] text: &str, #[case] expected: &[f64]) {
        let found: Vec<f64> = spans(&Reading::new(text))
            .iter()
            .map(|span| span.number)
            .collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} and {expected}");
        }
    }
}
