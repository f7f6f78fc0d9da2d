//! One contract for every store, held to on SQLite always and on PostgreSQL when `DATABASE_URL` names one.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accounts;
mod activity;
mod acts;
mod audit;
mod carts;
mod catalogue;
mod clock;
mod credentials;
mod databases;
mod dead_letters;
mod drafts;
mod images;
mod inbox;
mod journal;
mod keeping;
mod kept;
mod keys;
mod knowledge;
mod lapse;
mod learning;
mod many_conversations;
mod market;
mod material;
mod memory;
mod model_usage;
mod numbering;
mod orders;
mod outbox;
mod placement;
mod power_cut;
mod removal;
mod shoppers;
mod snapshots;
mod tenancy;
mod trouble;
