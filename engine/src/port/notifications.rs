//! How a business wants to be told of what needs a person.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::{ids::BusinessId, port::StoreError};

/// The wishes of a business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationWishes {
    /// Whether its staff gets letters.
    pub by_mail: bool,
    /// Where events are posted to.
    pub webhook_url: Option<String>,
    /// Counts up with each new signing key; the key is derived from it.
    pub key_number: u32,
}

impl Default for NotificationWishes {
    fn default() -> Self {
        Self {
            by_mail: true,
            webhook_url: None,
            key_number: 1,
        }
    }
}

/// Keeps the wishes.
#[async_trait]
pub trait NotificationStore: Send + Sync + 'static {
    /// The wishes of a business; the defaults when it never said any.
    async fn notification_wishes(&self, business: BusinessId) -> Result<NotificationWishes, StoreError>;

    /// Replaces them.
    async fn set_notification_wishes(
        &self,
        business: BusinessId,
        wishes: &NotificationWishes,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError>;
}
