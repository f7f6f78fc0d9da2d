//! The log of what the staff did. The row of a log's end is taken first and held until the transaction ends, so that
//! two acts never follow the same entry. It is taken after everything else that an act locks.

use async_trait::async_trait;
use colloquy_engine::{
    activity::{Activity, ChainCheck, GENESIS, Head, NewActivity},
    ids::{BusinessId, UserId},
    port::{
        StoreError,
        activity::{ActivityFilter, ActivityStore, Integrity},
        conversations::Page,
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement, Value, sea_query::Expr,
};

use crate::{
    error::Trouble,
    rows::{corrupt, to_json},
    statement::insert_all,
    store::{Store, again},
    tables::access::{activity_heads, activity_log},
    text::{storable, storable_json},
};

/// Entries that a check reads at once.
const CHECKED_AT_ONCE: u64 = 1_000;

/// Takes the end of the log. An empty log gets its row, so that there is one to be held.
const TAKE_HEAD: &str = "INSERT INTO activity_heads (business_id, seq, hash) VALUES ($1, 0, $2) \
                         ON CONFLICT (business_id) DO UPDATE SET seq = activity_heads.seq RETURNING seq, hash";

#[async_trait]
impl ActivityStore for Store {
    async fn record(&self, business: BusinessId, activity: &NewActivity) -> Result<Activity, StoreError> {
        again!(self.try_record(business, activity))
    }

    async fn activities(
        &self,
        business: BusinessId,
        filter: &ActivityFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Page<Activity>, StoreError> {
        self.database
            .within(async {
                let moment = self.database.begin_read().await?;
                let mut wanted =
                    activity_log::Entity::find().filter(activity_log::Column::BusinessId.eq(business.0));
                if let Some(action) = &filter.action {
                    let action = storable(action);
                    wanted = if action.ends_with('.') {
                        wanted.filter(activity_log::Column::Action.starts_with(action.as_str()))
                    } else {
                        wanted.filter(activity_log::Column::Action.eq(action))
                    };
                }
                if let Some(subject) = &filter.subject {
                    wanted = wanted.filter(activity_log::Column::Subject.eq(storable(subject)));
                }
                if let Some(user) = filter.user {
                    wanted = wanted.filter(activity_log::Column::UserId.eq(user.0));
                }
                let total = wanted.clone().count(&moment).await?;
                let rows = wanted
                    .order_by_desc(activity_log::Column::Seq)
                    .offset(offset)
                    .limit(limit)
                    .all(&moment)
                    .await?;
                moment.commit().await?;
                Ok(Page {
                    items: rows.into_iter().map(entry).collect(),
                    total,
                })
            })
            .await
    }

    async fn activity_ends(&self) -> Result<Vec<(BusinessId, i64)>, StoreError> {
        self.database
            .within(async {
                let rows = activity_heads::Entity::find().all(self.database.reader()).await?;
                Ok(rows
                    .into_iter()
                    .map(|row| (BusinessId(row.business_id), row.seq))
                    .collect())
            })
            .await
    }

    async fn tells_of(&self, business: BusinessId, action: &str, after: i64) -> Result<bool, StoreError> {
        self.database
            .within(async {
                let found = activity_log::Entity::find()
                    .filter(activity_log::Column::BusinessId.eq(business.0))
                    .filter(activity_log::Column::Seq.gt(after))
                    .filter(activity_log::Column::Action.eq(action))
                    .limit(1)
                    .count(self.database.reader())
                    .await?;
                Ok(found > 0)
            })
            .await
    }

    async fn check_activities(&self, business: BusinessId, most: usize) -> Result<Integrity, StoreError> {
        // One moment for all of it, and a deadline for each page: a long log takes its time.
        let moment = self
            .database
            .within(async { self.database.begin_read().await })
            .await?;
        let mut check = ChainCheck::new(business);
        let (mut faults, mut fault_count) = (Vec::new(), 0);
        let mut after = i64::MIN;
        loop {
            let page = self
                .database
                .within(async {
                    Ok(activity_log::Entity::find()
                        .filter(activity_log::Column::BusinessId.eq(business.0))
                        .filter(activity_log::Column::Seq.gt(after))
                        .order_by_asc(activity_log::Column::Seq)
                        .limit(CHECKED_AT_ONCE)
                        .all(&moment)
                        .await?)
                })
                .await?;
            let Some(last) = page.last() else { break };
            after = last.seq;
            for row in page {
                let found = check.next(&entry(row));
                fault_count += found.len() as u64;
                let room = most.saturating_sub(faults.len());
                faults.extend(found.into_iter().take(room));
            }
        }
        let head = self
            .database
            .within(async {
                let row = activity_heads::Entity::find_by_id(business.0)
                    .one(&moment)
                    .await?;
                moment.commit().await?;
                Ok(row.map_or_else(Head::default, |row| Head {
                    seq: row.seq,
                    hash: row.hash,
                }))
            })
            .await?;
        if let Some(fault) = check.end(&head) {
            fault_count += 1;
            faults.push(fault);
        }
        Ok(Integrity {
            count: check.count(),
            head,
            faults,
            fault_count,
        })
    }
}

impl Store {
    async fn try_record(&self, business: BusinessId, activity: &NewActivity) -> Result<Activity, Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = append(&transaction, business, activity);
        let written = self.database.bounded(work).await;
        self.database.finish(transaction, written).await
    }
}

/// Writes an entry in the transaction of the act that it tells of.
pub(super) async fn append(
    transaction: &impl ConnectionTrait,
    business: BusinessId,
    activity: &NewActivity,
) -> Result<Activity, Trouble> {
    let head = take_head(transaction, business).await?;
    let mut new = activity.clone();
    // What is hashed is what is kept.
    new.subject = storable(&new.subject);
    storable_json(&mut new.detail);
    let entry = Activity::after(&head, business, &new);
    let row = activity_log::Model {
        id: entry.id,
        business_id: business.0,
        user_id: entry.user_id.map(|user| user.0),
        action: entry.action.clone(),
        subject: entry.subject.clone(),
        detail: to_json(&entry.detail)?,
        created_at: entry.at,
        seq: entry.seq,
        previous_hash: entry.previous_hash.clone(),
        hash: entry.hash.clone(),
    };
    insert_all(transaction, vec![row]).await?;
    activity_heads::Entity::update_many()
        .col_expr(activity_heads::Column::Seq, Expr::value(entry.seq))
        .col_expr(activity_heads::Column::Hash, Expr::value(entry.hash.as_str()))
        .filter(activity_heads::Column::BusinessId.eq(business.0))
        .exec(transaction)
        .await?;
    // Whoever keeps log lines elsewhere can tell a log that was written anew as a whole.
    tracing::info!(
        event_type = "activity",
        business_id = %business,
        action = entry.action,
        seq = entry.seq,
        hash = entry.hash,
        "an act of the staff"
    );
    Ok(entry)
}

/// Writes the entry when a row was changed, and answers whether one was.
pub(super) async fn told(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    changed: u64,
    activity: &NewActivity,
) -> Result<bool, Trouble> {
    if changed == 0 {
        return Ok(false);
    }
    append(transaction, business, activity).await?;
    Ok(true)
}

async fn take_head(transaction: &impl ConnectionTrait, business: BusinessId) -> Result<Head, Trouble> {
    let backend = transaction.get_database_backend();
    let values = [Value::from(business.0), Value::from(GENESIS)];
    let statement = Statement::from_sql_and_values(backend, TAKE_HEAD, values);
    let row = transaction.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| corrupt("end of the activity log", &"no row"))?;
    Ok(Head {
        seq: row.try_get("", "seq")?,
        hash: row.try_get("", "hash")?,
    })
}

fn entry(row: activity_log::Model) -> Activity {
    Activity {
        seq: row.seq,
        id: row.id,
        user_id: row.user_id.map(UserId),
        action: row.action,
        subject: row.subject,
        detail: row.detail,
        at: row.created_at,
        previous_hash: row.previous_hash,
        hash: row.hash,
    }
}
