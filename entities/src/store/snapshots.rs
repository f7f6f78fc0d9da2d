//! The durable copies of snapshots.

use std::collections::{HashMap, HashSet};

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
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use crate::{
    statement::{ColumnKind, RowsSelect},
    store::Store,
    tables::running::snapshots,
};

/// What is kept of conversations. By their ids alone, which lead to the row whatever the planner thinks of businesses;
/// whose row it is is looked at afterwards.
const KEPT: RowsSelect = RowsSelect {
    table: "snapshots",
    columns: "business_id, conversation_id, state",
    key: &[("conversation_id", ColumnKind::Uuid)],
};

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

    async fn get_many(
        &self,
        conversations: &[(BusinessId, ConversationId)],
    ) -> Result<HashMap<ConversationId, Vec<u8>>, StoreError> {
        let keys = conversations.iter().map(|(_, id)| [id.0.into()]).collect();
        let wanted: HashSet<_> = conversations.iter().copied().collect();
        self.database
            .within(async {
                let mut found = HashMap::with_capacity(wanted.len());
                for row in KEPT.run(self.database.reader(), keys).await? {
                    let id = ConversationId(row.try_get_by_index(1)?);
                    if wanted.contains(&(BusinessId(row.try_get_by_index(0)?), id)) {
                        found.insert(id, row.try_get_by_index(2)?);
                    }
                }
                Ok(found)
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
