//! Whoever speaks to the other side of a connection.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    delivery::{Payload, Reconciled, TryOutcome},
    ids::{BusinessId, ConversationId},
};

/// A delivery on its way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// The handle by which the other side knows a repeat: the same for every try.
    pub id: Uuid,
    /// Whose.
    pub business_id: BusinessId,
    /// The conversation that it belongs to.
    pub conversation_id: Option<ConversationId>,
    /// What it is.
    pub payload: Payload,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// Sends deliveries of one kind of connection. It keeps its own deadline and never sends twice by itself.
#[async_trait]
pub trait Connector: Send + Sync + 'static {
    /// What connections of this kind begin with: `mail` speaks for `mail` and `mail:ANYTHING`.
    fn kind(&self) -> &'static str;

    /// Sends once, and tells what is known of it.
    async fn send(&self, outgoing: &Outgoing) -> TryOutcome;

    /// Finds out about an earlier try whose result is unknown.
    async fn reconcile(&self, outgoing: &Outgoing) -> Reconciled;
}
