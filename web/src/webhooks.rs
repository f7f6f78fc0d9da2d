//! Where each business wants its events posted, and the key that they are signed with: derived, so that it is stored
//! nowhere.

use async_trait::async_trait;
use colloquy_channels::webhook::{Webhook, WebhookDirectory};
use colloquy_engine::{
    ids::BusinessId,
    port::{StoreError, notifications::NotificationStore},
};
use colloquy_entities::Store;

use crate::secret::RootSecret;

/// Reads addresses from the store.
#[derive(Debug)]
pub struct Directory {
    store: Store,
    secret: RootSecret,
}

impl Directory {
    /// Reads from a store and derives keys from a root.
    #[must_use]
    pub fn new(store: Store, secret: RootSecret) -> Self {
        Self { store, secret }
    }
}

#[async_trait]
impl WebhookDirectory for Directory {
    async fn webhook(&self, business: BusinessId) -> Result<Option<Webhook>, StoreError> {
        let wishes = self.store.notification_wishes(business).await?;
        Ok(wishes.webhook_url.map(|url| Webhook {
            url,
            key: key(&self.secret, business, wishes.key_number),
        }))
    }
}

/// The key that the events of a business are signed with.
#[must_use]
pub fn key(secret: &RootSecret, business: BusinessId, number: u32) -> Vec<u8> {
    secret.key(&format!("events of {business} {number}")).to_vec()
}
