//! Keys of services.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    activity::NewActivity,
    ids::BusinessId,
    port::{
        StoreError,
        keys::{ApiKey, KeyStore},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

use crate::{
    error::Trouble,
    rows::{from_json, to_json},
    store::{Store, activity, again},
    tables::access::api_keys,
    text::storable,
};

#[async_trait]
impl KeyStore for Store {
    async fn add_key(&self, key: &ApiKey, activity: &NewActivity) -> Result<(), StoreError> {
        again!(self.try_add_key(key, activity))
    }

    async fn key_by_hash(&self, hash: &str) -> Result<Option<ApiKey>, StoreError> {
        self.database
            .within(async {
                let found = api_keys::Entity::find()
                    .filter(api_keys::Column::KeyHash.eq(hash))
                    .one(self.database.reader())
                    .await?;
                found.map(key).transpose()
            })
            .await
    }

    async fn keys(&self, business: BusinessId) -> Result<Vec<ApiKey>, StoreError> {
        self.database
            .within(async {
                let rows = api_keys::Entity::find()
                    .filter(api_keys::Column::BusinessId.eq(business.0))
                    .order_by_asc(api_keys::Column::CreatedAt)
                    .order_by_asc(api_keys::Column::Id)
                    .all(self.database.reader())
                    .await?;
                rows.into_iter().map(key).collect()
            })
            .await
    }

    async fn key_used(&self, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.database
            .within(async {
                api_keys::Entity::update_many()
                    .col_expr(api_keys::Column::LastUsedAt, Expr::value(at))
                    .filter(api_keys::Column::Id.eq(id))
                    .exec(self.database.writer())
                    .await?;
                Ok(())
            })
            .await
    }

    async fn revoke_key(
        &self,
        business: BusinessId,
        id: Uuid,
        activity: &NewActivity,
    ) -> Result<bool, StoreError> {
        again!(self.try_revoke_key(business, id, activity))
    }
}

impl Store {
    async fn try_add_key(&self, key: &ApiKey, activity: &NewActivity) -> Result<(), Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            api_keys::Entity::insert(row(key)?.into_active_model())
                .exec_without_returning(&transaction)
                .await?;
            activity::append(&transaction, key.business_id, activity).await?;
            Ok(())
        });
        let written = work.await;
        self.database.finish(transaction, written).await
    }

    async fn try_revoke_key(
        &self,
        business: BusinessId,
        id: Uuid,
        activity: &NewActivity,
    ) -> Result<bool, Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            let done = api_keys::Entity::update_many()
                .col_expr(api_keys::Column::RevokedAt, Expr::value(activity.at))
                .filter(api_keys::Column::Id.eq(id))
                .filter(api_keys::Column::BusinessId.eq(business.0))
                .filter(api_keys::Column::RevokedAt.is_null())
                .exec(&transaction)
                .await?;
            activity::told(&transaction, business, done.rows_affected, activity).await
        });
        let done = work.await;
        self.database.finish(transaction, done).await
    }
}

fn key(row: api_keys::Model) -> Result<ApiKey, Trouble> {
    Ok(ApiKey {
        id: row.id,
        business_id: BusinessId(row.business_id),
        name: row.name,
        key_hash: row.key_hash,
        scopes: from_json("api key", row.scopes)?,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        revoked_at: row.revoked_at,
    })
}

fn row(key: &ApiKey) -> Result<api_keys::Model, Trouble> {
    Ok(api_keys::Model {
        id: key.id,
        business_id: key.business_id.0,
        name: storable(&key.name),
        key_hash: key.key_hash.clone(),
        scopes: to_json(&key.scopes)?,
        created_at: key.created_at,
        last_used_at: key.last_used_at,
        revoked_at: key.revoked_at,
    })
}
