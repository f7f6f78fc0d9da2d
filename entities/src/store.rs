//! The adapters: one file for each port.

mod accounts;
mod audit;
mod carts;
mod catalogue;
mod conversations;
mod dead_letters;
mod inbox;
mod journal;
mod keys;
mod knowledge;
mod placement;
mod requests;
mod snapshots;

use colloquy_engine::{
    ids::{BusinessId, VariantId},
    port::catalogue::Quote,
};

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
