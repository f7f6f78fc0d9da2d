//! How businesses want to be told of things.

use async_trait::async_trait;
use colloquy_engine::{
    activity::NewActivity,
    ids::BusinessId,
    port::{
        StoreError,
        notifications::{NotificationStore, NotificationWishes},
    },
};
use sea_orm::{ActiveModelTrait as _, EntityTrait, IntoActiveModel as _, sea_query::OnConflict};

use crate::{
    error::Trouble,
    rows::count,
    store::{Store, activity, again},
    tables::access::notification_wishes,
    text::storable,
};

#[async_trait]
impl NotificationStore for Store {
    async fn notification_wishes(&self, business: BusinessId) -> Result<NotificationWishes, StoreError> {
        self.database
            .within(async {
                let row = notification_wishes::Entity::find_by_id(business.0)
                    .one(self.database.reader())
                    .await?;
                wishes(row)
            })
            .await
    }

    async fn set_notification_wishes(
        &self,
        business: BusinessId,
        wishes: &NotificationWishes,
        activity: &NewActivity,
    ) -> Result<(), StoreError> {
        again!(self.try_set_wishes(business, wishes, activity))
    }
}

impl Store {
    async fn try_set_wishes(
        &self,
        business: BusinessId,
        wishes: &NotificationWishes,
        activity: &NewActivity,
    ) -> Result<(), Trouble> {
        use notification_wishes::Column;

        let row = notification_wishes::Model {
            business_id: business.0,
            by_mail: wishes.by_mail,
            webhook_url: wishes.webhook_url.as_deref().map(storable),
            language: wishes.language.as_deref().map(storable),
            key_number: i32::try_from(wishes.key_number).unwrap_or(i32::MAX),
            updated_at: activity.at,
        };
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            let replaced = OnConflict::column(Column::BusinessId)
                .update_columns([
                    Column::ByMail,
                    Column::WebhookUrl,
                    Column::Language,
                    Column::KeyNumber,
                    Column::UpdatedAt,
                ])
                .to_owned();
            notification_wishes::Entity::insert(row.into_active_model().reset_all())
                .on_conflict(replaced)
                .exec_without_returning(&transaction)
                .await?;
            activity::append(&transaction, business, activity).await?;
            Ok(())
        });
        let written = work.await;
        self.database.finish(transaction, written).await
    }
}

/// The wishes of a row; the defaults without one.
pub(super) fn wishes(row: Option<notification_wishes::Model>) -> Result<NotificationWishes, Trouble> {
    let Some(row) = row else {
        return Ok(NotificationWishes::default());
    };
    Ok(NotificationWishes {
        by_mail: row.by_mail,
        webhook_url: row.webhook_url,
        language: row.language,
        key_number: count("notification wishes", row.key_number.into())?,
    })
}
