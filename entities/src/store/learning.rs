//! The record of what a shop's people have taught the assistant.

use async_trait::async_trait;
use colloquy_engine::{
    activity::NewActivity,
    ids::{BusinessId, ConversationId},
    port::{
        StoreError,
        learning::{LearningEvent, LearningStore},
    },
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use crate::{
    error::Trouble,
    rows::{from_json, to_json},
    store::{Store, activity, again},
    tables::learning_events,
};

#[async_trait]
impl LearningStore for Store {
    async fn learning_events(&self, business: BusinessId) -> Result<Vec<LearningEvent>, StoreError> {
        self.database
            .within(async {
                let rows = learning_events::Entity::find()
                    .filter(learning_events::Column::BusinessId.eq(business.0))
                    .filter(learning_events::Column::Kind.starts_with("intent_"))
                    .order_by_asc(learning_events::Column::CreatedAt)
                    .order_by_asc(learning_events::Column::Id)
                    .all(self.database.reader())
                    .await?;
                rows.into_iter().map(event).collect()
            })
            .await
    }

    async fn add_learning_events(
        &self,
        business: BusinessId,
        events: &[LearningEvent],
        activity: &NewActivity,
    ) -> Result<(), StoreError> {
        again!(self.try_add_learning(business, events, activity))
    }
}

impl Store {
    async fn try_add_learning(
        &self,
        business: BusinessId,
        events: &[LearningEvent],
        activity: &NewActivity,
    ) -> Result<(), Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            let rows = events.iter().map(|event| row(business, event));
            let rows: Vec<learning_events::ActiveModel> = rows.collect::<Result<_, Trouble>>()?;
            learning_events::Entity::insert_many(rows)
                .exec_without_returning(&transaction)
                .await?;
            activity::append(&transaction, business, activity).await?;
            Ok(())
        });
        let written = work.await;
        self.database.finish(transaction, written).await
    }
}

fn row(business: BusinessId, event: &LearningEvent) -> Result<learning_events::ActiveModel, Trouble> {
    let mut tagged = to_json(&event.what)?;
    Ok(learning_events::ActiveModel {
        id: Set(event.id),
        business_id: Set(business.0),
        conversation_id: Set(event.conversation_id.map(|id| id.0)),
        turn_id: Set(None),
        kind: Set(event.what.kind().to_owned()),
        detail: Set(tagged
            .get_mut("detail")
            .map(serde_json::Value::take)
            .unwrap_or_default()),
        created_at: Set(event.at),
    })
}

fn event(row: learning_events::Model) -> Result<LearningEvent, Trouble> {
    let tagged = json!({ "kind": row.kind, "detail": row.detail });
    Ok(LearningEvent {
        id: row.id,
        conversation_id: row.conversation_id.map(ConversationId),
        what: from_json("learning event", tagged)?,
        at: row.created_at,
    })
}
