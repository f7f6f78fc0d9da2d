//! A stand-in for a payment provider, with books of its own that outlive a crash as a provider's do.
//!
//! What it says is told by the token, as a provider's test tokens tell it: a token with `declined` is declined, one with
//! `duplicate` was seen before, one with `timeout` takes the money and loses the answer, one with `lost` loses the
//! question. Any other takes the money.

use async_trait::async_trait;
use colloquy_engine::{
    ids::BusinessId,
    money::Minor,
    port::{
        StoreError,
        payments::{Charge, ChargeAnswer, Closed, DeclineReason, GiveBack, NoAnswer, Payments},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    statement::insert_missing,
    store::{Store, journal::MOST_ATTEMPTS},
    tables::trade::stub_payments,
};

const TAKEN: &str = "taken";
const VOID: &str = "void";

/// The provider's stand-in over the same database.
#[derive(Clone, Debug)]
pub struct StubPayments(Store);

impl StubPayments {
    /// Keeps its books beside everything else.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self(store)
    }

    /// Writes an outcome unless there is one, and answers the one that counts.
    async fn book(
        &self,
        business: BusinessId,
        reference: Uuid,
        kind: &str,
        amount: Minor,
        outcome: &str,
    ) -> Result<String, NoAnswer> {
        let row = stub_payments::Model {
            business_id: business.0,
            reference,
            kind: kind.to_owned(),
            amount: amount.0,
            outcome: outcome.to_owned(),
        };
        for _ in 0..MOST_ATTEMPTS {
            match self.write(business, row.clone()).await {
                Ok(outcome) => return Ok(outcome),
                Err(StoreError::Unavailable(_)) => {}
                Err(_) => return Err(NoAnswer),
            }
        }
        Err(NoAnswer)
    }

    async fn write(&self, business: BusinessId, row: stub_payments::Model) -> Result<String, StoreError> {
        let (database, reference) = (&self.0.database, row.reference);
        let transaction = database.begin_write().await?;
        let work = database.bounded(async {
            insert_missing(&transaction, vec![row]).await?;
            let booked = stub_payments::Entity::find_by_id(reference)
                .filter(stub_payments::Column::BusinessId.eq(business.0))
                .one(&transaction)
                .await?;
            Ok(booked.map_or_else(|| VOID.to_owned(), |row| row.outcome))
        });
        let booked = work.await;
        Ok(database.finish(transaction, booked).await?)
    }
}

#[async_trait]
impl Payments for StubPayments {
    async fn charge(&self, charge: &Charge) -> Result<ChargeAnswer, NoAnswer> {
        let says = |word: &str| charge.token.contains(word);
        if says("declined") {
            return Ok(ChargeAnswer::Declined(DeclineReason::Card));
        }
        if says("duplicate") {
            return Ok(ChargeAnswer::Declined(DeclineReason::Duplicate));
        }
        if says("lost") {
            return Err(NoAnswer);
        }
        let booked = self
            .book(
                charge.business_id,
                charge.reference,
                "charge",
                charge.amount,
                TAKEN,
            )
            .await?;
        if says("timeout") {
            return Err(NoAnswer);
        }
        Ok(if booked == TAKEN {
            ChargeAnswer::Taken
        } else {
            ChargeAnswer::Declined(DeclineReason::Closed)
        })
    }

    async fn close(&self, business: BusinessId, reference: Uuid) -> Result<Closed, NoAnswer> {
        let booked = self
            .book(business, reference, "charge", Minor::ZERO, VOID)
            .await?;
        Ok(if booked == TAKEN {
            Closed::Taken
        } else {
            Closed::Void
        })
    }

    async fn give_back(&self, refund: &GiveBack) -> Result<(), NoAnswer> {
        self.book(
            refund.business_id,
            refund.reference,
            "refund",
            refund.amount,
            TAKEN,
        )
        .await
        .map(|_| ())
    }
}
