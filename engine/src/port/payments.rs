//! Whoever takes the money. Every call names a reference of ours, and the same reference never moves money twice.

use async_trait::async_trait;
use uuid::Uuid;

use crate::{ids::BusinessId, money::Minor};

/// Money to take.
#[derive(Clone, PartialEq, Eq)]
pub struct Charge {
    /// Ours; one charge has one.
    pub reference: Uuid,
    /// Who gets it.
    pub business_id: BusinessId,
    /// How much.
    pub amount: Minor,
    /// ISO 4217 code.
    pub currency: String,
    /// What the shopper's page got from the provider in place of a card.
    pub token: String,
}

impl std::fmt::Debug for Charge {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Charge")
            .field("reference", &self.reference)
            .field("amount", &self.amount)
            .finish_non_exhaustive()
    }
}

/// Money to give back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiveBack {
    /// Ours; one refund has one.
    pub reference: Uuid,
    /// Who gives it.
    pub business_id: BusinessId,
    /// How much.
    pub amount: Minor,
}

/// What the provider says to a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeAnswer {
    /// The money is taken.
    Taken,
    /// The money is not taken and will not be.
    Declined(DeclineReason),
}

/// Why a charge was declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclineReason {
    /// The bank, or the card.
    Card,
    /// The provider has seen this very payment before.
    Duplicate,
    /// It was closed before it came.
    Closed,
}

/// What a charge came to in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The money was taken.
    Taken,
    /// It was not, and never will be under this reference.
    Void,
}

/// The provider did not answer, or not in time: what was asked may have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the payment provider did not answer")]
pub struct NoAnswer;

/// A payment provider. Adapters keep deadlines of their own.
#[async_trait]
pub trait Payments: Send + Sync + 'static {
    /// Takes money.
    async fn charge(&self, charge: &Charge) -> Result<ChargeAnswer, NoAnswer>;
    /// Settles a charge whose fate is unknown: it was taken, or it is closed for good.
    async fn close(&self, business: BusinessId, reference: Uuid) -> Result<Closed, NoAnswer>;
    /// Gives money back. A repeat under the same reference changes nothing.
    async fn give_back(&self, refund: &GiveBack) -> Result<(), NoAnswer>;
}
