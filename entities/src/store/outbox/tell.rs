//! How a try went, and what becomes of what is given up.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use colloquy_engine::{
    delivery::{DeliveryStatus, Next},
    ids::{BusinessId, ConversationId, DeadLetterId},
    port::{
        dead_letters::{DeadLetterDecision, DeadLetterKind, DeadLetterStatus},
        outbox::Told,
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait,
    QueryFilter, QuerySelect, Statement, Value,
    sea_query::{Expr, SimpleExpr},
};
use serde_json::json;

use super::notices;
use crate::{
    error::Trouble,
    statement::insert_missing,
    store::{Store, dead_letters::is},
    tables::{
        conversation::messages,
        running::{dead_letters, outbox},
    },
    text::storable,
};

/// What is told of nearly every delivery, as one statement of PostgreSQL's: it is done, and so is its message.
const DELIVERED: &str = "WITH told AS (UPDATE outbox SET status = 'delivered', claimed_by = NULL, claimed_until = NULL, \
       provider_reference = $4, done_at = $5 \
     WHERE id = $1 AND business_id = $2 AND claimed_by = $3 AND status = 'sending' RETURNING message_id, business_id), \
     shown AS (UPDATE messages SET delivery = 'delivered' FROM told \
     WHERE messages.id = told.message_id AND messages.business_id = told.business_id) \
     SELECT count(*) AS number FROM told";

impl Store {
    pub(super) async fn try_tell(&self, told: &Told) -> Result<bool, Trouble> {
        if let (true, Next::Delivered { reference }) = (self.database.is_postgres(), &told.next) {
            let reference = reference.as_deref().map(storable);
            let telling = delivered(self.database.writer(), told, reference);
            return self.database.bounded(telling).await;
        }
        let transaction = self.database.begin_write().await?;
        let done = self.database.bounded(Box::pin(tell(&transaction, told))).await;
        self.database.finish(transaction, done).await
    }

    pub(super) async fn try_replay(
        &self,
        business: BusinessId,
        letter: DeadLetterId,
        decision: DeadLetterDecision,
    ) -> Result<bool, Trouble> {
        let transaction = self.database.begin_write().await?;
        let done = self
            .database
            .bounded(replay(&transaction, business, letter, decision))
            .await;
        self.database.finish(transaction, done).await
    }
}

async fn delivered(
    connection: &DatabaseConnection,
    told: &Told,
    reference: Option<String>,
) -> Result<bool, Trouble> {
    let values: [Value; 5] = [
        told.id.into(),
        told.business_id.0.into(),
        told.claimant.into(),
        reference.into(),
        told.at.into(),
    ];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, DELIVERED, values);
    let row = connection.query_one_raw(statement).await?;
    let number: i64 = row.map_or(Ok(0), |row| row.try_get("", "number"))?;
    Ok(number > 0)
}

async fn tell(transaction: &DatabaseTransaction, told: &Told) -> Result<bool, Trouble> {
    use outbox::Column;

    // The fence: whoever lost its claim tells nothing any more.
    let row = outbox::Entity::find_by_id(told.id)
        .filter(Column::BusinessId.eq(told.business_id.0))
        .filter(Column::ClaimedBy.eq(told.claimant))
        .filter(Column::Status.eq(DeliveryStatus::Sending.as_str()))
        .lock_exclusive()
        .one(transaction)
        .await?;
    let Some(row) = row else { return Ok(false) };
    let mut update = outbox::Entity::update_many()
        .col_expr(Column::ClaimedBy, Expr::value(Option::<uuid::Uuid>::None))
        .col_expr(Column::ClaimedUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(Column::Id.eq(told.id));
    let status = match &told.next {
        Next::Delivered { reference } => {
            update = update
                .col_expr(
                    Column::ProviderReference,
                    Expr::value(reference.as_deref().map(storable)),
                )
                .col_expr(Column::DoneAt, Expr::value(told.at));
            DeliveryStatus::Delivered
        }
        Next::Again { status, wait, cause } => {
            update = update
                .col_expr(Column::LastError, Expr::value(storable(cause)))
                .col_expr(Column::DueAt, due_after(transaction, told.at, *wait));
            *status
        }
        Next::Dead { cause } => {
            update = update
                .col_expr(Column::LastError, Expr::value(storable(cause)))
                .col_expr(Column::DoneAt, Expr::value(told.at));
            bury(transaction, told, &row, cause).await?;
            DeliveryStatus::Dead
        }
    };
    update
        .col_expr(Column::Status, Expr::value(status.as_str()))
        .exec(transaction)
        .await?;
    if let Some(message) = row.message_id {
        messages::Entity::update_many()
            .col_expr(messages::Column::Delivery, Expr::value(status.as_str()))
            .filter(messages::Column::Id.eq(message))
            .filter(messages::Column::BusinessId.eq(row.business_id))
            .exec(transaction)
            .await?;
    }
    Ok(true)
}

/// When a wait is over, by the clock that claims run by.
fn due_after(transaction: &DatabaseTransaction, at: DateTime<Utc>, wait: Duration) -> SimpleExpr {
    let wait = TimeDelta::from_std(wait).unwrap_or(TimeDelta::MAX);
    match transaction.get_database_backend() {
        DbBackend::Postgres => Expr::cust(format!(
            "clock_timestamp() + {} * interval '1 millisecond'",
            wait.num_milliseconds()
        )),
        _ => Expr::value(at.checked_add_signed(wait).unwrap_or(at)),
    }
}

/// Makes the dead letter. One that was replayed and failed again is open again.
async fn bury(
    transaction: &DatabaseTransaction,
    told: &Told,
    row: &outbox::Model,
    cause: &str,
) -> Result<(), Trouble> {
    use dead_letters::Column;

    let kind = DeadLetterKind::Delivery.as_str();
    let payload = json!({
        "connection": row.connection,
        "kind": row.kind,
        "attempts": row.attempts,
        "written_at": row.created_at,
    });
    let letter = dead_letters::Model {
        id: told.dead_letter.0,
        business_id: row.business_id,
        conversation_id: row.conversation_id,
        kind: kind.to_owned(),
        source_id: row.id,
        cause: storable(cause),
        payload: payload.clone(),
        created_at: told.at,
        redriven_at: None,
        discarded_at: None,
        decided_by: None,
    };
    if insert_missing(transaction, vec![letter]).await? == 0 {
        let nobody: Option<uuid::Uuid> = None;
        let never: Option<DateTime<Utc>> = None;
        dead_letters::Entity::update_many()
            .col_expr(Column::Cause, Expr::value(storable(cause)))
            .col_expr(Column::Payload, Expr::value(payload))
            .col_expr(Column::CreatedAt, Expr::value(told.at))
            .col_expr(Column::RedrivenAt, Expr::value(never))
            .col_expr(Column::DiscardedAt, Expr::value(never))
            .col_expr(Column::DecidedBy, Expr::value(nobody))
            .filter(Column::Kind.eq(kind))
            .filter(Column::SourceId.eq(row.id))
            .exec(transaction)
            .await?;
    }
    if let Some(notice) = &told.notice {
        let place = notices::Place {
            business: BusinessId(row.business_id),
            conversation: row.conversation_id.map(ConversationId),
            position: row.position,
            at: told.at,
        };
        let rows = notices::rows(transaction, notice, place).await?;
        // What tells of a delivery does not go out the way that just failed.
        let others = rows
            .into_iter()
            .filter(|other| other.connection != row.connection);
        insert_missing(transaction, others.collect()).await?;
    }
    Ok(())
}

async fn replay(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    letter: DeadLetterId,
    decision: DeadLetterDecision,
) -> Result<bool, Trouble> {
    use outbox::Column;

    let open = dead_letters::Entity::find_by_id(letter.0)
        .filter(dead_letters::Column::BusinessId.eq(business.0))
        .filter(dead_letters::Column::Kind.eq(DeadLetterKind::Delivery.as_str()))
        .filter(is(DeadLetterStatus::Open))
        .lock_exclusive()
        .one(transaction)
        .await?;
    let Some(open) = open else { return Ok(false) };
    let again = outbox::Entity::update_many()
        .col_expr(Column::Status, Expr::value(DeliveryStatus::Pending.as_str()))
        .col_expr(Column::Attempts, Expr::value(0))
        // At once, whatever the clocks say.
        .col_expr(Column::DueAt, Expr::col(Column::CreatedAt))
        .col_expr(Column::DoneAt, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(Column::Id.eq(open.source_id))
        .filter(Column::BusinessId.eq(business.0))
        .filter(Column::Status.eq(DeliveryStatus::Dead.as_str()))
        .exec(transaction)
        .await?;
    if again.rows_affected != 1 {
        return Ok(false);
    }
    dead_letters::Entity::update_many()
        .col_expr(dead_letters::Column::RedrivenAt, Expr::value(decision.at))
        .col_expr(
            dead_letters::Column::DecidedBy,
            Expr::value(decision.user_id.map(|user| user.0)),
        )
        .filter(dead_letters::Column::Id.eq(letter.0))
        .exec(transaction)
        .await?;
    Ok(true)
}
