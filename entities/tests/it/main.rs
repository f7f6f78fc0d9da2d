//! One contract for every store, held to on SQLite always and on PostgreSQL when `DATABASE_URL` names one.

mod databases;
mod journal;
mod material;
