//! What the engine needs from outside it: traits only, implemented by the crates around it.

pub mod accounts;
pub mod activity;
pub mod carts;
pub mod catalogue;
pub mod clock;
pub mod connector;
pub mod conversations;
pub mod credentials;
pub mod dead_letters;
pub mod discounts;
pub mod error;
pub mod ids;
pub mod journal;
pub mod keeping;
pub mod keys;
pub mod knowledge;
pub mod learning;
pub mod memory;
pub mod model;
pub mod model_usage;
pub mod notifications;
pub mod orders;
pub mod outbox;
pub mod overview;
pub mod payments;
pub mod placement;
pub mod replay;
pub mod requests;
pub mod second_factors;
pub mod shadow;
pub mod shoppers;
pub mod snapshots;

pub use clock::Clock;
pub use error::StoreError;
pub use ids::Ids;
