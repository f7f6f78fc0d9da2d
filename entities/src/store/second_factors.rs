//! One-time codes of people. A code is used by one statement under its condition, so no two can use the same.

use async_trait::async_trait;
use colloquy_engine::{
    activity::NewActivity,
    ids::{BusinessId, UserId},
    port::{
        StoreError,
        second_factors::{SecondFactor, SecondFactorStore},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    error::Trouble,
    rows::{from_json, to_json},
    statement::insert_all,
    store::{Store, activity::told},
    tables::access::second_factors,
};

#[async_trait]
impl SecondFactorStore for Store {
    async fn second_factor(
        &self,
        business: BusinessId,
        user: UserId,
    ) -> Result<Option<SecondFactor>, StoreError> {
        self.database
            .within(async {
                let row = second_factors::Entity::find_by_id(user.0)
                    .filter(second_factors::Column::BusinessId.eq(business.0))
                    .one(self.database.reader())
                    .await?;
                row.map(factor).transpose()
            })
            .await
    }

    async fn begin_second_factor(&self, factor: &SecondFactor) -> Result<bool, StoreError> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            second_factors::Entity::delete_by_id(factor.user_id.0)
                .filter(second_factors::Column::BusinessId.eq(factor.business_id.0))
                .filter(second_factors::Column::ConfirmedAt.is_null())
                .exec(&transaction)
                .await?;
            let kept = second_factors::Entity::find_by_id(factor.user_id.0)
                .one(&transaction)
                .await?;
            if kept.is_some() {
                return Ok(false);
            }
            insert_all(&transaction, vec![row(factor)?]).await?;
            Ok(true)
        });
        let done = work.await;
        Ok(self.database.finish(transaction, done).await?)
    }

    async fn confirm_second_factor(
        &self,
        factor: &SecondFactor,
        activity: &NewActivity,
    ) -> Result<bool, StoreError> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            let done = second_factors::Entity::update_many()
                .col_expr(
                    second_factors::Column::ConfirmedAt,
                    Expr::value(factor.confirmed_at),
                )
                .col_expr(second_factors::Column::LastStep, Expr::value(factor.last_step))
                .col_expr(
                    second_factors::Column::RecoveryHashes,
                    Expr::value(to_json(&factor.recovery_hashes)?),
                )
                .filter(second_factors::Column::UserId.eq(factor.user_id.0))
                .filter(second_factors::Column::BusinessId.eq(factor.business_id.0))
                .filter(second_factors::Column::Secret.eq(factor.secret.as_str()))
                .filter(second_factors::Column::ConfirmedAt.is_null())
                .filter(second_factors::Column::LastStep.lt(factor.last_step))
                .exec(&transaction)
                .await?;
            told(&transaction, factor.business_id, done.rows_affected, activity).await
        });
        let done = work.await;
        Ok(self.database.finish(transaction, done).await?)
    }

    async fn use_step(&self, business: BusinessId, user: UserId, step: i64) -> Result<bool, StoreError> {
        self.database
            .within(async {
                let done = second_factors::Entity::update_many()
                    .col_expr(second_factors::Column::LastStep, Expr::value(step))
                    .filter(second_factors::Column::UserId.eq(user.0))
                    .filter(second_factors::Column::BusinessId.eq(business.0))
                    .filter(second_factors::Column::LastStep.lt(step))
                    .exec(self.database.writer())
                    .await?;
                Ok(done.rows_affected == 1)
            })
            .await
    }

    async fn use_recovery(
        &self,
        business: BusinessId,
        user: UserId,
        hash: &str,
        activity: &NewActivity,
    ) -> Result<bool, StoreError> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            // Takes the row, so that what is read of it stays so.
            second_factors::Entity::update_many()
                .col_expr(
                    second_factors::Column::LastStep,
                    Expr::col(second_factors::Column::LastStep),
                )
                .filter(second_factors::Column::UserId.eq(user.0))
                .exec(&transaction)
                .await?;
            let kept = second_factors::Entity::find_by_id(user.0)
                .filter(second_factors::Column::BusinessId.eq(business.0))
                .filter(second_factors::Column::ConfirmedAt.is_not_null())
                .one(&transaction)
                .await?;
            let Some(kept) = kept.map(factor).transpose()? else {
                return Ok(false);
            };
            let left: Vec<&String> = kept
                .recovery_hashes
                .iter()
                .filter(|known| *known != hash)
                .collect();
            if left.len() == kept.recovery_hashes.len() {
                return Ok(false);
            }
            second_factors::Entity::update_many()
                .col_expr(
                    second_factors::Column::RecoveryHashes,
                    Expr::value(to_json(&left)?),
                )
                .filter(second_factors::Column::UserId.eq(user.0))
                .exec(&transaction)
                .await?;
            told(&transaction, business, 1, activity).await
        });
        let done = work.await;
        Ok(self.database.finish(transaction, done).await?)
    }

    async fn remove_second_factor(
        &self,
        business: BusinessId,
        user: UserId,
        activity: &NewActivity,
    ) -> Result<bool, StoreError> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            let done = second_factors::Entity::delete_by_id(user.0)
                .filter(second_factors::Column::BusinessId.eq(business.0))
                .exec(&transaction)
                .await?;
            told(&transaction, business, done.rows_affected, activity).await
        });
        let done = work.await;
        Ok(self.database.finish(transaction, done).await?)
    }
}

fn factor(row: second_factors::Model) -> Result<SecondFactor, Trouble> {
    Ok(SecondFactor {
        user_id: UserId(row.user_id),
        business_id: BusinessId(row.business_id),
        secret: row.secret,
        last_step: row.last_step,
        recovery_hashes: from_json("second factor", row.recovery_hashes)?,
        created_at: row.created_at,
        confirmed_at: row.confirmed_at,
    })
}

fn row(factor: &SecondFactor) -> Result<second_factors::Model, Trouble> {
    Ok(second_factors::Model {
        user_id: factor.user_id.0,
        business_id: factor.business_id.0,
        secret: factor.secret.clone(),
        last_step: factor.last_step,
        recovery_hashes: to_json(&factor.recovery_hashes)?,
        created_at: factor.created_at,
        confirmed_at: factor.confirmed_at,
    })
}
