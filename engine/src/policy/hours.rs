//! When people work, and what a shopper may be promised of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{answering::texts::Texts, language::Language};

/// Opening slots by weekday, in the shop's own zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessHours {
    /// IANA zone.
    pub timezone: Tz,
    /// Slots from `HH:MM` to `HH:MM` by weekday in lower case (`monday`); a missing day is closed.
    pub week: BTreeMap<String, Vec<(String, String)>>,
}

/// How long a shopper may have to wait for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// An hour.
    Hour,
    /// So many hours.
    Hours(i64),
    /// Two working days: the shop names no hours.
    Days,
}

impl Wait {
    /// The wait in words, to stand after "within".
    #[must_use]
    pub fn phrase(self, texts: &Texts, language: Language) -> String {
        match self {
            Self::Hour => texts.get(language, "wait_hour").to_owned(),
            Self::Hours(count) => texts.fill(language, "wait_hours", &[("count", &count.to_string())]),
            Self::Days => texts.get(language, "wait_days").to_owned(),
        }
    }
}

impl BusinessHours {
    /// Every day from 8 to 20 (000, staffed hours).
    #[must_use]
    pub fn every_day(timezone: Tz) -> Self {
        let slot = vec![("08:00".to_owned(), "20:00".to_owned())];
        let days = [
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ];
        Self {
            timezone,
            week: days
                .into_iter()
                .map(|day| (day.to_owned(), slot.clone()))
                .collect(),
        }
    }

    /// Whether people work at this moment.
    #[must_use]
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        let local = now.with_timezone(&self.timezone);
        self.slots(local.weekday())
            .any(|(from, to)| (from..to).contains(&local.time()))
    }

    /// The time within which a person answers: an hour while people work, else the whole hours until an hour after
    /// they next begin.
    #[must_use]
    pub fn expected_wait(&self, now: DateTime<Utc>) -> Wait {
        if self.is_open(now) {
            return Wait::Hour;
        }
        match self.next_opening(now) {
            Some(opening) => Wait::Hours(((opening - now).num_minutes() + 60 + 59) / 60),
            None => Wait::Days,
        }
    }

    fn next_opening(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let today = now.with_timezone(&self.timezone).date_naive();
        (0..=7_u64).find_map(|ahead| {
            let date = today.checked_add_days(Days::new(ahead))?;
            self.slots(date.weekday())
                .filter_map(|(from, _)| {
                    // An hour that a clock change skips begins when the clock runs on: the earliest reading counts.
                    let local = self
                        .timezone
                        .from_local_datetime(&date.and_time(from))
                        .earliest()?;
                    Some(local.with_timezone(&Utc))
                })
                .filter(|opening| *opening > now)
                .min()
        })
    }

    fn slots(&self, day: Weekday) -> impl Iterator<Item = (NaiveTime, NaiveTime)> + '_ {
        let name = match day {
            Weekday::Mon => "monday",
            Weekday::Tue => "tuesday",
            Weekday::Wed => "wednesday",
            Weekday::Thu => "thursday",
            Weekday::Fri => "friday",
            Weekday::Sat => "saturday",
            Weekday::Sun => "sunday",
        };
        self.week
            .get(name)
            .into_iter()
            .flatten()
            .filter_map(|(from, to)| {
                let from = NaiveTime::parse_from_str(from, "%H:%M").ok()?;
                let to = NaiveTime::parse_from_str(to, "%H:%M").ok()?;
                Some((from, to))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chicago() -> BusinessHours {
        BusinessHours::every_day(chrono_tz::America::Chicago)
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a test's own time")
    }

    #[test]
    fn noon_in_chicago_promises_an_hour() {
        assert_eq!(chicago().expected_wait(at("2026-11-18T18:00:00Z")), Wait::Hour);
    }

    #[test]
    fn the_evening_promises_the_next_morning() {
        // 21:00 on a Wednesday in Chicago; the shop opens at 8, eleven hours later.
        assert_eq!(
            chicago().expected_wait(at("2026-11-19T03:00:00Z")),
            Wait::Hours(12)
        );
    }

    #[test]
    fn a_shop_without_hours_promises_days() {
        let closed = BusinessHours {
            timezone: chrono_tz::UTC,
            week: BTreeMap::new(),
        };
        assert_eq!(closed.expected_wait(at("2026-11-19T03:00:00Z")), Wait::Days);
    }
}
