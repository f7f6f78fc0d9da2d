//! Deliveries as rows.

use chrono::{DateTime, Utc};
use colloquy_engine::{delivery::DeliveryStatus, port::outbox::NewDelivery};
use uuid::Uuid;

use crate::{error::Trouble, rows::to_json, tables::running::outbox, text::storable};

/// The row of a delivery that nobody has tried yet.
pub(in crate::store) fn outbox_row(
    business: Uuid,
    conversation: Option<Uuid>,
    position: i64,
    delivery: &NewDelivery,
    at: DateTime<Utc>,
) -> Result<outbox::Model, Trouble> {
    Ok(outbox::Model {
        id: delivery.id,
        business_id: business,
        conversation_id: conversation,
        message_id: delivery.message_id.map(|id| id.0),
        connection: storable(&delivery.connection),
        kind: delivery.payload.kind().to_owned(),
        payload: to_json(&delivery.payload)?,
        status: DeliveryStatus::Pending.as_str().to_owned(),
        attempts: 0,
        provider_reference: None,
        last_error: None,
        due_at: delivery.due_at,
        created_at: at,
        dedupe_key: Some(storable(&delivery.dedupe_key)),
        lane: conversation.map(|id| lane(id, delivery.recipient.as_deref())),
        position,
        uncertain: false,
        claimed_by: None,
        claimed_until: None,
        done_at: None,
    })
}

/// Within which order is kept on a connection.
fn lane(conversation: Uuid, recipient: Option<&str>) -> String {
    match recipient {
        Some(recipient) => storable(&format!("{conversation} {recipient}")),
        None => conversation.to_string(),
    }
}
