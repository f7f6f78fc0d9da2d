//! Memories as pages read them.

use chrono::{DateTime, Utc};
use colloquy_engine::memory::{Affinity, AffinityKind, Preferences, Reason, Summary};
use serde::Serialize;
use utoipa::ToSchema;

/// Everything that is remembered of the shopper.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MemoryOut {
    /// What they said to like.
    pub preferences: PreferencesOut,
    /// What they turned to most, strongest first.
    pub affinities: AffinitiesOut,
    /// What they came for last, newest first.
    pub history: HistoryOut,
}

/// The newest part of the history.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HistoryOut {
    /// The newest summaries.
    pub items: Vec<SummaryOut>,
    /// How many there are in all.
    pub total: u64,
}

/// What the shopper said to like; what was not said is absent or empty.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PreferencesOut {
    /// The size that is worn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// Makers.
    pub brands: Vec<String>,
    /// Slugs of categories.
    pub categories: Vec<String>,
    /// Styles and materials.
    pub styles: Vec<String>,
    /// Colors.
    pub colors: Vec<String>,
    /// What something may cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_range: Option<PriceRangeOut>,
}

/// What something may cost.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PriceRangeOut {
    /// At least; a decimal string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    /// At most; a decimal string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
}

/// How often the shopper turned to what.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(super) struct AffinitiesOut {
    /// Products by their id.
    pub products: Vec<AffinityOut>,
    /// Categories by their slug.
    pub categories: Vec<AffinityOut>,
    /// Brands by their name.
    pub brands: Vec<AffinityOut>,
}

/// One thing that the shopper turned to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AffinityOut {
    /// What.
    pub value: String,
    /// How often.
    pub count: u32,
}

/// What the shopper came for in one turn.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SummaryOut {
    /// The turn.
    pub id: String,
    /// The way it came by.
    pub channel: String,
    /// What was wanted.
    pub intent: String,
    /// The shopper's words, cut short.
    pub asked: String,
    /// The answer, cut short.
    pub answered: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why a product stands where it stands: always something about the shopper.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonOut {
    /// `size`, `color`, `brand`, `category`, `style`, `price_range`, `often_category` or `often_brand`.
    pub kind: &'static str,
    /// What is remembered; absent for the price range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl PreferencesOut {
    pub(super) fn new(liked: &Preferences, currency: &str) -> Self {
        let range = liked.price_range;
        Self {
            size: liked.size.clone(),
            brands: liked.brands.clone(),
            categories: liked.categories.clone(),
            styles: liked.styles.clone(),
            colors: liked.colors.clone(),
            price_range: (!range.is_empty()).then(|| PriceRangeOut {
                min: range.min.map(|bound| bound.to_string()),
                max: range.max.map(|bound| bound.to_string()),
                currency: currency.to_owned(),
            }),
        }
    }
}

impl From<Vec<Affinity>> for AffinitiesOut {
    fn from(affinities: Vec<Affinity>) -> Self {
        let mut sorted = Self::default();
        for affinity in affinities {
            let place = match affinity.kind {
                AffinityKind::Product => &mut sorted.products,
                AffinityKind::Category => &mut sorted.categories,
                AffinityKind::Brand => &mut sorted.brands,
            };
            place.push(AffinityOut {
                value: affinity.value,
                count: affinity.count,
            });
        }
        sorted
    }
}

impl From<Summary> for SummaryOut {
    fn from(summary: Summary) -> Self {
        Self {
            id: summary.turn_id.to_string(),
            channel: summary.channel.as_str().to_owned(),
            intent: summary.intent,
            asked: summary.asked,
            answered: summary.answered,
            at: summary.at,
        }
    }
}

/// Reasons as pages read them.
#[must_use]
pub fn reasons_out(reasons: Vec<Reason>) -> Vec<ReasonOut> {
    let read = |reason| match reason {
        Reason::Size(value) => ("size", Some(value)),
        Reason::Color(value) => ("color", Some(value)),
        Reason::Brand(value) => ("brand", Some(value)),
        Reason::Category(value) => ("category", Some(value)),
        Reason::Style(value) => ("style", Some(value)),
        Reason::PriceRange => ("price_range", None),
        Reason::OftenCategory(value) => ("often_category", Some(value)),
        Reason::OftenBrand(value) => ("often_brand", Some(value)),
    };
    let read = reasons.into_iter().map(read);
    read.map(|(kind, value)| ReasonOut { kind, value }).collect()
}
