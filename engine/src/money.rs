//! Money as whole minor units with a currency; decimals exist only at the edge.

use std::{fmt, iter::Sum, ops::Add};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// An amount in minor units (cents). The currency stands beside it, once per cart, product or order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minor(pub i64);

impl Minor {
    /// Nothing owed.
    pub const ZERO: Self = Self(0);

    /// Reads a decimal string such as `129.90`; at most two places after the point.
    ///
    /// # Errors
    /// Says what is wrong with the text when it is no plain decimal, has more places, or is out of range.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let decimal: Decimal = text.trim().parse().map_err(|_| MoneyError::NotDecimal)?;
        Self::from_decimal(decimal)
    }

    /// Converts an exact decimal amount in major units.
    ///
    /// # Errors
    /// When it has more than two decimal places or does not fit 64 bits.
    pub fn from_decimal(amount: Decimal) -> Result<Self, MoneyError> {
        let cents = amount
            .checked_mul(Decimal::ONE_HUNDRED)
            .ok_or(MoneyError::OutOfRange)?;
        if cents.fract() != Decimal::ZERO {
            return Err(MoneyError::TooPrecise);
        }
        i64::try_from(cents.trunc())
            .map(Self)
            .map_err(|_| MoneyError::OutOfRange)
    }

    /// The amount in major units, always with two places.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// This many of it; `None` when the product leaves 64 bits.
    #[must_use]
    pub fn times(self, quantity: u32) -> Option<Self> {
        self.0.checked_mul(i64::from(quantity)).map(Self)
    }

    /// A fraction of it (a tax rate, a percentage off), rounded half up to the cent.
    #[must_use]
    pub fn fraction(self, rate: Decimal) -> Self {
        let exact = Decimal::from(self.0) * rate;
        let rounded = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        Self(i64::try_from(rounded).unwrap_or(i64::MAX))
    }

    /// The difference, never below zero.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }
}

impl fmt::Display for Minor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.2}", self.to_decimal())
    }
}

impl Add for Minor {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Minor {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// Why a text is no amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not a plain decimal number.
    #[error("expected a decimal amount such as 129.90")]
    NotDecimal,
    /// More than two places after the point.
    #[error("expected at most two decimal places")]
    TooPrecise,
    /// Beyond what 64 bits of minor units hold.
    #[error("the amount is out of range")]
    OutOfRange,
}

/// Writes an amount for people: `$129.90`, or `129.90 SEK` where no symbol is customary.
#[must_use]
pub fn display_price(amount: Minor, currency: &str) -> String {
    match currency {
        "USD" => format!("${amount}"),
        "EUR" => format!("€{amount}"),
        "GBP" => format!("£{amount}"),
        other => format!("{amount} {other}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fraction_rounds_half_up_to_the_cent() {
        assert_eq!(Minor(1_050).fraction(Decimal::new(8, 2)), Minor(84));
        assert_eq!(Minor(1_056).fraction(Decimal::new(8, 2)), Minor(84));
        assert_eq!(Minor(1_057).fraction(Decimal::new(8, 2)), Minor(85));
        assert_eq!(Minor(1_250).fraction(Decimal::new(2, 3)), Minor(3));
    }

    #[test]
    fn parse_names_what_is_wrong() {
        assert_eq!(Minor::parse("abc"), Err(MoneyError::NotDecimal));
        assert_eq!(Minor::parse("1.999"), Err(MoneyError::TooPrecise));
        assert_eq!(Minor::parse("99999999999999999999"), Err(MoneyError::OutOfRange));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_the_same(cents in -1_000_000_000_000_i64..1_000_000_000_000) {
            prop_assert_eq!(Minor::parse(&Minor(cents).to_string()), Ok(Minor(cents)));
        }
    }
}
