//! The rows of what goes out because of a unit.

use std::collections::{HashMap, hash_map::Entry};

use chrono::{DateTime, Utc};
use colloquy_engine::{
    delivery::StaffNotice,
    ids::{BusinessId, ConversationId},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Rows;
use crate::{
    error::Trouble,
    store::{
        journal::judge::{Accepted, AcceptedPart},
        outbox::{notices, rows::outbox_row},
    },
};

/// News for the staff of an accepted unit.
#[derive(Debug)]
pub(in crate::store::journal) struct TakenNotice {
    business: Uuid,
    conversation: Uuid,
    position: i64,
    notice: StaffNotice,
    at: DateTime<Utc>,
}

impl Rows {
    /// Deliveries and notices. Their order in the conversation is that of the versions that they are written under.
    pub(super) fn add_outgoing(
        &mut self,
        accepted: &Accepted<'_>,
        conversation: &AcceptedPart<'_>,
    ) -> Result<(), Trouble> {
        let (head, part) = (&conversation.head, conversation.part);
        let position = accepted.committed.version;
        for delivery in &part.deliveries {
            let row = outbox_row(head.business_id, Some(head.id), position, delivery, part.at)?;
            self.outbox.push(row);
        }
        let notices = part.notices.iter().map(|notice| TakenNotice {
            business: head.business_id,
            conversation: head.id,
            position,
            notice: notice.clone(),
            at: part.at,
        });
        self.notices.extend(notices);
        Ok(())
    }

    /// Makes deliveries of the notices: one for each person and program that their business wants told.
    pub(in crate::store::journal) async fn tell_staff(
        &mut self,
        transaction: &impl ConnectionTrait,
    ) -> Result<(), Trouble> {
        let mut asked = HashMap::new();
        for taken in std::mem::take(&mut self.notices) {
            let place = notices::Place {
                business: BusinessId(taken.business),
                conversation: Some(ConversationId(taken.conversation)),
                position: taken.position,
                at: taken.at,
            };
            // Asked once for all of the batch.
            let recipients = match asked.entry((taken.business, notices::most(&taken.notice))) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    let (_, most) = *unknown.key();
                    unknown.insert(notices::recipients(transaction, place.business, most).await?)
                }
            };
            let rows = notices::rows_for(recipients, &taken.notice, place)?;
            self.outbox.extend(rows);
        }
        Ok(())
    }
}
