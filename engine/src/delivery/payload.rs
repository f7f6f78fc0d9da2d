//! What is delivered. Letters are kept as what they are about and put into words when they are sent: nothing that is
//! stored holds a usable link.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// The connection of mail: there is one.
pub const MAIL: &str = "mail";

/// The kind of connection that events go out on; each business has its own.
pub const WEBHOOK: &str = "webhook";

/// The content of a delivery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Payload {
    /// A letter.
    Mail(Mail),
    /// An event for a program of the business.
    Event(Event),
}

impl Payload {
    /// The name of its kind in the schema.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Mail(_) => "mail",
            Self::Event(_) => "event",
        }
    }
}

/// A letter to one person.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// ISO 639-1 code of the language to write in.
    pub language: String,
    /// What it is about.
    pub letter: Letter,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Mail")
            .field("letter", &self.letter)
            .finish_non_exhaustive()
    }
}

/// What a letter is about.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Letter {
    /// The address of a new account is to be confirmed.
    ConfirmAddress {
        /// Names the token; the link is made of it when the letter is written.
        token: Uuid,
        /// The person.
        name: String,
        /// The shop.
        business: String,
    },
    /// A new password may be set.
    ResetPassword {
        /// Names the token; the link is made of it when the letter is written.
        token: Uuid,
        /// The person.
        name: String,
        /// The shop.
        business: String,
    },
    /// The password was changed.
    PasswordChanged {
        /// The person.
        name: String,
        /// The shop.
        business: String,
    },
    /// A shopper needs a person.
    HandedOff {
        /// The shop.
        business: String,
        /// The conversation.
        conversation_id: Uuid,
        /// The stable word for why.
        reason: String,
    },
    /// Something was given up.
    GivenUp {
        /// The shop.
        business: String,
        /// What tells of it.
        dead_letter_id: Uuid,
        /// Why.
        cause: String,
    },
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.about())
    }
}

impl Letter {
    /// The code of its sentences.
    #[must_use]
    pub fn about(&self) -> &'static str {
        match self {
            Self::ConfirmAddress { .. } => "confirm_address",
            Self::ResetPassword { .. } => "reset_password",
            Self::PasswordChanged { .. } => "password_changed",
            Self::HandedOff { .. } => "handed_off",
            Self::GivenUp { .. } => "given_up",
        }
    }
}

/// Something that happened, for a program of the business.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// What: `conversation.handed_off`, `dead_letter.created`.
    #[serde(rename = "type")]
    pub name: String,
    /// When.
    pub timestamp: DateTime<Utc>,
    /// Ids and words for why; never what people wrote.
    pub data: Value,
}
