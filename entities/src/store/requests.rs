//! Requests with an idempotency key, and what came of them.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    ids::BusinessId,
    port::{
        StoreError,
        requests::{AnsweredRequest, RequestKey, RequestStore},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, JsonValue, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    error::Trouble, rows::to_json, store::Store, tables::running::idempotency_keys as requests,
    text::storable,
};

#[async_trait]
impl RequestStore for Store {
    async fn find_request(
        &self,
        business: BusinessId,
        scope: &str,
        key: &str,
    ) -> Result<Option<AnsweredRequest>, StoreError> {
        let id = (business.0, storable(scope), storable(key));
        self.database
            .within(async {
                let row = requests::Entity::find_by_id(id)
                    .one(self.database.reader())
                    .await?;
                Ok(row.map(|row| AnsweredRequest {
                    request: RequestKey {
                        scope: row.scope,
                        key: row.key,
                        body_hash: row.request_hash,
                    },
                    effect: row.response.unwrap_or(JsonValue::Null),
                    at: row.created_at,
                }))
            })
            .await
    }

    async fn forget_requests(&self, before: DateTime<Utc>, limit: u64) -> Result<u64, StoreError> {
        self.database
            .within(async {
                let due: Vec<(Uuid, String, String)> = requests::Entity::find()
                    .select_only()
                    .column(requests::Column::BusinessId)
                    .column(requests::Column::Scope)
                    .column(requests::Column::Key)
                    .filter(requests::Column::CreatedAt.lt(before))
                    .order_by_asc(requests::Column::CreatedAt)
                    .limit(limit)
                    .into_tuple()
                    .all(self.database.reader())
                    .await?;
                let mut forgotten = 0;
                for id in due {
                    forgotten += requests::Entity::delete_by_id(id)
                        .filter(requests::Column::CreatedAt.lt(before))
                        .exec(self.database.writer())
                        .await?
                        .rows_affected;
                }
                Ok(forgotten)
            })
            .await
    }
}

/// The row of a request that is answered.
pub(super) fn request_row(business: Uuid, answered: &AnsweredRequest) -> Result<requests::Model, Trouble> {
    Ok(requests::Model {
        business_id: business,
        scope: storable(&answered.request.scope),
        key: storable(&answered.request.key),
        request_hash: answered.request.body_hash.clone(),
        status: None,
        response: Some(to_json(&answered.effect)?),
        created_at: answered.at,
    })
}
