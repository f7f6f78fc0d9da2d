//! Whether the writer of a message buys or sells.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::{intent::Intent, pattern::pattern};

/// On which side of a sale somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Wants, ordered or received something.
    Buyer,
    /// Offers, sold or sends something.
    Seller,
}

static SELLER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:my (?:listing|ad|advert|buyer|shop page)|i (?:sold|am selling|want to sell|sell)|i'm selling|i'd like to sell|the buyer|payout|paid out|when do i get paid|as a seller|seller account|put (?:up )?.{1,40} (?:up )?for sale|item i sold|my sale)\b",
    )
});
static BUYER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:i (?:bought|ordered|purchased|received|paid for|want to buy)|i've (?:bought|ordered|received)|my (?:order|purchase|parcel|cart|basket)|the seller|as a buyer|add to cart|i'd like to (?:buy|order))\b",
    )
});

/// The role that a message shows; `None` when it could be either.
#[must_use]
pub fn role(text: &str, intent: Intent) -> Option<Role> {
    match (SELLER.is_match(text), BUYER.is_match(text)) {
        (true, false) => Some(Role::Seller),
        (false, true) => Some(Role::Buyer),
        (true, true) => None,
        (false, false) => match intent {
            Intent::Payouts | Intent::Listing => Some(Role::Seller),
            _ if matches!(intent.agent(), "cart" | "order" | "product") => Some(Role::Buyer),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sellers_and_buyers_are_told_apart() {
        assert_eq!(
            role("when do I get paid for the jacket I sold", Intent::Payouts),
            Some(Role::Seller)
        );
        assert_eq!(
            role("my order has not arrived", Intent::OrderStatus),
            Some(Role::Buyer)
        );
        assert_eq!(role("what are your opening hours", Intent::GeneralQuestion), None);
    }
}
