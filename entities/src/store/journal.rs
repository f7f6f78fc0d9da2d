//! The journal: a batch is one transaction, and every unit of it is taken or refused on its own.
//!
//! What the batch rests on is read once and locked ([`known`]), every unit is judged against it in memory
//! ([`judge`]), and only then are the accepted units' rows gathered ([`rows`]) and written, table by table, in
//! as few statements as there are tables ([`write`]). A refused unit therefore has nothing to undo.
//!
//! On PostgreSQL each statement is a way there and back, and wakes two processes: there, most batches lock nothing, and
//! all that they write is one statement under conditions ([`at_once`]).

mod at_once;
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
use sea_orm::{ConnectionTrait, DatabaseTransaction};

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
        let mut locking = Locking::None;
        for _ in 1..MOST_ATTEMPTS {
            match self.attempt(batch, locking).await {
                Err(Trouble::Raced) => locking = Locking::All,
                result => return Ok(result?),
            }
        }
        Ok(self.attempt(batch, locking).await?)
    }
}

/// Whether what a batch rests on is locked until its end, or held against what is there when it is written. Whoever was
/// overtaken once locks. Of no meaning on SQLite, where a writer is alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Locking {
    None,
    All,
}

impl Store {
    async fn attempt(&self, batch: &[Unit], locking: Locking) -> Result<Vec<UnitOutcome>, Trouble> {
        if self.database.is_postgres() {
            return at_once::commit(&self.database, batch, locking).await;
        }
        let transaction = self.database.begin_write().await?;
        let outcomes = self.database.bounded(Box::pin(run(&transaction, batch))).await;
        self.database.finish(transaction, outcomes).await
    }
}

async fn run(transaction: &DatabaseTransaction, batch: &[Unit]) -> Result<Vec<UnitOutcome>, Trouble> {
    let mut known = known::Known::read(transaction, batch).await?;
    let (mut rows, outcomes) = gather(&mut known, batch)?;
    rows.tell_staff(transaction).await?;
    write::write(transaction, known, rows).await?;
    tell_activities(transaction, batch, &outcomes).await?;
    Ok(outcomes)
}

/// Judges every unit, and gathers the rows of those that are taken.
fn gather(known: &mut known::Known, batch: &[Unit]) -> Result<(rows::Rows, Vec<UnitOutcome>), Trouble> {
    let mut rows = rows::Rows::default();
    let mut outcomes = Vec::with_capacity(batch.len());
    for unit in batch {
        outcomes.push(match judge::judge(known, unit) {
            Ok(accepted) => {
                rows.add(&accepted)?;
                UnitOutcome::Committed(accepted.committed)
            }
            Err(refused) => refused,
        });
    }
    Ok((rows, outcomes))
}

/// Entries of the activity log are the last thing that is locked.
async fn tell_activities(
    transaction: &impl ConnectionTrait,
    batch: &[Unit],
    outcomes: &[UnitOutcome],
) -> Result<(), Trouble> {
    for (unit, outcome) in batch.iter().zip(outcomes) {
        if let (Some(activity), Some(business), UnitOutcome::Committed(_)) =
            (&unit.activity, unit.business_id, outcome)
        {
            activity::append(transaction, business, activity).await?;
        }
    }
    Ok(())
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
