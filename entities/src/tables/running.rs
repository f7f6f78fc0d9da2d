//! What the running system keeps.

pub(crate) mod snapshots;
pub(crate) mod idempotency_keys;
