//! What a business says of itself, read out of its profile. Whatever it left out has a usual value.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use colloquy_engine::{commerce::shop::ShopProfile, policy::hours::BusinessHours, port::accounts::Business};
use serde_json::Value;

/// The name that the assistant signs with where the business gave it none.
const AGENT: &str = "Mila";

/// A business's profile.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The business's name.
    pub name: String,
    /// ISO 4217 code of its prices.
    pub currency: Option<String>,
    /// Slots by weekday.
    pub week: Option<BTreeMap<String, Vec<(String, String)>>>,
    /// Everything it said.
    pub said: serde_json::Map<String, Value>,
    agent_name: String,
    timezone: Tz,
}

impl Profile {
    /// Reads a business.
    #[must_use]
    pub fn of(business: &Business) -> Self {
        let said = business.profile.as_object().cloned().unwrap_or_default();
        let text = |key: &str| {
            said.get(key)
                .and_then(Value::as_str)
                .filter(|text| !text.trim().is_empty())
        };
        Self {
            name: business.name.clone(),
            currency: text("currency").map(str::to_owned),
            week: said
                .get("hours")
                .and_then(|hours| serde_json::from_value(hours.clone()).ok()),
            agent_name: text("agent_name").unwrap_or(AGENT).to_owned(),
            timezone: text("timezone")
                .and_then(|zone| zone.parse().ok())
                .unwrap_or(Tz::UTC),
            said,
        }
    }

    /// Name, voice and place as a turn needs them.
    #[must_use]
    pub fn voice(&self) -> ShopProfile {
        ShopProfile {
            name: self.name.clone(),
            agent_name: self.agent_name.clone(),
            timezone: self.timezone,
        }
    }

    /// When people work.
    #[must_use]
    pub fn hours(&self) -> BusinessHours {
        match &self.week {
            Some(week) => BusinessHours {
                timezone: self.timezone,
                week: week.clone(),
            },
            None => BusinessHours::every_day(self.timezone),
        }
    }
}

#[cfg(test)]
mod tests {
    use colloquy_engine::ids::BusinessId;
    use serde_json::json;

    use super::*;

    fn profile(said: Value) -> Profile {
        Profile::of(&Business {
            id: BusinessId(uuid::Uuid::nil()),
            slug: "s".to_owned(),
            name: "S".to_owned(),
            profile: said,
            created_at: chrono::DateTime::UNIX_EPOCH,
        })
    }

    #[test]
    fn what_a_business_left_out_has_a_usual_value() {
        let empty = profile(Value::Null);
        assert_eq!(empty.voice().agent_name, AGENT);
        assert_eq!(empty.hours().week.len(), 7);
    }

    #[test]
    fn what_a_business_said_is_taken() {
        let said = json!({
            "agent_name": "Ada", "timezone": "Europe/Rome", "currency": "EUR", "hours": {"monday": [["09:00", "12:00"]]}
        });
        let profile = profile(said);
        assert_eq!(profile.voice().timezone, chrono_tz::Europe::Rome);
        assert_eq!(profile.hours().week.len(), 1);
        assert_eq!(profile.currency.as_deref(), Some("EUR"));
    }
}
