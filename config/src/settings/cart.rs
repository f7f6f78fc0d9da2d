//! Prices of a cart.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Tax, shipping and currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CartSettings {
    /// Share of subtotal less discount.
    #[serde(with = "rust_decimal::serde::str")]
    pub tax_rate: Decimal,
    /// Flat fee for a cart that is not empty.
    #[serde(with = "rust_decimal::serde::str")]
    pub shipping_fee: Decimal,
    /// ISO 4217 code.
    pub currency: String,
}
