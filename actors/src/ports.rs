//! The adapters that the running system works with, chosen by the composition root.

use std::sync::Arc;

use colloquy_engine::{
    commerce::ordering::OrderDesk,
    model::Assistant,
    port::{
        Clock, Ids, accounts::AccountStore, carts::CartStore, catalogue::CatalogueStore,
        conversations::ConversationStore, journal::JournalStore, knowledge::KnowledgeStore,
        memory::MemoryStore, placement::PlacementStore, requests::RequestStore, snapshots::SnapshotStore,
    },
};

use crate::observer::TurnObserver;

/// One adapter per port.
#[derive(Clone)]
pub struct Ports {
    /// Writes units.
    pub journal: Arc<dyn JournalStore>,
    /// Wakes conversations.
    pub conversations: Arc<dyn ConversationStore>,
    /// Keeps snapshots.
    pub snapshots: Arc<dyn SnapshotStore>,
    /// Reads carts.
    pub carts: Arc<dyn CartStore>,
    /// Reads and changes what is remembered of shoppers.
    pub memories: Arc<dyn MemoryStore>,
    /// Reads products.
    pub catalogue: Arc<dyn CatalogueStore>,
    /// Reads knowledge.
    pub knowledge: Arc<dyn KnowledgeStore>,
    /// Remembers requests by their keys.
    pub requests: Arc<dyn RequestStore>,
    /// Places and changes orders.
    pub desk: OrderDesk,
    /// Reads businesses.
    pub accounts: Arc<dyn AccountStore>,
    /// Reads what other nodes may have written.
    pub placement: Arc<dyn PlacementStore>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// A language model, where one is configured.
    pub assistant: Option<Arc<Assistant>>,
    /// Makes identifiers.
    pub ids: Arc<dyn Ids>,
    /// Hears of committed turns.
    pub observer: Option<Arc<dyn TurnObserver>>,
}

impl std::fmt::Debug for Ports {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Ports")
    }
}
