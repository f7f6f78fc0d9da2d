//! What the engine needs from outside it: traits only, implemented by the crates around it.

pub mod accounts;
pub mod carts;
pub mod catalogue;
pub mod clock;
pub mod conversations;
pub mod dead_letters;
pub mod discounts;
pub mod error;
pub mod ids;
pub mod journal;
pub mod keys;
pub mod knowledge;
pub mod learning;
pub mod orders;
pub mod payments;
pub mod placement;
pub mod replay;
pub mod requests;
pub mod shadow;
pub mod shoppers;
pub mod snapshots;

pub use clock::Clock;
pub use error::StoreError;
pub use ids::Ids;
