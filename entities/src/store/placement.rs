//! What nodes ask about each other's work: heads in two numbers, and messages that wait.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    ids::{BusinessId, ConversationId},
    port::{
        StoreError,
        placement::{Mark, PendingConversation, PlacementStore, Waiting},
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement};
use uuid::Uuid;

use crate::{
    error::Trouble,
    rows::from_name,
    store::{Store, conversations::inbound},
    tables::conversation::{conversations, receipts},
};

/// How many conversations one statement asks for.
const KEYS_AT_ONCE: usize = 1_000;

#[async_trait]
impl PlacementStore for Store {
    async fn marks(&self, conversations: &[ConversationId]) -> Result<Vec<Mark>, StoreError> {
        self.database
            .within(async {
                let mut marks = Vec::with_capacity(conversations.len());
                for chunk in conversations.chunks(KEYS_AT_ONCE) {
                    let rows: Vec<(Uuid, i64, i64)> = conversations::Entity::find()
                        .select_only()
                        .column(conversations::Column::Id)
                        .column(conversations::Column::Version)
                        .column(conversations::Column::LastSeq)
                        .filter(conversations::Column::Id.is_in(chunk.iter().map(|id| id.0)))
                        .into_tuple()
                        .all(self.database.reader())
                        .await?;
                    marks.extend(rows.into_iter().map(|(id, version, last_seq)| Mark {
                        conversation_id: ConversationId(id),
                        version,
                        last_seq,
                    }));
                }
                Ok(marks)
            })
            .await
    }

    async fn unsettled(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Vec<Waiting>, StoreError> {
        self.database
            .within(async {
                let rows = receipts::Entity::find()
                    .filter(receipts::Column::BusinessId.eq(business.0))
                    .filter(receipts::Column::ConversationId.eq(conversation.0))
                    .filter(receipts::Column::Status.eq("pending"))
                    .order_by_asc(receipts::Column::Seq)
                    .all(self.database.reader())
                    .await?;
                let waiting = rows.into_iter().map(|row| {
                    let seq = row.seq;
                    let inbound = inbound(row);
                    Waiting { inbound, seq }
                });
                Ok(waiting.collect())
            })
            .await
    }

    async fn pending(&self, limit: u64) -> Result<Vec<PendingConversation>, StoreError> {
        self.database
            .within(async {
                let reader = self.database.reader();
                // The status stands in the text, since a bound value would keep the planner from the partial index.
                let text = format!(
                    "SELECT c.business_id, c.id, c.channel, MIN(r.received_at) AS oldest \
                     FROM receipts r JOIN conversations c ON c.id = r.conversation_id \
                     WHERE r.status = 'pending' GROUP BY c.business_id, c.id, c.channel \
                     ORDER BY MIN(r.received_at), c.id LIMIT {limit}"
                );
                let statement = Statement::from_string(reader.get_database_backend(), text);
                let mut pending = Vec::new();
                for row in reader.query_all_raw(statement).await? {
                    let channel: String = row.try_get("", "channel")?;
                    let oldest: DateTime<Utc> = row.try_get("", "oldest")?;
                    pending.push(PendingConversation {
                        business_id: BusinessId(row.try_get("", "business_id")?),
                        conversation_id: ConversationId(row.try_get("", "id")?),
                        channel: from_name("conversation", &channel)?,
                        oldest,
                    });
                }
                Ok::<_, Trouble>(pending)
            })
            .await
    }
}
