//! Webhooks: events for a program of the business, posted to an address that its owner has set.
//!
//! The form is that of Standard Webhooks: `webhook-id`, `webhook-timestamp` and `webhook-signature`, an HMAC-SHA256
//! over `id.timestamp.body`. The id is the handle of the event, the same for every try, and stands in
//! `Idempotency-Key` as well. A receiver cannot be asked about an event, so one whose result is unknown is posted
//! again under that handle, by which the receiver knows a repeat.

mod addresses;
mod outbound;
mod settings;
#[cfg(test)]
mod tests;
mod wire;

use async_trait::async_trait;
use colloquy_engine::{ids::BusinessId, port::StoreError};

pub use self::{
    outbound::{WebhookPost, WebhookPostError},
    settings::{UrlProblem, WebhookSettings, check_url},
    wire::shown_key,
};

/// Where a business wants events posted, and what they are signed with.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    /// The address.
    pub url: String,
    /// The key of the signature.
    pub key: Vec<u8>,
}

impl std::fmt::Debug for Webhook {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Webhook(…)")
    }
}

/// Knows where each business wants its events posted.
#[async_trait]
pub trait WebhookDirectory: Send + Sync + 'static {
    /// The present address of a business, if it has one.
    async fn webhook(&self, business: BusinessId) -> Result<Option<Webhook>, StoreError>;
}
