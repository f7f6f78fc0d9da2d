//! The outbox: claimed for a time, told how it went, given up where a person sees it.
//!
//! A claim's time runs by the database's clock where several processes share it, so that no node's wrong clock ends
//! another's claim; by the process' own where there is only one.

mod claim;
pub(super) mod notices;
pub(super) mod rows;
mod tell;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    ids::{BusinessId, DeadLetterId},
    port::{
        StoreError,
        dead_letters::DeadLetterDecision,
        outbox::{Claim, ClaimedDelivery, OutboxFigure, OutboxStore, Told},
    },
};
use sea_orm::{ConnectionTrait, Statement};

use super::again;
use crate::{rows::from_name, store::Store};

/// The statuses in which something is still owed. Written out, since a bound value would keep the planner from the
/// partial indexes.
const OPEN: &str = "status IN ('pending', 'sending', 'unknown')";

#[async_trait]
impl OutboxStore for Store {
    async fn due_connections(&self, now: DateTime<Utc>, limit: u64) -> Result<Vec<String>, StoreError> {
        self.database
            .within(claim::due_connections(&self.database, now, limit))
            .await
    }

    async fn claim(&self, connection: &str, claim: &Claim) -> Result<Vec<ClaimedDelivery>, StoreError> {
        again!(self.try_claim(connection, claim))
    }

    async fn tell(&self, told: &Told) -> Result<bool, StoreError> {
        again!(self.try_tell(told))
    }

    async fn replay_delivery(
        &self,
        business: BusinessId,
        letter: DeadLetterId,
        decision: DeadLetterDecision,
    ) -> Result<bool, StoreError> {
        again!(self.try_replay(business, letter, decision))
    }

    async fn outbox_figures(&self) -> Result<Vec<OutboxFigure>, StoreError> {
        self.database
            .within(async {
                let reader = self.database.reader();
                let text = format!(
                    "SELECT connection, status, count(*) AS number FROM outbox WHERE {OPEN} \
                     GROUP BY connection, status ORDER BY connection, status"
                );
                let statement = Statement::from_string(reader.get_database_backend(), text);
                let rows = reader.query_all_raw(statement).await?;
                let figures = rows.into_iter().map(|row| {
                    let (status, number): (String, i64) =
                        (row.try_get("", "status")?, row.try_get("", "number")?);
                    Ok(OutboxFigure {
                        connection: row.try_get("", "connection")?,
                        status: from_name("delivery", &status)?,
                        count: u64::try_from(number).unwrap_or_default(),
                    })
                });
                figures.collect()
            })
            .await
    }
}
