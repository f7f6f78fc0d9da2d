//! The ways a customer reaches the shop.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The kind of way a message came by. Limits and tone of an answer follow from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The chat widget and the REST twin of it.
    #[default]
    Web,
    /// Electronic mail.
    Email,
    /// WhatsApp, by whichever provider.
    Whatsapp,
    /// Instagram direct messages.
    Instagram,
    /// The embeddable support form.
    Form,
    /// Dixa conversations.
    Dixa,
    /// Voice call-back.
    Voice,
}

impl Channel {
    /// Every channel, in the order they are reported.
    pub const ALL: [Self; 7] = [
        Self::Web,
        Self::Email,
        Self::Whatsapp,
        Self::Instagram,
        Self::Form,
        Self::Dixa,
        Self::Voice,
    ];

    /// The name in the schema, in metrics and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Email => "email",
            Self::Whatsapp => "whatsapp",
            Self::Instagram => "instagram",
            Self::Form => "form",
            Self::Dixa => "dixa",
            Self::Voice => "voice",
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Channel {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|channel| channel.as_str() == text)
            .ok_or_else(|| UnknownName(text.to_owned()))
    }
}

/// A text that names none of the values of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown name {0:?}")]
pub struct UnknownName(pub String);
