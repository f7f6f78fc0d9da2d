//! Identifiers of everything the domain speaks of.
//!
//! Rows are numbered by UUIDv7, so that they sort by the time they were made; the
//! engine never makes one itself but is given them by the [`crate::port::Ids`] port.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(value: Uuid) -> Self {
                Self(value)
            }
        }
    )+};
}

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                Self(value.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self(value)
            }
        }
    )+};
}

uuid_ids! {
    /// Something that was given up and waits for a person's decision.
    DeadLetterId;
    /// A tenant: one shop with its staff, customers and catalogue.
    BusinessId;
    /// A person who shops, known or not yet known.
    CustomerId;
    /// The ordered record and state machine of one shopper's matter.
    ConversationId;
    /// Something a person or the assistant said in a conversation.
    MessageId;
    /// One pass of the assistant over one or more messages.
    TurnId;
    /// One version of an answer held for an operator.
    DraftId;
    /// A stored inbound payload with its dedupe key.
    ReceiptId;
    /// A member of staff.
    UserId;
    /// A handover to a person, with its reason.
    EscalationId;
    /// A cart, of a guest session or a customer.
    CartId;
    /// One line of a cart.
    CartItemId;
    /// A note that operators write for each other.
    NoteId;
    /// A row of the knowledge base: article, FAQ entry, correction or golden.
    KnowledgeId;
}

text_ids! {
    /// A shopper's session. It is a secret: whoever knows it is that guest.
    SessionId;
    /// A product, `prod_001` in the demo shop or a UUID.
    ProductId;
    /// A sellable variant of a product; the workspace calls it an inventory item.
    VariantId;
}
