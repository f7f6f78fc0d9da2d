//! How a business wants to be told of what needs a person.

use async_trait::async_trait;

use crate::{activity::NewActivity, ids::BusinessId, port::StoreError};

/// The wishes of a business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationWishes {
    /// Whether its staff gets letters.
    pub by_mail: bool,
    /// Where events are posted to.
    pub webhook_url: Option<String>,
    /// ISO 639-1 code of the language that its staff is written to in; the business's own when none is said.
    pub language: Option<String>,
    /// Counts up with each new signing key; the key is derived from it.
    pub key_number: u32,
}

impl Default for NotificationWishes {
    fn default() -> Self {
        Self {
            by_mail: true,
            webhook_url: None,
            language: None,
            key_number: 1,
        }
    }
}

/// Keeps the wishes.
#[async_trait]
pub trait NotificationStore: Send + Sync + 'static {
    /// The wishes of a business; the defaults when it never said any.
    async fn notification_wishes(&self, business: BusinessId) -> Result<NotificationWishes, StoreError>;

    /// Replaces them; the log tells of it.
    async fn set_notification_wishes(
        &self,
        business: BusinessId,
        wishes: &NotificationWishes,
        activity: &NewActivity,
    ) -> Result<(), StoreError>;
}
