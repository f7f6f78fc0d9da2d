//! Deliveries of no conversation: letters of accounts.

use colloquy_engine::audit::{self, OutboxRow, Report};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Statement, Value};
use uuid::Uuid;

use super::PAGE;
use crate::{error::Trouble, store::Store};

#[derive(FromQueryResult)]
struct Columns {
    id: Uuid,
    business_id: Uuid,
    status: String,
    connection: String,
    claimed: bool,
    told: bool,
}

impl Store {
    /// Counts them with the others that are owed, and looks at each.
    pub(super) async fn walk_owed(
        &self,
        moment: &DatabaseTransaction,
        report: &mut Report,
        most: usize,
    ) -> Result<(), Trouble> {
        let backend = moment.get_database_backend();
        let mut after = Uuid::nil();
        loop {
            let text = format!(
                "SELECT outbox.id, outbox.business_id, outbox.status, outbox.connection, \
                   outbox.claimed_until IS NOT NULL AS claimed, dead_letters.id IS NOT NULL AS told \
                 FROM outbox LEFT JOIN dead_letters \
                   ON dead_letters.kind = 'delivery' AND dead_letters.source_id = outbox.id \
                 WHERE outbox.conversation_id IS NULL AND outbox.id > $1 ORDER BY outbox.id LIMIT {PAGE}"
            );
            let statement = Statement::from_sql_and_values(backend, text, [Value::from(after)]);
            let page = self
                .database
                .bounded(async { Ok(Columns::find_by_statement(statement).all(moment).await?) })
                .await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = last.id;
            for row in page {
                let told = row.told;
                let row = OutboxRow {
                    id: row.id,
                    business_id: row.business_id,
                    message_id: None,
                    status: row.status,
                    connection: row.connection,
                    lane: None,
                    position: 0,
                    is_claimed: row.claimed,
                };
                report.counts.outbox_open += u64::from(row.is_open());
                report.add(audit::delivery_violation(&row, told).into_iter().collect(), most);
            }
        }
    }
}
