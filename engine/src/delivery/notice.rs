//! What the staff of a shop is told of, and who of them.

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::payload::{Event, Letter, MAIL, Mail, Payload, WEBHOOK};
use crate::{
    ids::{BusinessId, ConversationId, DeadLetterId, UserId},
    port::outbox::NewDelivery,
};

/// The event that tells of a handover.
pub const HANDED_OFF: &str = "conversation.handed_off";

/// The event that tells of something that was given up.
pub const GIVEN_UP: &str = "dead_letter.created";

/// News for the staff, written with the commit that is its cause.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffNotice {
    /// Its own id: a repeat of the same commit is known by it.
    pub id: Uuid,
    /// What happened.
    pub occasion: Occasion,
    /// How it may be told.
    pub policy: NoticePolicy,
}

/// How news for the staff may be told, whatever a business wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticePolicy {
    /// Whether there is mail to tell it by.
    pub by_mail: bool,
    /// People who get a letter at most.
    pub most_letters: u32,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Occasion {
    /// A shopper needs a person.
    HandedOff {
        /// The stable word for why.
        reason: String,
    },
    /// Something was given up.
    GivenUp {
        /// What tells of it.
        dead_letter: DeadLetterId,
        /// `message` or `delivery`.
        kind: &'static str,
        /// Why.
        cause: String,
    },
}

/// Whom a business wants told.
#[derive(Clone, Debug, Default)]
pub struct Recipients {
    /// The shop's name.
    pub business: String,
    /// Its staff: who, and where letters reach them.
    pub staff: Vec<(UserId, String)>,
    /// ISO 639-1 code of the language that they are written to in.
    pub language: String,
    /// Whether letters are wanted.
    pub by_mail: bool,
    /// Whether a program wants to hear of it.
    pub by_webhook: bool,
}

/// The connection that the events of a business go out on.
#[must_use]
pub fn webhook_of(business: BusinessId) -> String {
    format!("{WEBHOOK}:{business}")
}

impl StaffNotice {
    /// The deliveries that tell of it. `next_id` gives each its handle.
    #[must_use]
    pub fn deliveries(
        &self,
        business: BusinessId,
        conversation: Option<ConversationId>,
        recipients: &Recipients,
        at: DateTime<Utc>,
        mut next_id: impl FnMut() -> Uuid,
    ) -> Vec<NewDelivery> {
        let mut deliveries = Vec::new();
        if recipients.by_webhook {
            deliveries.push(NewDelivery {
                id: next_id(),
                connection: webhook_of(business),
                dedupe_key: format!("notice:{}", self.id),
                recipient: None,
                message_id: None,
                payload: Payload::Event(self.event(business, conversation, at)),
                due_at: at,
            });
        }
        if !(self.policy.by_mail && recipients.by_mail) {
            return deliveries;
        }
        let most = usize::try_from(self.policy.most_letters).unwrap_or(usize::MAX);
        for (user, address) in recipients.staff.iter().take(most) {
            deliveries.push(NewDelivery {
                id: next_id(),
                connection: MAIL.to_owned(),
                dedupe_key: format!("notice:{}:{user}", self.id),
                recipient: Some(user.to_string()),
                message_id: None,
                payload: Payload::Mail(Mail {
                    to: address.clone(),
                    language: recipients.language.clone(),
                    letter: self.letter(&recipients.business, conversation),
                }),
                due_at: at,
            });
        }
        deliveries
    }

    fn letter(&self, business: &str, conversation: Option<ConversationId>) -> Letter {
        let business = business.to_owned();
        match &self.occasion {
            Occasion::HandedOff { reason } => Letter::HandedOff {
                business,
                conversation_id: conversation.map_or(Uuid::nil(), |id| id.0),
                reason: reason.clone(),
            },
            Occasion::GivenUp {
                dead_letter, cause, ..
            } => Letter::GivenUp {
                business,
                dead_letter_id: dead_letter.0,
                cause: cause.clone(),
            },
        }
    }

    fn event(
        &self,
        business: BusinessId,
        conversation: Option<ConversationId>,
        timestamp: DateTime<Utc>,
    ) -> Event {
        let (name, data) = match &self.occasion {
            Occasion::HandedOff { reason } => (
                HANDED_OFF,
                json!({ "business_id": business, "conversation_id": conversation, "reason": reason }),
            ),
            Occasion::GivenUp {
                dead_letter,
                kind,
                cause,
            } => (
                GIVEN_UP,
                json!({
                    "business_id": business, "conversation_id": conversation,
                    "dead_letter_id": dead_letter, "kind": kind, "cause": cause,
                }),
            ),
        };
        Event {
            name: name.to_owned(),
            timestamp,
            data,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_is_told_once_and_no_more_people_than_the_bound() {
        let notice = StaffNotice {
            id: Uuid::from_u128(1),
            occasion: Occasion::HandedOff {
                reason: "legal".to_owned(),
            },
            policy: NoticePolicy {
                by_mail: true,
                most_letters: 2,
            },
        };
        let staff = (2..6).map(|number| (UserId(Uuid::from_u128(number)), format!("{number}@shop.example")));
        let mut recipients = Recipients {
            business: "Shop".to_owned(),
            staff: staff.collect(),
            language: "nl".to_owned(),
            by_mail: true,
            by_webhook: true,
        };
        let business = BusinessId(Uuid::from_u128(9));
        let told = |recipients: &Recipients| {
            let mut next = 100;
            let ids = || {
                next += 1;
                Uuid::from_u128(next)
            };
            let deliveries = notice.deliveries(business, None, recipients, DateTime::UNIX_EPOCH, ids);
            let keys: Vec<_> = deliveries
                .iter()
                .map(|one| (one.connection.clone(), one.dedupe_key.clone()))
                .collect();
            keys
        };
        let all = told(&recipients);
        assert_eq!(all, told(&recipients), "the same commit tells the same");
        let connections: Vec<&str> = all.iter().map(|(connection, _)| connection.as_str()).collect();
        assert_eq!(connections, [webhook_of(business).as_str(), MAIL, MAIL]);
        assert_ne!(all[1].1, all[2].1);
        recipients.by_mail = false;
        assert_eq!(told(&recipients).len(), 1);
        recipients.by_webhook = false;
        assert!(told(&recipients).is_empty());
    }
}
