//! What a shopper came for, turn by turn, and how often they turned to what.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    channel::{Channel, UnknownName},
    commerce::catalogue::Product,
    ids::{ConversationId, TurnId},
    turn::{Outcome, Turn},
    understanding::{Action, Intent},
};

/// Characters of a summary at most; the conversation itself keeps the whole.
pub const LONGEST_SUMMARY: usize = 160;

/// What a shopper came for in one turn, cut short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The turn.
    pub turn_id: TurnId,
    /// The conversation that it belongs to.
    pub conversation_id: ConversationId,
    /// The way it came by.
    pub channel: Channel,
    /// What was wanted, an intent's name.
    pub intent: String,
    /// The shopper's words, at most [`LONGEST_SUMMARY`] characters.
    pub asked: String,
    /// The answer, at most [`LONGEST_SUMMARY`] characters.
    pub answered: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What an affinity is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AffinityKind {
    /// One product, by its id.
    Product,
    /// A category, by its slug.
    Category,
    /// A brand, by its name.
    Brand,
}

impl AffinityKind {
    /// The name in the `kind` column and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Category => "category",
            Self::Brand => "brand",
        }
    }
}

impl FromStr for AffinityKind {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        [Self::Product, Self::Category, Self::Brand]
            .into_iter()
            .find(|kind| kind.as_str() == name)
            .ok_or_else(|| UnknownName(name.to_owned()))
    }
}

/// How often a shopper turned to something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affinity {
    /// What it is for.
    pub kind: AffinityKind,
    /// Id of the product, slug of the category, name of the brand.
    pub value: String,
    /// How often.
    pub count: u32,
}

/// The summary of a turn that is about to be recorded.
#[must_use]
pub fn summary(turn: &Turn, at: DateTime<Utc>) -> Summary {
    let intent = turn
        .understanding
        .as_ref()
        .map_or(Intent::OutOfScope, |understanding| understanding.intent);
    Summary {
        turn_id: turn.id,
        conversation_id: turn.conversation_id,
        channel: turn.channel,
        intent: intent.as_str().to_owned(),
        asked: cut_short(&turn.text()),
        answered: turn
            .reply
            .as_ref()
            .map(|reply| cut_short(&reply.content))
            .unwrap_or_default(),
        at,
    }
}

/// What a turn shows the shopper to care for: what was put in the cart, and the category or brand that was asked for.
/// Every product, category and brand counts once for a turn.
#[must_use]
pub fn affinities(turn: &Turn, outcome: &Outcome) -> Vec<Affinity> {
    let mut found: Vec<Affinity> = Vec::new();
    let mut count = |kind: AffinityKind, value: &str| {
        let is_new = !value.is_empty()
            && !found
                .iter()
                .any(|known| known.kind == kind && known.value == value);
        if is_new {
            found.push(Affinity {
                kind,
                value: value.to_owned(),
                count: 1,
            });
        }
    };
    for product in put_in_the_cart(turn, outcome) {
        count(AffinityKind::Product, product.id.as_str());
        count(AffinityKind::Category, &product.category);
        count(AffinityKind::Brand, &product.brand);
    }
    for action in asked_for(turn) {
        count(
            AffinityKind::Category,
            action.arguments.category.as_deref().unwrap_or_default(),
        );
        count(
            AffinityKind::Brand,
            action.arguments.brand.as_deref().unwrap_or_default(),
        );
    }
    found
}

fn asked_for(turn: &Turn) -> impl Iterator<Item = &Action> {
    turn.understanding
        .iter()
        .flat_map(|understanding| &understanding.actions)
        .filter(|action| matches!(action.intent, Intent::ProductSearch | Intent::SearchAndAddToCart))
}

fn put_in_the_cart<'t>(turn: &'t Turn, outcome: &'t Outcome) -> impl Iterator<Item = &'t Product> {
    let before = &turn.context.cart;
    let lines = outcome.cart.iter().flat_map(|cart| &cart.lines);
    lines
        .filter(|line| {
            let had = before
                .lines
                .iter()
                .find(|held| held.variant_id == line.variant_id)
                .map_or(0, |held| held.quantity);
            line.quantity > had
        })
        .filter_map(|line| turn.context.shop.catalogue.find(line.product_id.as_str()))
}

/// Whole words up to [`LONGEST_SUMMARY`] characters, on one line.
fn cut_short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let whole = words.join(" ");
    if whole.chars().count() <= LONGEST_SUMMARY {
        return whole;
    }
    let mut short = String::new();
    for word in words {
        if short.chars().count() + word.chars().count() + 2 > LONGEST_SUMMARY {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() {
        short = whole.chars().take(LONGEST_SUMMARY - 1).collect();
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_ends_with_a_whole_word_within_its_length() {
        assert_eq!(cut_short("where is\n my  order"), "where is my order");
        let long = cut_short(&"word ".repeat(100));
        assert!(
            long.ends_with("word…") && long.chars().count() <= LONGEST_SUMMARY,
            "{long}"
        );
        let endless = cut_short(&"ä".repeat(400));
        assert_eq!(endless.chars().count(), LONGEST_SUMMARY);
    }

    #[test]
    fn the_names_of_kinds_read_back() {
        for kind in [AffinityKind::Product, AffinityKind::Category, AffinityKind::Brand] {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert!("color".parse::<AffinityKind>().is_err());
    }
}
