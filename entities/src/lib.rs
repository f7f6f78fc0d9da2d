//! Colloquy's tables and the adapters that implement the engine's store ports, on SQLite and PostgreSQL alike.
//!
//! Rows never leave this crate: what goes in and comes out are the engine's own types. Every statement is scoped by
//! business and has a deadline. On SQLite nothing writes but one connection; readers have a pool of their own.

mod database;
mod durability;
mod error;
mod gathered;
mod kept;
mod packed;
mod rows;
mod settings;
mod statement;
mod store;
mod tables;
mod text;
mod transaction;

pub use database::Database;
pub use durability::Durability;
pub use settings::DatabaseSettings;
pub use store::{Store, StubPayments};
