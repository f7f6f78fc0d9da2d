//! One value for each channel.

use serde::{Deserialize, Serialize};

/// A value for every channel, by the channel's name on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerChannel<T> {
    /// The chat widget and its REST twin.
    pub web: T,
    /// Electronic mail.
    pub email: T,
    /// WhatsApp.
    pub whatsapp: T,
    /// Instagram direct messages.
    pub instagram: T,
    /// The support form.
    pub form: T,
    /// Dixa conversations.
    pub dixa: T,
    /// Voice call-back.
    pub voice: T,
}

impl<T> PerChannel<T> {
    /// The channels by name, with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &T)> {
        [
            ("web", &self.web),
            ("email", &self.email),
            ("whatsapp", &self.whatsapp),
            ("instagram", &self.instagram),
            ("form", &self.form),
            ("dixa", &self.dixa),
            ("voice", &self.voice),
        ]
        .into_iter()
    }

    /// The value of a channel; `None` for a name that is no channel.
    #[must_use]
    pub fn get(&self, channel: &str) -> Option<&T> {
        self.iter()
            .find(|(name, _)| *name == channel)
            .map(|(_, value)| value)
    }
}
