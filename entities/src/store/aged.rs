//! Rows that have had their time.

use chrono::{DateTime, Utc};
use colloquy_engine::port::StoreError;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Store;

impl Store {
    /// Deletes rows whose time is before `before`, the oldest first and at most `limit`, and answers how many those were.
    pub(super) async fn forget_before<E: EntityTrait>(
        &self,
        (key, time): (E::Column, E::Column),
        before: DateTime<Utc>,
        limit: u64,
    ) -> Result<u64, StoreError> {
        self.database
            .within(async {
                let due: Vec<Uuid> = E::find()
                    .select_only()
                    .column(key)
                    .filter(time.lt(before))
                    .order_by_asc(time)
                    .limit(limit)
                    .into_tuple()
                    .all(self.database.reader())
                    .await?;
                if due.is_empty() {
                    return Ok(0);
                }
                let deleted = E::delete_many()
                    .filter(key.is_in(due))
                    .exec(self.database.writer())
                    .await?;
                Ok(deleted.rows_affected)
            })
            .await
    }
}
