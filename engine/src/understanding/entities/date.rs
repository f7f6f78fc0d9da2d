//! Days and spans of days, counted from a given today.

use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use regex::Regex;
use serde_json::{Value, json};

use super::{EntityKind, Found, number};
use crate::understanding::{pattern::pattern, text::Reading};

const MONTHS: &str = r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const DAYS: &str =
    r"mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thurs?(?:day)?|thu|fri(?:day)?|sat(?:urday)?|sun(?:day)?";

static ISO: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b"));
static FIGURES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(\d{1,2})([-/.])(\d{1,2})(?:[-/.](\d{4}|\d{2}))?\b"));
static DAY_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s-]({MONTHS})\b\.?(?:,?[\s-](\d{{4}})\b)?"
    ))
});
static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b({MONTHS})\.?\s(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(\d{{4}})\b)?"
    ))
});
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:(day after tomorrow|day before yesterday|today|tonight|tomorrow|yesterday)|(?:(this|next|last|past|coming|previous)\s+)?\b({DAYS})|(this|next|last|past|coming|previous)\s+(week|month|year|weekend))\b"
    ))
});
static AWAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(in|within)\s+)?(\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|a few)\s+(days?|weeks?|months?|years?)(?:\s+(ago|from now|from today|later|back))?\b",
    )
});

/// Every day or span of days.
pub(super) fn find(reading: &Reading<'_>, today: NaiveDate) -> Vec<Found> {
    let text = reading.text;
    let mut found = Vec::new();
    let mut add = |hit: Option<regex::Match<'_>>, value: Option<Value>| {
        if let (Some(hit), Some(value)) = (hit, value) {
            let one = Found::new(EntityKind::Date, hit.start(), hit.end(), value);
            if !found.iter().any(|other: &Found| other.overlaps(&one)) {
                found.push(one);
            }
        }
    };
    for hit in ISO.captures_iter(text) {
        let day = figure(&hit, 1).zip(figure(&hit, 2)).zip(figure(&hit, 3));
        let day = day
            .and_then(|((year, month), day)| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day));
        add(hit.get(0), day.map(on));
    }
    for hit in DAY_MONTH.captures_iter(text) {
        let month = hit.get(2).and_then(|month| month_number(month.as_str()));
        add(
            hit.get(0),
            written(figure(&hit, 1), month, figure(&hit, 3), today),
        );
    }
    for hit in MONTH_DAY.captures_iter(text) {
        let month = hit.get(1).and_then(|month| month_number(month.as_str()));
        add(
            hit.get(0),
            written(figure(&hit, 2), month, figure(&hit, 3), today),
        );
    }
    for hit in FIGURES.captures_iter(text) {
        let (first, second, year) = (figure(&hit, 1), figure(&hit, 3), figure(&hit, 4));
        let slashed = hit.get(2).is_some_and(|mark| mark.as_str() == "/");
        // Without a year only a slash makes a date; "1.5" and "10-12" are numbers.
        if year.is_none() && !slashed {
            continue;
        }
        let american = written(second, first, year, today);
        add(
            hit.get(0),
            american
                .filter(|_| slashed)
                .or_else(|| written(first, second, year, today)),
        );
    }
    for hit in NAMED.captures_iter(text) {
        let abbreviated = hit.get(3).is_some_and(|day| day.as_str().len() <= 3);
        // "sun" and "sat" alone are words, "Sun" may be the day.
        let small = hit
            .get(3)
            .is_some_and(|day| day.as_str().starts_with(char::is_lowercase));
        if abbreviated && small && hit.get(2).is_none() {
            continue;
        }
        add(hit.get(0), named(&hit, today));
    }
    for hit in AWAY.captures_iter(text) {
        let (ahead, behind) = (hit.get(1), hit.get(4));
        if ahead.is_some() || behind.is_some() {
            add(hit.get(0), away(&hit, today));
        }
    }
    found
}

fn figure(hit: &regex::Captures<'_>, group: usize) -> Option<u32> {
    hit.get(group)?.as_str().parse().ok()
}

fn on(day: NaiveDate) -> Value {
    json!({ "date": day.to_string() })
}

fn span(from: NaiveDate, to: NaiveDate) -> Value {
    json!({ "from": from.to_string(), "to": to.to_string() })
}

fn month_number(name: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let start: String = name.to_lowercase().chars().take(3).collect();
    (1..)
        .zip(NAMES)
        .find(|(_, month)| *month == start)
        .map(|(number, _)| number)
}

/// A day and month, in the year said or else in the year that brings it nearest.
fn written(day: Option<u32>, month: Option<u32>, year: Option<u32>, today: NaiveDate) -> Option<Value> {
    let (day, month) = (day?, month?);
    let in_year = |year: i32| NaiveDate::from_ymd_opt(year, month, day);
    if let Some(year) = year {
        let year = if year < 100 { 2_000 + year } else { year };
        return in_year(i32::try_from(year).ok()?).map(on);
    }
    [-1, 0, 1]
        .into_iter()
        .filter_map(|shift| in_year(today.year() + shift))
        .min_by_key(|candidate| (*candidate - today).num_days().abs())
        .map(on)
}

fn named(hit: &regex::Captures<'_>, today: NaiveDate) -> Option<Value> {
    if let Some(word) = hit.get(1) {
        let shift = match word.as_str().to_lowercase().as_str() {
            "yesterday" => -1,
            "day before yesterday" => -2,
            "tomorrow" => 1,
            "day after tomorrow" => 2,
            _ => 0,
        };
        return moved(today, shift).map(on);
    }
    let which = |group| hit.get(group).map(|word| word.as_str().to_lowercase());
    let back = |word: &str| matches!(word, "last" | "past" | "previous");
    if let Some(day) = hit.get(3) {
        let wanted: Weekday = day.as_str().get(..3)?.parse().ok()?;
        let ahead =
            i64::from(wanted.num_days_from_monday()) - i64::from(today.weekday().num_days_from_monday());
        let coming = ahead.rem_euclid(7);
        let shift = match which(2).as_deref() {
            Some(word) if back(word) => {
                if coming == 0 {
                    -7
                } else {
                    coming - 7
                }
            }
            Some("next") => ahead + 7,
            _ => coming,
        };
        return moved(today, shift).map(on);
    }
    let shift: i32 = match which(4)?.as_str() {
        word if back(word) => -1,
        "next" | "coming" => 1,
        _ => 0,
    };
    let monday = moved(
        today,
        -i64::from(today.weekday().num_days_from_monday()) + 7 * i64::from(shift),
    )?;
    match which(5)?.as_str() {
        "week" => Some(span(monday, moved(monday, 6)?)),
        "weekend" => Some(span(moved(monday, 5)?, moved(monday, 6)?)),
        "month" => {
            let first = months(today.with_day(1)?, shift)?;
            Some(span(first, moved(months(first, 1)?, -1)?))
        }
        _ => {
            let year = today.year() + shift;
            Some(span(
                NaiveDate::from_ymd_opt(year, 1, 1)?,
                NaiveDate::from_ymd_opt(year, 12, 31)?,
            ))
        }
    }
}

fn away(hit: &regex::Captures<'_>, today: NaiveDate) -> Option<Value> {
    let written = hit.get(2)?.as_str().to_lowercase();
    let count: i32 = match written.as_str() {
        "a" | "an" => 1,
        "a couple of" => 2,
        "a few" => 3,
        other => match other.parse() {
            Ok(count) => count,
            Err(_) => number::words_at(&Reading::new(other), 0)?.0 as i32,
        },
    };
    let behind = hit
        .get(4)
        .is_some_and(|word| matches!(word.as_str().to_lowercase().as_str(), "ago" | "back"));
    let count = if behind { -count } else { count };
    let unit = hit.get(3)?.as_str().to_lowercase();
    let day = match unit.trim_end_matches('s') {
        "day" => moved(today, count.into()),
        "week" => moved(today, i64::from(count) * 7),
        "month" => months(today, count),
        _ => months(today, count.checked_mul(12)?),
    }?;
    let within = hit
        .get(1)
        .is_some_and(|word| word.as_str().eq_ignore_ascii_case("within"));
    Some(if within { span(today, day) } else { on(day) })
}

fn moved(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    let days = Days::new(by.unsigned_abs());
    if by < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    }
}

fn months(day: NaiveDate, by: i32) -> Option<NaiveDate> {
    let months = Months::new(by.unsigned_abs());
    if by < 0 {
        day.checked_sub_months(months)
    } else {
        day.checked_add_months(months)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// A Wednesday.
    const TODAY: (i32, u32, u32) = (2026, 3, 11);

    #[rstest]
    #[case("it came on 2026-01-05", json!({"date": "2026-01-05"}))]
    #[case("04th Jan 2019", json!({"date": "2019-01-04"}))]
    #[case("since May 4th", json!({"date": "2026-05-04"}))]
    #[case("on 22/04", json!({"date": "2026-04-22"}))]
    #[case("on 3/14/2026", json!({"date": "2026-03-14"}))]
    #[case("on 14.03.2026", json!({"date": "2026-03-14"}))]
    #[case("tomorrow please", json!({"date": "2026-03-12"}))]
    #[case("by Friday", json!({"date": "2026-03-13"}))]
    #[case("last friday", json!({"date": "2026-03-06"}))]
    #[case("next Monday", json!({"date": "2026-03-16"}))]
    #[case("I ordered three days ago", json!({"date": "2026-03-08"}))]
    #[case("in 2 weeks", json!({"date": "2026-03-25"}))]
    #[case("next week", json!({"from": "2026-03-16", "to": "2026-03-22"}))]
    #[case("last month", json!({"from": "2026-02-01", "to": "2026-02-28"}))]
    fn days_count_from_the_day_it_was_said(#[case] text: &str, #[case] expected: Value) {
        let today = NaiveDate::from_ymd_opt(TODAY.0, TODAY.1, TODAY.2).unwrap();
        let found = find(&Reading::new(text), today);
        assert_eq!(
            found.first().map(|one| one.value.clone()),
            Some(expected),
            "{text}"
        );
    }

    #[test]
    fn numbers_are_no_dates() {
        let today = NaiveDate::from_ymd_opt(TODAY.0, TODAY.1, TODAY.2).unwrap();
        for text in ["1.5 litres", "10-12 pieces", "size 42", "sun cream and a sat nav"] {
            assert!(find(&Reading::new(text), today).is_empty(), "{text}");
        }
    }
}
