//! What is remembered of shoppers, as pages read and change it; turns write theirs with the journal.

pub(super) mod rows;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    ids::{BusinessId, UserId},
    memory::{AFFINITIES_READ, Affinity, Memory, Preferences, SUMMARIES_READ, Summary},
    port::{
        StoreError,
        memory::{Forget, MemoryStore},
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use self::rows::{affinity, delete_history, delete_known, preferences_of, replace_preferences, summary};
use super::again;
use crate::{
    error::Trouble,
    statement::insert_missing,
    store::Store,
    tables::people::{
        affinities, interaction_summaries as summaries, memories, preferences, turn_memories as known,
    },
};

#[async_trait]
impl MemoryStore for Store {
    async fn memory(&self, business: BusinessId, user: UserId) -> Result<Memory, StoreError> {
        self.database
            .within(async {
                // Version and preferences of one moment, or the fence would guard a memory that never was.
                let moment = self.database.begin_read().await?;
                let memory = read(&moment, business, user).await?;
                moment.commit().await?;
                Ok(memory)
            })
            .await
    }

    async fn affinities(
        &self,
        business: BusinessId,
        user: UserId,
        limit: u64,
    ) -> Result<Vec<Affinity>, StoreError> {
        self.database
            .within(strongest(self.database.reader(), business, user, limit))
            .await
    }

    async fn history(
        &self,
        business: BusinessId,
        user: UserId,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<Summary>, u64), StoreError> {
        self.database
            .within(async {
                let reader = self.database.reader();
                let total = summaries::Entity::find()
                    .filter(summaries::Column::BusinessId.eq(business.0))
                    .filter(summaries::Column::UserId.eq(user.0))
                    .count(reader)
                    .await?;
                Ok((newest(reader, business, user, offset, limit).await?, total))
            })
            .await
    }

    async fn write_preferences(
        &self,
        business: BusinessId,
        user: UserId,
        expected_version: i64,
        preferences: &Preferences,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        again!(self.try_write(business, user, expected_version, preferences, at))
    }

    async fn forget(
        &self,
        business: BusinessId,
        user: UserId,
        what: Forget,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        again!(self.try_forget(business, user, what, at))
    }

    async fn forget_summaries(&self, before: DateTime<Utc>, limit: u64) -> Result<u64, StoreError> {
        let columns = (summaries::Column::TurnId, summaries::Column::At);
        let told = self
            .forget_before::<summaries::Entity>(columns, before, limit)
            .await?;
        // What turns knew of it goes with it.
        let columns = (known::Column::TurnId, known::Column::OldestAt);
        let known = self
            .forget_before::<known::Entity>(columns, before, limit)
            .await?;
        Ok(told.max(known))
    }
}

impl Store {
    async fn try_write(
        &self,
        business: BusinessId,
        user: UserId,
        expected_version: i64,
        preferences: &Preferences,
        at: DateTime<Utc>,
    ) -> Result<bool, Trouble> {
        let transaction = self.database.begin_write().await?;
        let writing = async {
            if lock(&transaction, business, user, at).await? != expected_version {
                return Ok(false);
            }
            replace_preferences(&transaction, business.0, user.0, preferences, at).await?;
            // What the page took away stands in no record of a turn either.
            delete_known(&transaction, business.0, user.0).await?;
            advance(&transaction, business, user, at).await?;
            Ok(true)
        };
        let written = self.database.bounded(Box::pin(writing)).await;
        self.database.finish(transaction, written).await
    }

    async fn try_forget(
        &self,
        business: BusinessId,
        user: UserId,
        what: Forget,
        at: DateTime<Utc>,
    ) -> Result<(), Trouble> {
        let transaction = self.database.begin_write().await?;
        let forgetting = async {
            lock(&transaction, business, user, at).await?;
            if what != Forget::History {
                replace_preferences(&transaction, business.0, user.0, &Preferences::default(), at).await?;
            }
            if what != Forget::Preferences {
                delete_history(&transaction, business.0, vec![user.0]).await?;
            }
            delete_known(&transaction, business.0, user.0).await?;
            advance(&transaction, business, user, at).await
        };
        let forgotten = self.database.bounded(Box::pin(forgetting)).await;
        self.database.finish(transaction, forgotten).await
    }
}

/// Locks the memory of an account, making it where there is none, and answers its version.
async fn lock(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    user: UserId,
    at: DateTime<Utc>,
) -> Result<i64, Trouble> {
    let none = memories::Model {
        business_id: business.0,
        user_id: user.0,
        version: 0,
        updated_at: at,
    };
    insert_missing(transaction, vec![none]).await?;
    let row = memories::Entity::find_by_id(user.0)
        .filter(memories::Column::BusinessId.eq(business.0))
        .lock_exclusive()
        .one(transaction)
        .await?;
    row.map(|row| row.version).ok_or_else(|| {
        Trouble::Store(StoreError::Refused(
            "the memory is of another business".to_owned(),
        ))
    })
}

async fn advance(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    user: UserId,
    at: DateTime<Utc>,
) -> Result<(), Trouble> {
    use sea_orm::ExprTrait;

    memories::Entity::update_many()
        .col_expr(
            memories::Column::Version,
            Expr::col(memories::Column::Version).add(1),
        )
        .col_expr(memories::Column::UpdatedAt, Expr::value(at))
        .filter(memories::Column::UserId.eq(user.0))
        .filter(memories::Column::BusinessId.eq(business.0))
        .exec(transaction)
        .await?;
    Ok(())
}

async fn read(
    database: &impl ConnectionTrait,
    business: BusinessId,
    user: UserId,
) -> Result<Memory, Trouble> {
    let head = memories::Entity::find_by_id(user.0)
        .filter(memories::Column::BusinessId.eq(business.0))
        .one(database)
        .await?;
    // Everything else is written together with this row.
    let Some(head) = head else {
        return Ok(Memory::default());
    };
    let said = preferences::Entity::find()
        .filter(preferences::Column::BusinessId.eq(business.0))
        .filter(preferences::Column::UserId.eq(user.0))
        .all(database)
        .await?;
    Ok(Memory {
        version: head.version,
        preferences: preferences_of(said)?,
        affinities: strongest(database, business, user, AFFINITIES_READ).await?,
        recent: newest(database, business, user, 0, SUMMARIES_READ).await?,
    })
}

async fn strongest(
    database: &impl ConnectionTrait,
    business: BusinessId,
    user: UserId,
    limit: u64,
) -> Result<Vec<Affinity>, Trouble> {
    let found = affinities::Entity::find()
        .filter(affinities::Column::BusinessId.eq(business.0))
        .filter(affinities::Column::UserId.eq(user.0))
        .order_by_desc(affinities::Column::Times)
        .order_by_desc(affinities::Column::UpdatedAt)
        .order_by_asc(affinities::Column::Kind)
        .order_by_asc(affinities::Column::Value)
        .limit(limit)
        .all(database)
        .await?;
    found.into_iter().map(affinity).collect()
}

async fn newest(
    database: &impl ConnectionTrait,
    business: BusinessId,
    user: UserId,
    offset: u64,
    limit: u64,
) -> Result<Vec<Summary>, Trouble> {
    let found = summaries::Entity::find()
        .filter(summaries::Column::BusinessId.eq(business.0))
        .filter(summaries::Column::UserId.eq(user.0))
        .order_by_desc(summaries::Column::At)
        .order_by_desc(summaries::Column::TurnId)
        .offset(offset)
        .limit(limit)
        .all(database)
        .await?;
    found.into_iter().map(summary).collect()
}
