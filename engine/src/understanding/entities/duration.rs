//! How long something takes.

use std::sync::LazyLock;

use regex::Regex;

use super::{EntityKind, Found, number};
use crate::understanding::{pattern::pattern, text::Reading};

static DURATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(\d+(?:\.\d+)?|an?|half an|(?:twenty|thirty|forty|fifty|sixty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen)[\s-]?(seconds?|secs?|minutes?|mins?|hours?|hrs?|business days?|working days?|days?|nights?|weeks?|months?|years?)\b",
    )
});

/// Every duration, as ISO 8601.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Found> {
    DURATION
        .captures_iter(reading.text)
        .filter_map(|hit| {
            let whole = hit.get(0)?;
            let written = hit.get(1)?.as_str().to_lowercase();
            let count = match written.as_str() {
                "a" | "an" => 1.0,
                "half an" => 0.5,
                other => other
                    .parse::<f64>()
                    .ok()
                    .or_else(|| number::words_at(&Reading::new(other), 0).map(|(count, _)| count))?,
            };
            let unit = hit.get(2)?.as_str().to_lowercase();
            let iso = match unit.trim_end_matches('s') {
                "second" | "sec" => format!("PT{count}S"),
                "minute" | "min" => format!("PT{count}M"),
                "hour" | "hr" => format!("PT{count}H"),
                "week" => format!("P{count}W"),
                "month" => format!("P{count}M"),
                "year" => format!("P{count}Y"),
                _ => format!("P{count}D"),
            };
            Some(Found::new(EntityKind::Duration, whole.start(), whole.end(), iso))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("two weeks", "P2W")]
    #[case("3 business days", "P3D")]
    #[case("half an hour", "PT0.5H")]
    #[case("30-day trial", "P30D")]
    fn durations_are_written_the_standard_way(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(find(&Reading::new(text))[0].value, expected);
    }
}
