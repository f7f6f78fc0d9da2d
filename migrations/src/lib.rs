//! The schema of Colloquy, forward only: one migration per group of tables, the same on SQLite and PostgreSQL.
//!
//! Migrations name tables and columns by text and never import the entities, so that an old
//! migration keeps its meaning when a table changes later.

#![expect(
    elided_lifetimes_in_paths,
    reason = "the trait's own methods leave the lifetime of SchemaManager out, and async_trait makes the two differ"
)]

mod m20260101_000001_tenancy;
mod m20260101_000002_people;
mod m20260101_000003_conversations;
mod m20260101_000004_running;
mod m20260101_000005_catalogue;
mod m20260101_000006_trade;
mod m20260101_000007_knowledge;
mod m20260102_000001_lapse;
mod m20261121_000001_dead_letters;
mod m20261121_100001_shoppers;
mod m20261121_100002_orders;
mod m20261122_100001_outbox;
mod m20261122_100002_credentials;
mod m20261122_100003_images;
mod m20261122_100004_letters;
mod m20261122_200001_model_usage;
mod m20261122_300001_memory;
mod m20261122_400001_activity;
mod m20261122_400002_keeping;
mod m20261122_400003_second_factors;
mod m20261122_500001_shadow;
mod m20261123_000001_lighter_turns;
mod m20261123_200001_unsettled;
mod m20261124_100001_model_usage_days;
mod m20261124_100002_turn_memories;
mod m20261124_200001_wordings;
mod m20261125_100001_lighter_drafts;
mod shape;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Applies every migration in order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260101_000001_tenancy::Migration),
            Box::new(m20260101_000002_people::Migration),
            Box::new(m20260101_000003_conversations::Migration),
            Box::new(m20260101_000004_running::Migration),
            Box::new(m20260101_000005_catalogue::Migration),
            Box::new(m20260101_000006_trade::Migration),
            Box::new(m20260101_000007_knowledge::Migration),
            Box::new(m20260102_000001_lapse::Migration),
            Box::new(m20261121_000001_dead_letters::Migration),
            Box::new(m20261121_100001_shoppers::Migration),
            Box::new(m20261121_100002_orders::Migration),
            Box::new(m20261122_200001_model_usage::Migration),
            Box::new(m20261122_300001_memory::Migration),
            Box::new(m20261122_400001_activity::Migration),
            Box::new(m20261122_400002_keeping::Migration),
            Box::new(m20261122_400003_second_factors::Migration),
            Box::new(m20261122_100001_outbox::Migration),
            Box::new(m20261122_100002_credentials::Migration),
            Box::new(m20261122_500001_shadow::Migration),
            Box::new(m20261123_000001_lighter_turns::Migration),
            Box::new(m20261122_100003_images::Migration),
            Box::new(m20261122_100004_letters::Migration),
            Box::new(m20261123_200001_unsettled::Migration),
            Box::new(m20261124_100001_model_usage_days::Migration),
            Box::new(m20261124_100002_turn_memories::Migration),
            Box::new(m20261124_200001_wordings::Migration),
            Box::new(m20261125_100001_lighter_drafts::Migration),
        ]
    }
}
