//! Times of day.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;

use super::{EntityKind, Found};
use crate::understanding::pattern::pattern;

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:at\s+)?(\d{1,2})(?:[:.](\d{2}))?\s?(a\.?m\b\.?|p\.?m\b\.?|o'?clock\b)|\b(?:at\s+)?([01]?\d|2[0-3]):([0-5]\d)\b|\b(noon|midday|midnight)\b|\bat\s+(\d{1,2})\b(?:\s+in the (morning|afternoon|evening))?",
    )
});

/// Every time of day.
pub(super) fn find(text: &str) -> Vec<Found> {
    CLOCK
        .captures_iter(text)
        .filter_map(|hit| {
            let whole = hit.get(0)?;
            let figure = |group: usize| {
                hit.get(group)
                    .and_then(|figure| figure.as_str().parse::<u32>().ok())
            };
            let (hour, minute) = if let Some(word) = hit.get(6) {
                (
                    if word.as_str().eq_ignore_ascii_case("midnight") {
                        0
                    } else {
                        12
                    },
                    0,
                )
            } else if let Some(hour) = figure(4) {
                (hour, figure(5)?)
            } else if let Some(hour) = figure(7) {
                // "at 5" alone may be a place or a price.
                let part = hit.get(8)?.as_str().to_lowercase();
                (
                    if part != "morning" && hour < 12 {
                        hour + 12
                    } else {
                        hour
                    },
                    0,
                )
            } else {
                let half = hit.get(3)?.as_str().to_lowercase();
                let hour = figure(1)?;
                let hour = match (half.chars().next()?, hour) {
                    ('p', 1..=11) => hour + 12,
                    ('a', 12) => 0,
                    _ => hour,
                };
                (hour, figure(2).unwrap_or(0))
            };
            (hour < 24 && minute < 60).then(|| {
                let value = json!({ "time": format!("{hour:02}:{minute:02}") });
                Found::new(EntityKind::Time, whole.start(), whole.end(), value)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("3pm", "15:00")]
    #[case("at 10:45", "10:45")]
    #[case("12 a.m.", "00:00")]
    #[case("around noon", "12:00")]
    #[case("at 7 in the evening", "19:00")]
    fn times_are_told_on_the_full_clock(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(find(text)[0].value, json!({ "time": expected }));
    }
}
