//! Who the demo shop is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Name, place and hours of the demo shop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoShop {
    /// As shown to people.
    pub name: String,
    /// The first name that the assistant signs with.
    pub agent_name: String,
    /// ISO 4217 code of its prices.
    pub currency: String,
    /// IANA zone that its hours are in.
    pub timezone: String,
    /// Where people write to.
    pub support_email: String,
    /// Where people call.
    pub support_phone: String,
    /// Slots from `HH:MM` to `HH:MM` by weekday in lower case; an empty day is closed.
    pub hours: BTreeMap<String, Vec<(String, String)>>,
    /// What the shop tells about itself, as the onboarding would have gathered it.
    pub profile: serde_json::Value,
}
