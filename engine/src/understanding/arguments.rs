//! What an action is to be done with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{ids::ProductId, money::Minor};

use super::{entities::address::Address, intent::Intent};

/// Something to do: an intent with what the message said about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// What to do.
    pub intent: Intent,
    /// With what.
    pub arguments: Arguments,
}

impl Action {
    /// An action about which nothing more was said.
    #[must_use]
    pub fn bare(intent: Intent) -> Self {
        Self {
            intent,
            arguments: Arguments::default(),
        }
    }
}

/// Everything that a message may say about an action; what was not said is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Arguments {
    /// The product in the words of the shopper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_query: Option<String>,
    /// The products these words point at, best first; more than one means they are ambiguous.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub product_ids: Vec<ProductId>,
    /// A SKU that was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// How many, as said: it may be zero, negative or far too many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<i64>,
    /// How many more (or, below zero, fewer).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delta: Option<i64>,
    /// Option values by option name, `size` and `color`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, String>,
    /// The lowest price wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_min: Option<Minor>,
    /// The highest price wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_max: Option<Minor>,
    /// A brand of the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// Slug of a category of the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// An order, `order_000123`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// A discount code in upper case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// A token of a payment provider, `pm_…`, that the shopper named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<String>,
    /// The amount that the shopper was told and has to agree to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Minor>,
    /// A postal address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Preferences by key (`size`, `colors`, `brands`, `categories`, `styles`, `likes`) and value; the value is empty where a
    /// whole key is meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub preferences: Vec<(String, String)>,
    /// What a pointing word points at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
}

/// A pointing word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// "The second one": counted from one.
    Ordinal(u32),
    /// "The last one".
    Last,
    /// "That one", "it", "this".
    That,
    /// "Them", "both", "all of them".
    All,
    /// "The cheapest one".
    Cheapest,
    /// "The most expensive one".
    Dearest,
}
