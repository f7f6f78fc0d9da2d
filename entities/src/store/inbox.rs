//! What operators see.

mod drafts;
mod figures;
mod messages;
mod summaries;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    ids::{BusinessId, ConversationId, DraftId, MessageId, ReceiptId},
    port::{
        StoreError,
        conversations::{
            ChannelFigures, ConversationSummary, InboxFilter, InboxStore, MessageCursor, Page, StoredDraft,
            StoredMessage, StoredNote,
        },
        journal::DraftOutcome,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use crate::{store::Store, tables::conversation::receipts};

#[async_trait]
impl InboxStore for Store {
    async fn list(
        &self,
        business: BusinessId,
        filter: &InboxFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Page<ConversationSummary>, StoreError> {
        self.database
            .within(async {
                // The count, the page and what hangs on it are of one moment.
                let moment = self.database.begin_read().await?;
                let page = summaries::page(&moment, business, filter, offset, limit).await?;
                moment.commit().await?;
                Ok(page)
            })
            .await
    }

    async fn summary(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Option<ConversationSummary>, StoreError> {
        self.database
            .within(async {
                let moment = self.database.begin_read().await?;
                let summary = summaries::one(&moment, business, conversation).await?;
                moment.commit().await?;
                Ok(summary)
            })
            .await
    }

    async fn messages(
        &self,
        business: BusinessId,
        conversation: ConversationId,
        cursor: MessageCursor,
        limit: u64,
    ) -> Result<Vec<StoredMessage>, StoreError> {
        self.database
            .within(messages::page(
                self.database.reader(),
                business,
                conversation,
                cursor,
                limit,
            ))
            .await
    }

    async fn message(
        &self,
        business: BusinessId,
        conversation: ConversationId,
        message: MessageId,
    ) -> Result<Option<StoredMessage>, StoreError> {
        self.database
            .within(messages::one(
                self.database.reader(),
                business,
                conversation,
                message,
            ))
            .await
    }

    async fn trace(
        &self,
        business: BusinessId,
        conversation: ConversationId,
        message: MessageId,
    ) -> Result<Option<Value>, StoreError> {
        self.database
            .within(messages::trace(
                self.database.reader(),
                business,
                conversation,
                message,
            ))
            .await
    }

    async fn drafts(
        &self,
        business: BusinessId,
        status: DraftOutcome,
        offset: u64,
        limit: u64,
    ) -> Result<Page<StoredDraft>, StoreError> {
        self.database
            .within(drafts::page(
                self.database.reader(),
                business,
                status,
                offset,
                limit,
            ))
            .await
    }

    async fn draft(&self, business: BusinessId, draft: DraftId) -> Result<Option<StoredDraft>, StoreError> {
        self.database
            .within(drafts::one(self.database.reader(), business, draft))
            .await
    }

    async fn notes(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Vec<StoredNote>, StoreError> {
        self.database
            .within(messages::notes(self.database.reader(), business, conversation))
            .await
    }

    async fn channel_figures(&self, since: DateTime<Utc>) -> Result<Vec<ChannelFigures>, StoreError> {
        self.database
            .within(figures::since(self.database.reader(), since))
            .await
    }

    async fn unsettled_receipts(
        &self,
        business: BusinessId,
        conversation: ConversationId,
    ) -> Result<Vec<ReceiptId>, StoreError> {
        self.database
            .within(async {
                let ids: Vec<Uuid> = receipts::Entity::find()
                    .select_only()
                    .column(receipts::Column::Id)
                    .filter(receipts::Column::BusinessId.eq(business.0))
                    .filter(receipts::Column::ConversationId.eq(conversation.0))
                    .filter(receipts::Column::Status.eq("pending"))
                    .order_by_asc(receipts::Column::Seq)
                    .into_tuple()
                    .all(self.database.reader())
                    .await?;
                Ok(ids.into_iter().map(ReceiptId).collect())
            })
            .await
    }
}
