//! The journal: a batch is one transaction, and every unit of it is taken or refused on its own.
//!
//! What the batch rests on is read once and locked ([`known`]), every unit is judged against it in memory
//! ([`judge`]), and only then are the accepted units' rows gathered ([`rows`]) and written, table by table, in
//! as few statements as there are tables ([`write`]). A refused unit therefore has nothing to undo.

mod judge;
mod known;
mod memories;
mod rows;
mod write;

use async_trait::async_trait;
use colloquy_engine::port::{
    StoreError,
    journal::{JournalStore, Unit, UnitOutcome},
};
use sea_orm::DatabaseTransaction;

pub(super) use self::rows::session_row;
use crate::{
    error::Trouble,
    store::{Store, activity},
};

/// How often a batch is begun again because another process wrote what it had read. Each time that process got
/// something done, so this many in a row means that something is wrong.
pub(super) const MOST_ATTEMPTS: u32 = 8;

#[async_trait]
impl JournalStore for Store {
    async fn commit(&self, batch: &[Unit]) -> Result<Vec<UnitOutcome>, StoreError> {
        check(batch)?;
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        for _ in 1..MOST_ATTEMPTS {
            match self.attempt(batch).await {
                Err(Trouble::Raced) => {}
                result => return Ok(result?),
            }
        }
        Ok(self.attempt(batch).await?)
    }
}

impl Store {
    async fn attempt(&self, batch: &[Unit]) -> Result<Vec<UnitOutcome>, Trouble> {
        let transaction = self.database.begin_write().await?;
        let outcomes = self.database.bounded(Box::pin(run(&transaction, batch))).await;
        self.database.finish(transaction, outcomes).await
    }
}

async fn run(transaction: &DatabaseTransaction, batch: &[Unit]) -> Result<Vec<UnitOutcome>, Trouble> {
    let mut known = known::Known::read(transaction, batch).await?;
    let mut rows = rows::Rows::default();
    let mut outcomes = Vec::with_capacity(batch.len());
    for unit in batch {
        outcomes.push(match judge::judge(&mut known, unit) {
            Ok(accepted) => {
                rows.add(&accepted)?;
                UnitOutcome::Committed(accepted.committed)
            }
            Err(refused) => refused,
        });
    }
    rows.tell_staff(transaction).await?;
    write::write(transaction, known, rows).await?;
    for (unit, outcome) in batch.iter().zip(&outcomes) {
        if let (Some(activity), Some(business), UnitOutcome::Committed(_)) =
            (&unit.activity, unit.business_id, outcome)
        {
            activity::append(transaction, business, activity).await?;
        }
    }
    Ok(outcomes)
}

/// Finds units that no state of the database could make good, before any of it is written.
fn check(batch: &[Unit]) -> Result<(), StoreError> {
    for unit in batch {
        let is_empty = unit.conversation.is_none() && unit.cart.is_none();
        if unit.business_id.is_none() && !is_empty {
            return Err(StoreError::Refused("a unit names no business".to_owned()));
        }
        let Some(part) = &unit.conversation else { continue };
        for message in &part.messages {
            if !part
                .events
                .get(message.event)
                .is_some_and(|event| event.is_numbered())
            {
                return Err(StoreError::Refused(
                    "a message is carried by no numbered event of its unit".to_owned(),
                ));
            }
        }
    }
    Ok(())
}
