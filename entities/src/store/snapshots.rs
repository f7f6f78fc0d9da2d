//! The durable copies of snapshots.

use async_trait::async_trait;
use colloquy_engine::{
    ids::{BusinessId, ConversationId},
    port::{
        StoreError,
        snapshots::{SnapshotStore, StoredSnapshot},
    },
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use crate::{store::Store, tables::running::snapshots};

/// How many rows one statement writes.
const ROWS_AT_ONCE: usize = 500;

#[async_trait]
impl SnapshotStore for Store {
    async fn put_many(&self, kept: &[StoredSnapshot]) -> Result<(), StoreError> {
        use snapshots::Column;

        for chunk in kept.chunks(ROWS_AT_ONCE) {
            let rows = chunk.iter().map(|snapshot| snapshots::ActiveModel {
                business_id: Set(snapshot.business_id.0),
                conversation_id: Set(snapshot.conversation_id.0),
                format: Set(snapshot.bytes.first().copied().map_or(0, i32::from)),
                version: Set(snapshot.version),
                last_seq: Set(snapshot.last_seq),
                state: Set(snapshot.bytes.clone()),
                taken_at: Set(snapshot.taken_at),
            });
            let mut there = OnConflict::column(Column::ConversationId);
            there
                .update_columns([
                    Column::Format,
                    Column::Version,
                    Column::LastSeq,
                    Column::State,
                    Column::TakenAt,
                ])
                .action_and_where(Expr::cust(
                    "snapshots.business_id = excluded.business_id \
                     AND snapshots.version <= excluded.version AND snapshots.last_seq <= excluded.last_seq",
                ));
            let statement = snapshots::Entity::insert_many(rows).on_conflict(there);
            self.database
                .within(async {
                    statement.exec_without_returning(self.database.writer()).await?;
                    Ok(())
                })
                .await?;
        }
        Ok(())
    }

    async fn get(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.database
            .within(async {
                let bytes = snapshots::Entity::find_by_id(conversation.0)
                    .filter(snapshots::Column::BusinessId.eq(business.0))
                    .select_only()
                    .column(snapshots::Column::State)
                    .into_tuple()
                    .one(self.database.reader())
                    .await?;
                Ok(bytes)
            })
            .await
    }

    async fn delete(&self, business: BusinessId, conversation: ConversationId) -> Result<(), StoreError> {
        self.database
            .within(async {
                snapshots::Entity::delete_by_id(conversation.0)
                    .filter(snapshots::Column::BusinessId.eq(business.0))
                    .exec(self.database.writer())
                    .await?;
                Ok(())
            })
            .await
    }
}
