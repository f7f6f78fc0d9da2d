//! Who sends what, and until when.

use chrono::{DateTime, TimeDelta, Utc};
use colloquy_engine::{
    ids::{BusinessId, ConversationId},
    port::outbox::{Claim, ClaimedDelivery},
};
use sea_orm::{ConnectionTrait, DbBackend, JsonValue, QueryResult, Statement, Value};
use uuid::Uuid;

use super::OPEN;
use crate::{database::Database, error::Trouble, rows::count, store::Store, text::storable};

/// The time by the clock of a database that several processes share.
const DATABASE_CLOCK: &str = "clock_timestamp()";

/// What may be claimed: due, or claimed by somebody whose time is over. What was never tried and was due when it was
/// written is due whatever the clocks say. `now` is the time by the clock that claims run by.
fn due(now: &str) -> String {
    format!(
        "owed.{OPEN} AND ((owed.status <> 'sending' AND (owed.due_at <= {now} \
           OR (owed.attempts = 0 AND owed.due_at <= owed.created_at))) \
         OR (owed.status = 'sending' AND owed.claimed_until <= {now}))"
    )
}

pub(super) async fn due_connections(
    database: &Database,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<String>, Trouble> {
    let reader = database.reader();
    let backend = reader.get_database_backend();
    let (clock, values) = match backend {
        DbBackend::Postgres => (DATABASE_CLOCK, Vec::new()),
        _ => ("$1", vec![Value::from(now)]),
    };
    let text = format!(
        "SELECT owed.connection AS connection FROM outbox AS owed WHERE {} \
         GROUP BY owed.connection ORDER BY min(owed.due_at), owed.connection LIMIT {limit}",
        due(clock)
    );
    let statement = Statement::from_sql_and_values(backend, text, values);
    let rows = reader.query_all_raw(statement).await?;
    let names = rows.into_iter().map(|row| Ok(row.try_get("", "connection")?));
    names.collect()
}

impl Store {
    pub(super) async fn try_claim(
        &self,
        connection: &str,
        claim: &Claim,
    ) -> Result<Vec<ClaimedDelivery>, Trouble> {
        if self.database.is_postgres() {
            // One statement is a transaction.
            let claiming = run(self.database.writer(), connection, claim);
            return self.database.bounded(claiming).await;
        }
        let transaction = self.database.begin_write().await?;
        let claimed = self.database.bounded(run(&transaction, connection, claim)).await;
        self.database.finish(transaction, claimed).await
    }
}

/// Rows that another process is claiming are passed over and not waited for. A delivery is only claimed when no
/// earlier one of its lane is still owed on the same connection. The foremost of all lanes are found in one pass: asked
/// for each row as "no earlier one", PostgreSQL compares every open row with every other.
async fn run(
    transaction: &impl ConnectionTrait,
    connection: &str,
    claim: &Claim,
) -> Result<Vec<ClaimedDelivery>, Trouble> {
    let backend = transaction.get_database_backend();
    let lease = TimeDelta::from_std(claim.lease).unwrap_or(TimeDelta::MAX);
    let mut values: Vec<Value> = vec![storable(connection).into(), claim.claimant.into()];
    let (clock, until, materialized, skip) = match backend {
        DbBackend::Postgres => {
            values.push(lease.num_milliseconds().into());
            let until = "clock_timestamp() + ($3::bigint * interval '1 millisecond')";
            (DATABASE_CLOCK, until, "MATERIALIZED", "FOR UPDATE SKIP LOCKED")
        }
        _ => {
            values.push((claim.now + lease).into());
            values.push(claim.now.into());
            ("$4", "$3", "", "")
        }
    };
    let text = format!(
        "WITH due AS {materialized} (SELECT owed.id AS id FROM outbox AS owed \
           WHERE owed.connection = $1 AND {} \
             AND (owed.lane IS NULL OR owed.id IN (SELECT placed.id FROM (SELECT id, \
                 row_number() OVER (PARTITION BY lane ORDER BY position, id) AS place \
               FROM outbox WHERE connection = $1 AND {OPEN}) AS placed WHERE placed.place = 1)) \
           ORDER BY owed.due_at, owed.id LIMIT {} {skip}) \
         UPDATE outbox SET status = 'sending', claimed_by = $2, claimed_until = {until}, \
           attempts = outbox.attempts + 1, uncertain = (outbox.status <> 'pending') \
         FROM due WHERE outbox.id = due.id \
         RETURNING outbox.id, outbox.business_id, outbox.conversation_id, outbox.connection, \
           outbox.payload, outbox.attempts, outbox.uncertain, outbox.created_at",
        due(clock),
        claim.limit,
    );
    let statement = Statement::from_sql_and_values(backend, text, values);
    let rows = transaction.query_all_raw(statement).await?;
    let mut claimed: Vec<ClaimedDelivery> = rows.iter().map(claimed).collect::<Result<_, _>>()?;
    claimed.sort_by_key(|delivery| (delivery.created_at, delivery.id));
    Ok(claimed)
}

fn claimed(row: &QueryResult) -> Result<ClaimedDelivery, Trouble> {
    let (business, conversation): (Uuid, Option<Uuid>) = (
        row.try_get("", "business_id")?,
        row.try_get("", "conversation_id")?,
    );
    let payload: JsonValue = row.try_get("", "payload")?;
    let attempts: i32 = row.try_get("", "attempts")?;
    Ok(ClaimedDelivery {
        id: row.try_get("", "id")?,
        business_id: BusinessId(business),
        conversation_id: conversation.map(ConversationId),
        connection: row.try_get("", "connection")?,
        // One row that cannot be read must not hold up all others: it is given up by whoever claimed it.
        payload: serde_json::from_value(payload).ok(),
        attempts: count("delivery", attempts.into())?,
        is_uncertain: row.try_get("", "uncertain")?,
        created_at: row.try_get("", "created_at")?,
    })
}
