//! Discount codes: what one takes off, and when it does.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::money::Minor;

/// What a code takes off the subtotal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reduction {
    /// So many hundredths of a percent: 1,000 are ten percent.
    Share(u32),
    /// A fixed amount.
    Amount(Minor),
}

/// A code that shoppers may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discount {
    /// In upper case; unique in the shop.
    pub code: String,
    /// What it takes off.
    pub reduction: Reduction,
    /// The subtotal that it needs.
    pub minimum: Minor,
    /// From when on it counts.
    pub starts_at: Option<DateTime<Utc>>,
    /// Until when.
    pub ends_at: Option<DateTime<Utc>>,
}

/// Why a code takes nothing off.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiscountError {
    /// No such code.
    #[error("there is no discount code {0}")]
    Unknown(String),
    /// Its time is over.
    #[error("the discount code {0} has expired")]
    Expired(String),
    /// The cart is worth too little.
    #[error("the discount code {code} works from {minimum} on")]
    Minimum {
        /// The code.
        code: String,
        /// The subtotal that it needs.
        minimum: Minor,
    },
}

impl DiscountError {
    /// The stable code of the problem document.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "discount_unknown",
            Self::Expired(_) => "discount_expired",
            Self::Minimum { .. } => "discount_minimum",
        }
    }
}

/// A code as it is kept: people write it in any case and with spaces around it.
#[must_use]
pub fn normalised(code: &str) -> String {
    code.trim().to_uppercase()
}

impl Discount {
    /// What it takes off a subtotal, never more than all of it.
    ///
    /// # Errors
    /// [`DiscountError`] when it takes nothing off now.
    pub fn off(&self, subtotal: Minor, now: DateTime<Utc>) -> Result<Minor, DiscountError> {
        if self.starts_at.is_some_and(|starts| now < starts) {
            return Err(DiscountError::Unknown(self.code.clone()));
        }
        if self.ends_at.is_some_and(|ends| ends <= now) {
            return Err(DiscountError::Expired(self.code.clone()));
        }
        if subtotal < self.minimum {
            return Err(DiscountError::Minimum {
                code: self.code.clone(),
                minimum: self.minimum,
            });
        }
        let off = match self.reduction {
            Reduction::Share(hundredths) => subtotal.fraction(Decimal::new(i64::from(hundredths), 4)),
            Reduction::Amount(amount) => amount,
        };
        Ok(off.min(subtotal))
    }
}

/// Finds a code among those of a shop, however it is written.
///
/// # Errors
/// [`DiscountError::Unknown`].
pub fn find<'a>(discounts: &'a [Discount], code: &str) -> Result<&'a Discount, DiscountError> {
    let code = normalised(code);
    discounts
        .iter()
        .find(|discount| discount.code == code)
        .ok_or(DiscountError::Unknown(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap_or_default()
    }

    fn discount(reduction: Reduction) -> Discount {
        Discount {
            code: "SAVE10".to_owned(),
            reduction,
            minimum: Minor(5_000),
            starts_at: None,
            ends_at: Some(at(100)),
        }
    }

    #[test]
    fn a_share_is_rounded_half_up_and_an_amount_is_never_more_than_the_subtotal() {
        let share = discount(Reduction::Share(1_000));
        assert_eq!(share.off(Minor(5_005), at(0)), Ok(Minor(501)));
        let amount = discount(Reduction::Amount(Minor(9_999)));
        assert_eq!(amount.off(Minor(5_000), at(0)), Ok(Minor(5_000)));
    }

    #[test]
    fn too_small_a_cart_and_an_old_code_are_told_apart() {
        let share = discount(Reduction::Share(1_000));
        let minimum = share.off(Minor(4_999), at(0)).map_err(|error| error.code());
        assert_eq!(minimum, Err("discount_minimum"));
        let expired = share.off(Minor(9_000), at(100)).map_err(|error| error.code());
        assert_eq!(expired, Err("discount_expired"));
    }

    #[test]
    fn a_code_is_found_in_any_case_and_with_spaces() {
        let all = [discount(Reduction::Share(1_000))];
        assert!(find(&all, "  save10 ").is_ok());
        assert_eq!(
            find(&all, "save 10").map_err(|error| error.code()),
            Err("discount_unknown")
        );
    }
}
