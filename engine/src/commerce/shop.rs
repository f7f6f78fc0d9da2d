//! One business as a turn sees it: read-only, shared, swapped whole when something changes.

use std::sync::Arc;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    answering::texts::Texts,
    commerce::{cart::PricingRules, catalogue::Catalogue},
    dialogue::Flows,
    ids::BusinessId,
    knowledge::{Corrections, KnowledgeIndex},
    policy::{gate::GateRules, hours::BusinessHours},
    replay::Versions,
    understanding::{CatalogueLexicon, LiveExamples},
};

/// Everything about a business that its turns read.
#[derive(Clone, Debug)]
pub struct Shop {
    /// The business.
    pub business_id: BusinessId,
    /// Name, voice and place.
    pub profile: ShopProfile,
    /// Products as of the last change.
    pub catalogue: Arc<Catalogue>,
    /// The catalogue as the entity grammar reads it.
    pub lexicon: Arc<CatalogueLexicon>,
    /// What the shop knows, searchable.
    pub knowledge: Arc<KnowledgeIndex>,
    /// Overrides that win over everything.
    pub corrections: Arc<Corrections>,
    /// Tax, shipping, currency.
    pub pricing: PricingRules,
    /// When people work.
    pub hours: BusinessHours,
    /// Thresholds and modes.
    pub gate: GateRules,
    /// What the shop's people have taught.
    pub live: Arc<LiveExamples>,
    /// What it was made from; of the model, the shop's own examples.
    pub versions: Versions,
    /// Dialogues in several steps.
    pub flows: Arc<Flows>,
    /// Sentences.
    pub texts: Arc<Texts>,
}

/// Who the shop is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShopProfile {
    /// As shown to people.
    pub name: String,
    /// The first name that the assistant signs with.
    pub agent_name: String,
    /// IANA time zone.
    pub timezone: Tz,
}
