//! The adapters: one file for each port.

mod accounts;
mod activity;
mod aged;
mod audit;
mod carts;
mod catalogue;
mod conversations;
mod credentials;
mod dead_letters;
mod discounts;
mod images;
mod inbox;
mod journal;
mod keeping;
mod keys;
mod knowledge;
mod learning;
mod memory;
mod model_usage;
mod notifications;
mod orders;
mod outbox;
mod placement;
mod replay;
mod requests;
mod second_factors;
mod shadow;
mod shoppers;
mod snapshots;
mod stub_payments;

/// Begins a transaction again while other processes are faster.
macro_rules! again {
    ($attempt:expr) => {{
        let mut left = crate::store::journal::MOST_ATTEMPTS;
        loop {
            left -= 1;
            match $attempt.await {
                Err(crate::error::Trouble::Raced) if left > 0 => {}
                result => break Ok(result?),
            }
        }
    }};
}

pub(crate) use again;
use colloquy_engine::{
    ids::{BusinessId, VariantId},
    port::catalogue::Quote,
};

pub use self::stub_payments::StubPayments;
use crate::{database::Database, gathered::GatheredReads};

/// Every store port of the engine over one database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
    quotes: GatheredReads<(BusinessId, VariantId), Quote>,
}

impl Store {
    /// The stores of a database whose schema is up to date.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self {
            database,
            quotes: GatheredReads::default(),
        }
    }

    /// The database below.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }
}
