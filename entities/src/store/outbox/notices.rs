//! Whom a business wants told, read in the very transaction that tells them.

use chrono::{DateTime, Utc};
use colloquy_engine::{
    delivery::{Recipients, StaffNotice},
    ids::{BusinessId, ConversationId, UserId},
    port::accounts::Role,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, JsonValue, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::rows::outbox_row;
use crate::{
    error::Trouble,
    store::notifications::wishes,
    tables::{
        access::{businesses, notification_wishes, users},
        running::outbox,
    },
};

/// Where news comes from.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Place {
    pub(in crate::store) business: BusinessId,
    pub(in crate::store) conversation: Option<ConversationId>,
    /// Its order in the conversation.
    pub(in crate::store) position: i64,
    pub(in crate::store) at: DateTime<Utc>,
}

/// The rows that tell of something.
pub(in crate::store) async fn rows(
    transaction: &impl ConnectionTrait,
    notice: &StaffNotice,
    place: Place,
) -> Result<Vec<outbox::Model>, Trouble> {
    let recipients = recipients(transaction, place.business, most(notice)).await?;
    rows_for(&recipients, notice, place)
}

/// The rows that tell these of something.
pub(in crate::store) fn rows_for(
    recipients: &Recipients,
    notice: &StaffNotice,
    place: Place,
) -> Result<Vec<outbox::Model>, Trouble> {
    let deliveries = notice.deliveries(
        place.business,
        place.conversation,
        recipients,
        place.at,
        Uuid::now_v7,
    );
    let conversation = place.conversation.map(|id| id.0);
    deliveries
        .iter()
        .map(|delivery| outbox_row(place.business.0, conversation, place.position, delivery, place.at))
        .collect()
}

/// How many people a notice goes to at most.
pub(in crate::store) fn most(notice: &StaffNotice) -> u64 {
    u64::from(notice.policy.most_letters)
}

/// Whom a business wants told.
pub(in crate::store) async fn recipients(
    transaction: &impl ConnectionTrait,
    business: BusinessId,
    most: u64,
) -> Result<Recipients, Trouble> {
    let row = notification_wishes::Entity::find_by_id(business.0)
        .one(transaction)
        .await?;
    let wishes = wishes(row)?;
    let row: Option<(String, JsonValue)> = businesses::Entity::find_by_id(business.0)
        .select_only()
        .column(businesses::Column::Name)
        .column(businesses::Column::Profile)
        .into_tuple()
        .one(transaction)
        .await?;
    let (name, profile) = row.unwrap_or_default();
    let spoken = profile.get("language").and_then(JsonValue::as_str);
    let language = wishes.language.as_deref().or(spoken).unwrap_or("en");
    let staff: Vec<(Uuid, String)> = users::Entity::find()
        .select_only()
        .column(users::Column::Id)
        .column(users::Column::Email)
        .filter(users::Column::BusinessId.eq(business.0))
        .filter(users::Column::Role.ne(Role::Shopper.as_str()))
        .order_by_asc(users::Column::CreatedAt)
        .order_by_asc(users::Column::Id)
        .limit(most)
        .into_tuple()
        .all(transaction)
        .await?;
    Ok(Recipients {
        business: name,
        language: language.to_owned(),
        staff: staff
            .into_iter()
            .map(|(id, address)| (UserId(id), address))
            .collect(),
        by_mail: wishes.by_mail,
        by_webhook: wishes.webhook_url.is_some(),
    })
}
