//! The running system: mailboxes, supervision, the journal's group commit, and the actors of the line.
//!
//! Handles and plain types go out of this crate, addresses never do. The engine decides; an actor persists what was
//! decided, and publishes it only then.

mod activity;
mod clock;
mod cluster;
mod conversation;
mod customer;
mod delivery;
mod engine;
mod error;
mod fault;
mod journal;
mod mailbox;
mod model;
mod mutation;
mod notice;
mod observer;
mod outbox;
mod ports;
mod request;
mod residents;
mod router;
mod settings;
mod shops;
mod sleepers;
mod snapshots;
mod stages;
mod stopwatch;
mod supervisor;
mod timers;

pub use clock::{ShiftedClock, SystemClock, SystemIds};
pub use cluster::{ClusterHealth, ClusterSettings, Counted, Limit, LinkError, SharedLimits, shard_of};
pub use conversation::{Observed, REQUEST_ANSWERED};
pub use delivery::{
    Delivery, DeliveryQueue, DeliveryReceiver, MAX_QUEUED_BYTES, SubscriberId, delivery_queue,
};
pub use engine::Engine;
pub use error::EngineError;
pub use journal::JournalHandle;
pub use model::{
    EmbeddingClient, EmbeddingSettings, Endpoint, Ledger, ModelClient, ModelClientError, ModelClientSettings,
    Prices, Tier,
};
#[cfg(feature = "local-embeddings")]
pub use model::{FolderEmbeddings, FolderError};
pub use mutation::Mutation;
pub use notice::{Notice, NoticeKind, Operators};
pub use observer::TurnObserver;
pub use outbox::{ConnectionStatus, Connectors, OutboxSettings};
pub use ports::Ports;
pub use request::{Joined, Lapse, Operation, OperationDone, OperatorAction, Said, Seat, SessionSeat};
pub use settings::{ActorSettings, TimerSettings};
pub use shops::{ShopSource, Shops};
pub use supervisor::{ActorStatus, Condition, RestartPolicy};
