//! The adapters: one file for each port.

mod accounts;
mod carts;
mod catalogue;
mod conversations;
mod dead_letters;
mod inbox;
mod journal;
mod knowledge;

use crate::database::Database;

/// Every store port of the engine over one database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
}

impl Store {
    /// The stores of a database whose schema is up to date.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// The database below.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }
}
