//! Rows of a memory, and the statements that pages and the journal share.

use chrono::{DateTime, Utc};
use colloquy_engine::{
    ids::{ConversationId, TurnId, UserId},
    memory::{Affinity, PreferenceKey, Preferences, PriceRange, Summary},
    port::memory::KnownMemory,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    error::Trouble,
    rows::{count, from_json, from_name, to_json},
    statement::insert_all,
    tables::people::{affinities, interaction_summaries as summaries, preferences, turn_memories as known},
    text::storable,
};

/// Reads preferences back from their rows.
pub(in crate::store) fn preferences_of(rows: Vec<preferences::Model>) -> Result<Preferences, Trouble> {
    let mut said = Preferences::default();
    for row in rows {
        match from_name::<PreferenceKey>("preference", &row.key)? {
            PreferenceKey::Size => said.size = Some(from_json("preference", row.value)?),
            PreferenceKey::PriceRange => {
                said.price_range = from_json::<PriceRange>("preference", row.value)?;
            }
            list => {
                let values = from_json("preference", row.value)?;
                if let Some(place) = said.list_mut(list) {
                    *place = values;
                }
            }
        }
    }
    Ok(said)
}

/// Puts these preferences in the place of all that were there.
pub(in crate::store) async fn replace_preferences(
    transaction: &impl ConnectionTrait,
    business: Uuid,
    user: Uuid,
    said: &Preferences,
    at: DateTime<Utc>,
) -> Result<(), Trouble> {
    preferences::Entity::delete_many()
        .filter(preferences::Column::BusinessId.eq(business))
        .filter(preferences::Column::UserId.eq(user))
        .exec(transaction)
        .await?;
    let rows: Result<Vec<preferences::Model>, Trouble> = PreferenceKey::ALL
        .into_iter()
        .filter(|key| said.has(*key))
        .map(|key| {
            let value = match key {
                PreferenceKey::Size => to_json(&said.size)?,
                PreferenceKey::PriceRange => to_json(&said.price_range)?,
                list => to_json(said.list(list))?,
            };
            Ok(preferences::Model {
                business_id: business,
                user_id: user,
                key: key.as_str().to_owned(),
                value,
                updated_at: at,
            })
        })
        .collect();
    insert_all(transaction, rows?).await
}

/// Deletes the summaries of accounts and the affinities that were counted from them.
pub(in crate::store) async fn delete_history(
    transaction: &impl ConnectionTrait,
    business: Uuid,
    users: Vec<Uuid>,
) -> Result<(), Trouble> {
    summaries::Entity::delete_many()
        .filter(summaries::Column::BusinessId.eq(business))
        .filter(summaries::Column::UserId.is_in(users.clone()))
        .exec(transaction)
        .await?;
    affinities::Entity::delete_many()
        .filter(affinities::Column::BusinessId.eq(business))
        .filter(affinities::Column::UserId.is_in(users))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Deletes what the turns of an account knew of it.
pub(in crate::store) async fn delete_known(
    transaction: &impl ConnectionTrait,
    business: Uuid,
    user: Uuid,
) -> Result<(), Trouble> {
    known::Entity::delete_many()
        .filter(known::Column::BusinessId.eq(business))
        .filter(known::Column::UserId.eq(user))
        .exec(transaction)
        .await?;
    Ok(())
}

/// The row of what a turn knew at a moment.
pub(in crate::store) fn known_row(
    business: Uuid,
    user: UserId,
    told: &KnownMemory,
    at: DateTime<Utc>,
) -> Result<known::Model, Trouble> {
    let oldest = told.memory.recent.iter().map(|summary| summary.at).min();
    Ok(known::Model {
        business_id: business,
        user_id: user.0,
        turn_id: told.turn_id.0,
        memory: to_json(told.memory.as_ref())?,
        oldest_at: oldest.unwrap_or(at),
    })
}

/// Reads an affinity back.
pub(in crate::store) fn affinity(row: affinities::Model) -> Result<Affinity, Trouble> {
    Ok(Affinity {
        kind: from_name("affinity", &row.kind)?,
        value: row.value,
        count: count("affinity", row.times)?,
    })
}

/// Reads a summary back.
pub(in crate::store) fn summary(row: summaries::Model) -> Result<Summary, Trouble> {
    Ok(Summary {
        turn_id: TurnId(row.turn_id),
        conversation_id: ConversationId(row.conversation_id),
        channel: from_name("summary", &row.channel)?,
        intent: row.intent,
        asked: row.asked,
        answered: row.answered,
        at: row.at,
    })
}

/// The row of a summary.
pub(in crate::store) fn summary_row(business: Uuid, user: UserId, summary: &Summary) -> summaries::Model {
    summaries::Model {
        business_id: business,
        user_id: user.0,
        turn_id: summary.turn_id.0,
        conversation_id: summary.conversation_id.0,
        channel: summary.channel.as_str().to_owned(),
        intent: storable(&summary.intent),
        asked: storable(&summary.asked),
        answered: storable(&summary.answered),
        at: summary.at,
    }
}
