//! Single-use tokens: written with their letter, used up with what they are good for.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    activity::NewActivity,
    ids::{BusinessId, UserId},
    port::{
        StoreError,
        accounts::User,
        credentials::{CredentialStore, LetterRequest, NewToken, ShownToken},
        outbox::NewDelivery,
    },
};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{accounts::user, activity, again, outbox::rows::outbox_row};
use crate::{
    error::Trouble,
    statement::insert_missing,
    store::Store,
    tables::access::{account_tokens, confirmed_addresses, letter_requests, refresh_families, users},
    text::storable,
};

#[async_trait]
impl CredentialStore for Store {
    async fn issue_token(
        &self,
        token: &NewToken,
        letter: &NewDelivery,
        most: u64,
        since: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        again!(self.try_issue(token, letter, most, since))
    }

    async fn holder(&self, token: &ShownToken) -> Result<Option<User>, StoreError> {
        self.database
            .within(async {
                let row = account_tokens::Entity::find_by_id(token.id)
                    .filter(is_good(token))
                    .one(self.database.reader())
                    .await?;
                let Some(row) = row else { return Ok(None) };
                let holder = users::Entity::find_by_id(row.user_id)
                    .filter(users::Column::BusinessId.eq(row.business_id))
                    .one(self.database.reader())
                    .await?;
                holder.map(user).transpose()
            })
            .await
    }

    async fn reset_password(
        &self,
        token: &ShownToken,
        password_hash: &str,
        letter: Option<&NewDelivery>,
        told: Option<&NewActivity>,
    ) -> Result<bool, StoreError> {
        again!(self.try_reset(token, password_hash, letter, told))
    }

    async fn confirm_address(&self, token: &ShownToken) -> Result<bool, StoreError> {
        again!(self.try_confirm(token))
    }

    async fn confirmed_at(
        &self,
        business: BusinessId,
        user: UserId,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.database
            .within(async {
                let row = confirmed_addresses::Entity::find_by_id(user.0)
                    .filter(confirmed_addresses::Column::BusinessId.eq(business.0))
                    .one(self.database.reader())
                    .await?;
                let Some(row) = row else { return Ok(None) };
                let present: Option<String> = users::Entity::find_by_id(user.0)
                    .select_only()
                    .column(users::Column::Email)
                    .into_tuple()
                    .one(self.database.reader())
                    .await?;
                Ok(present
                    .is_some_and(|email| email == row.email)
                    .then_some(row.confirmed_at))
            })
            .await
    }

    async fn ask_for_letter(&self, request: &LetterRequest) -> Result<(), StoreError> {
        let row = letter_requests::Model {
            id: request.id,
            business_id: request.business_id.map(|business| business.0),
            email: storable(&request.email),
            language: storable(&request.language),
            created_at: request.created_at,
        };
        self.database
            .within(async {
                letter_requests::Entity::insert(row.into_active_model())
                    .exec_without_returning(self.database.writer())
                    .await?;
                Ok(())
            })
            .await
    }

    async fn letters_asked_for(
        &self,
        before: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<LetterRequest>, StoreError> {
        self.database
            .within(async {
                let rows = letter_requests::Entity::find()
                    .filter(letter_requests::Column::CreatedAt.lt(before))
                    .order_by_asc(letter_requests::Column::CreatedAt)
                    .limit(limit)
                    .all(self.database.reader())
                    .await?;
                let asked = rows.into_iter().map(|row| LetterRequest {
                    id: row.id,
                    business_id: row.business_id.map(BusinessId),
                    email: row.email,
                    language: row.language,
                    created_at: row.created_at,
                });
                Ok(asked.collect())
            })
            .await
    }

    async fn letter_done(&self, id: Uuid) -> Result<(), StoreError> {
        self.database
            .within(async {
                letter_requests::Entity::delete_by_id(id)
                    .exec(self.database.writer())
                    .await?;
                Ok(())
            })
            .await
    }

    async fn forget_tokens(&self, before: DateTime<Utc>, limit: u64) -> Result<u64, StoreError> {
        let columns = (account_tokens::Column::Id, account_tokens::Column::ExpiresAt);
        self.forget_before::<account_tokens::Entity>(columns, before, limit)
            .await
    }
}

impl Store {
    async fn try_issue(
        &self,
        token: &NewToken,
        letter: &NewDelivery,
        most: u64,
        since: DateTime<Utc>,
    ) -> Result<bool, Trouble> {
        let transaction = self.database.begin_write().await?;
        let done = self
            .database
            .bounded(Box::pin(issue(&transaction, token, letter, most, since)))
            .await;
        self.database.finish(transaction, done).await
    }

    async fn try_reset(
        &self,
        token: &ShownToken,
        password_hash: &str,
        letter: Option<&NewDelivery>,
        told: Option<&NewActivity>,
    ) -> Result<bool, Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = reset(&transaction, token, password_hash, (letter, told));
        let done = self.database.bounded(Box::pin(work)).await;
        self.database.finish(transaction, done).await
    }

    async fn try_confirm(&self, token: &ShownToken) -> Result<bool, Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = async {
            let Some(owner) = use_up(&transaction, token).await? else {
                return Ok(false);
            };
            confirm(&transaction, &owner, token.at).await?;
            Ok(true)
        };
        let done = self.database.bounded(Box::pin(work)).await;
        self.database.finish(transaction, done).await
    }
}

async fn issue(
    transaction: &DatabaseTransaction,
    token: &NewToken,
    letter: &NewDelivery,
    most: u64,
    since: DateTime<Utc>,
) -> Result<bool, Trouble> {
    // Two requests at once take turns, so that the count is right.
    let owner = users::Entity::find_by_id(token.user_id.0)
        .filter(users::Column::BusinessId.eq(token.business_id.0))
        .lock_exclusive()
        .one(transaction)
        .await?;
    if owner.is_none() {
        return Ok(false);
    }
    let lately = account_tokens::Entity::find()
        .filter(account_tokens::Column::UserId.eq(token.user_id.0))
        .filter(account_tokens::Column::Purpose.eq(token.purpose.as_str()))
        .filter(account_tokens::Column::CreatedAt.gt(since))
        .count(transaction)
        .await?;
    if lately >= most {
        return Ok(false);
    }
    let row = account_tokens::Model {
        id: token.id,
        business_id: token.business_id.0,
        user_id: token.user_id.0,
        purpose: token.purpose.as_str().to_owned(),
        token_hash: token.hash.clone(),
        created_at: token.created_at,
        expires_at: token.expires_at,
        used_at: None,
    };
    insert_missing(transaction, vec![row]).await?;
    let letter = outbox_row(token.business_id.0, None, 0, letter, token.created_at)?;
    insert_missing(transaction, vec![letter]).await?;
    Ok(true)
}

async fn reset(
    transaction: &DatabaseTransaction,
    token: &ShownToken,
    password_hash: &str,
    (letter, told): (Option<&NewDelivery>, Option<&NewActivity>),
) -> Result<bool, Trouble> {
    let Some(owner) = use_up(transaction, token).await? else {
        return Ok(false);
    };
    users::Entity::update_many()
        .col_expr(users::Column::PasswordHash, Expr::value(password_hash))
        .filter(users::Column::Id.eq(owner.id))
        .exec(transaction)
        .await?;
    refresh_families::Entity::update_many()
        .col_expr(refresh_families::Column::RevokedAt, Expr::value(token.at))
        .filter(refresh_families::Column::UserId.eq(owner.id))
        .filter(refresh_families::Column::RevokedAt.is_null())
        .exec(transaction)
        .await?;
    account_tokens::Entity::update_many()
        .col_expr(account_tokens::Column::UsedAt, Expr::value(token.at))
        .filter(account_tokens::Column::UserId.eq(owner.id))
        .filter(account_tokens::Column::UsedAt.is_null())
        .exec(transaction)
        .await?;
    confirm(transaction, &owner, token.at).await?;
    if let Some(letter) = letter {
        let letter = outbox_row(owner.business_id, None, 0, letter, token.at)?;
        insert_missing(transaction, vec![letter]).await?;
    }
    if let Some(told) = told {
        activity::append(transaction, BusinessId(owner.business_id), told).await?;
    }
    Ok(true)
}

/// Whoever comes second finds the token used.
async fn use_up(
    transaction: &DatabaseTransaction,
    token: &ShownToken,
) -> Result<Option<users::Model>, Trouble> {
    let row = account_tokens::Entity::find_by_id(token.id)
        .filter(is_good(token))
        .lock_exclusive()
        .one(transaction)
        .await?;
    let Some(row) = row else { return Ok(None) };
    account_tokens::Entity::update_many()
        .col_expr(account_tokens::Column::UsedAt, Expr::value(token.at))
        .filter(account_tokens::Column::Id.eq(row.id))
        .exec(transaction)
        .await?;
    let owner = users::Entity::find_by_id(row.user_id)
        .filter(users::Column::BusinessId.eq(row.business_id))
        .lock_exclusive()
        .one(transaction)
        .await?;
    Ok(owner)
}

async fn confirm(
    transaction: &DatabaseTransaction,
    owner: &users::Model,
    at: DateTime<Utc>,
) -> Result<(), Trouble> {
    confirmed_addresses::Entity::delete_by_id(owner.id)
        .exec(transaction)
        .await?;
    let row = confirmed_addresses::Model {
        user_id: owner.id,
        business_id: owner.business_id,
        email: owner.email.clone(),
        confirmed_at: at,
    };
    insert_missing(transaction, vec![row]).await?;
    Ok(())
}

fn is_good(token: &ShownToken) -> Condition {
    Condition::all()
        .add(account_tokens::Column::TokenHash.eq(token.hash.as_str()))
        .add(account_tokens::Column::Purpose.eq(token.purpose.as_str()))
        .add(account_tokens::Column::UsedAt.is_null())
        .add(account_tokens::Column::ExpiresAt.gt(token.at))
}
